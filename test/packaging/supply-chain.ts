import { readFileSync } from "node:fs";
import { format } from "prettier";

const root = new URL("../../", import.meta.url);

/** A package in the lockfile. */
interface Locked {
  readonly version: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** The package.json of a package. */
interface Described {
  readonly name: string;
  readonly license?: string;
  readonly repository?: string | { readonly url: string };
}

const { packages } = JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8")) as {
  packages: Record<string, Locked>;
};
const described = (path: string) =>
  JSON.parse(readFileSync(new URL(`${path}/package.json`, root), "utf8")) as Described;

/**
 * The page with its tables, computed from package.json, the lockfile and the installed packages. The purpose of a package
 * stays unchanged. For a new package it is `what for?`.
 */
export async function withTables(page: string): Promise<string> {
  const { dependencies = {}, optionalDependencies = {} } = packages[""]!;
  const whole = Object.entries({ dependencies: rows(dependencies, page), optional: rows(optionalDependencies, page) })
    .concat(Object.entries({ licences: licenceRows(), scripts: scriptRows(), development: developmentRows() }))
    .reduce((text, [name, lines]) => between(text, name, lines), page);
  return format(whole, { parser: "markdown", printWidth: 120 });
}

/** Puts lines between the comments `<!-- name -->` and `<!-- end -->`. */
function between(page: string, name: string, lines: readonly string[]): string {
  const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- end -->)`);
  if (!place.test(page)) throw new Error(`There is no place for ${name}.`);
  return page.replace(place, (_, begin: string, end: string) => `${begin}\n${lines.join("\n")}\n${end}`);
}

function rows(direct: Record<string, string>, page: string): string[] {
  return [
    "| package | version | licence | kept at | brings | for |",
    "| --- | --- | --- | --- | --- | --- |",
    ...Object.keys(direct).map((name) => {
      const path = `node_modules/${name}`;
      const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` `));
      const purpose = row?.split("|").at(-2)?.trim() ?? "what for?";
      const brought = below(path).size;
      const { license, repository } = described(path);
      const cells = [name, packages[path]!.version].map((text) => `\`${text}\``);
      return `| ${[...cells, license, home(repository), brought === 0 ? "" : brought, purpose].join(" | ")} |`;
    }),
  ];
}

/** The name of a repository, for example fastify/fastify. Packages have it in several forms. */
function home(repository: Described["repository"]): string {
  const url = typeof repository === "object" ? repository.url : (repository ?? "");
  return /([\w.-]+\/[\w.-]+?)(\.git)?$/.exec(url)?.[1] ?? "";
}

/**
 * The paths of all packages that a package depends on, at any depth. Optional packages are included if they are installed
 * by default.
 */
function below(path: string, seen = new Set<string>()): Set<string> {
  const { dependencies, optionalDependencies } = packages[path]!;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const found = resolved(path, name);
    if (found === undefined || seen.has(found)) continue;
    seen.add(found);
    below(found, seen);
  }
  return seen;
}

/** The path at which Node.js finds a package from another one: the nearest node_modules above it. */
function resolved(from: string, name: string): string | undefined {
  const folders = from.split("/node_modules/");
  for (let depth = folders.length; depth >= 0; depth--) {
    const path = [...folders.slice(0, depth), name].join("/node_modules/");
    const candidate = path.startsWith("node_modules/") ? path : `node_modules/${path}`;
    if (candidate in packages) return candidate;
  }
  return undefined;
}

/** The paths of all packages that the server needs. */
function served(): string[] {
  return [...below("")].sort();
}

function licenceRows(): string[] {
  const names = new Map<string, string[]>();
  for (const path of served()) {
    const { name, license = "none stated" } = described(path);
    names.set(license, [...(names.get(license) ?? []), name]);
  }
  const most = [...names].sort(([, a], [, b]) => b.length - a.length);
  return [
    "| licence | packages | |",
    "| --- | --- | --- |",
    ...most.map(
      ([license, all]) =>
        `| ${license} | ${all.length} | ${all.length > 6 ? "" : [...new Set(all)].map((each) => `\`${each}\``).join(", ")} |`,
    ),
  ];
}

function scriptRows(): string[] {
  const scripted = served().filter((path) => packages[path]!.hasInstallScript === true);
  return scripted.map((path) => `- \`${described(path).name}\``);
}

/** The licences with conditions, of packages for development. */
function developmentRows(): string[] {
  const permissive =
    /^\(?(MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0)\b/;
  const { devDependencies } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const asking = Object.keys(devDependencies).flatMap((name) => {
    const { license = "none stated" } = described(`node_modules/${name}`);
    return permissive.test(license) ? [] : [`- \`${name}\`: ${license}`];
  });
  return asking;
}
