import { execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { unprivilegedUser } from "../support/unprivileged-user.js";
import { startProcess } from "../support/started-process.js";

const root = new URL("../..", import.meta.url).pathname;
const version = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;

const run = promisify(execFile);

/** The folder in which only the package is installed. */
let folder: string;
/** The folder of the tarball. */
let packed: string;
let files: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ats-subgraph-installed-"));
  packed = mkdtempSync(join(tmpdir(), "ats-subgraph-packed-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", packed], { cwd: root });
  const [tarball] = JSON.parse(stdout.slice(stdout.indexOf("["))) as { filename: string; files: { path: string }[] }[];
  files = tarball!.files.map(({ path }) => path);
  const flags = ["--prefix", folder, "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", ["install", ...flags, join(packed, tarball!.filename)]);
  chmodSync(folder, 0o755);
});

afterAll(() => {
  for (const each of [folder, packed]) rmSync(each, { recursive: true, force: true });
});

const listening = /ats-subgraph listens at (http:\/\/127\.0\.0\.1:\d+)\/ over the embedded Lever sandbox/;
const quiet = { PORT: "0", LOG_LEVEL: "silent" };
const command = () => join(folder, "node_modules/.bin/ats-subgraph");

async function firstCandidate(url: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ candidates(first: 1) { nodes { fullName } } }" }),
  });
  return response.json();
}

const someCandidate = { data: { candidates: { nodes: [{ fullName: expect.any(String) as string }] } } };

describe("the tarball", () => {
  it("has only the files that are needed to run", () => {
    const [alone, folders] = [files.filter((path) => !path.includes("/")), files.filter((path) => path.includes("/"))];
    expect(alone.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
    expect(
      new Set(folders.map((path) => /^(dist\/clients|dist|docs|schema)\/.*\.(\w+)$/.exec(path)?.slice(1).join(" "))),
    ).toEqual(
      new Set([
        ...["js", "map", "html", "css", "ttf", "gz", "md"].map((kind) => `dist ${kind}`),
        ...["dist/clients js", "dist/clients ts", "docs graphql", "schema graphql"],
      ]),
    );
    expect(files).toContain("dist/graphiql/licenses.md");
    expect(files).not.toContain("dist/sandbox.js");
  });
});

describe("the installed package", () => {
  it("installs no development dependency", () => {
    const lockfile = (directory: string) =>
      JSON.parse(readFileSync(join(directory, "package-lock.json"), "utf8")) as {
        packages: Record<string, { dev?: boolean }>;
      };
    const name = (path: string) => path.replace(/^.*node_modules\//, "");
    const served = Object.entries(lockfile(root).packages).filter(([, { dev }]) => dev !== true);
    const known = new Set(["ats-subgraph", ...served.map(([path]) => name(path))]);
    const installed = Object.keys(lockfile(folder).packages).map(name);
    expect(installed.length).toBeGreaterThan(100);
    expect(installed.filter((each) => !known.has(each))).toEqual([]);
  });

  it("gives clients their cache settings, with types, and their schema", async () => {
    for (const name of ["@apollo/client", "@urql/exchange-graphcache", "relay-runtime"]) {
      expect(existsSync(join(folder, "node_modules", name))).toBe(false);
      mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
      symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
    }
    const settings = `
      import { InMemoryCache } from "@apollo/client";
      import { cacheExchange } from "@urql/exchange-graphcache";
      import { Environment, Network, RecordSource, Store } from "relay-runtime";
      import { typePolicies } from "ats-subgraph/apollo-cache";
      import { cacheConfig } from "ats-subgraph/urql-cache";
      import { environmentConfig } from "ats-subgraph/relay-environment";
      new InMemoryCache({ typePolicies });
      cacheExchange(cacheConfig);
      const network = Network.create(() => Promise.reject(new Error("no network")));
      new Environment({ network, store: new Store(new RecordSource()), ...environmentConfig });
      console.log(import.meta.resolve("ats-subgraph/api-schema.graphql"));
    `;
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(folder, "settings.ts"), settings);
    writeFileSync(join(folder, "settings.js"), settings);
    const { stdout } = await run(process.execPath, ["settings.js"], { cwd: folder });
    expect(readFileSync(new URL(stdout.trim()), "utf8")).toBe(
      readFileSync(join(root, "docs/api-schema.graphql"), "utf8"),
    );
    const flags = ["--strict", "--skipLibCheck", "--noEmit", "--module", "NodeNext", "--target", "ES2023"];
    await run(join(root, "node_modules/.bin/tsc"), [...flags, "--lib", "ES2023,DOM", "settings.ts"], { cwd: folder });
  });

  it("starts with npx, responds to a query, serves GraphiQL with all its assets, and ends with Ctrl-C", async () => {
    using subgraph = startProcess(
      ["--no", "ats-subgraph"],
      { ...quiet, HOME: folder },
      { command: "npx", cwd: folder, detached: true },
    );
    const [, url = ""] = await subgraph.waitForOutput(listening);
    expect(await firstCandidate(url)).toEqual(expect.objectContaining(someCandidate));
    const page = await fetch(url);
    expect(page.status).toBe(200);
    const named = [...(await page.text()).matchAll(/"[^"]*(\/graphiql\/assets\/[^"]+)"/g)].map(([, path]) => path);
    // The page names the files that it opens with, and they load the others.
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !/\.(js|css)$/.test(path!))).toEqual([]);
    const built = files.filter((path) => path.startsWith("dist/graphiql/graphiql/") && !path.endsWith(".gz"));
    expect(built.length).toBeGreaterThan(named.length);
    for (const path of [...named, ...built.map((each) => each.replace("dist/graphiql", ""))]) {
      const asset = await fetch(`${url}${path}`);
      expect([path, asset.status, (await asset.text()) !== ""]).toEqual([path, 200, true]);
    }
    // Like a terminal, the test signals the whole process group. npm does not forward signals to its child.
    process.kill(-subgraph.child.pid!, "SIGINT");
    await subgraph.ended;
    await vi.waitFor(() => expect(fetch(url)).rejects.toThrow("fetch failed"));
  });

  it("runs in any folder, without write access, and responds to a health check of another process", async () => {
    const env = { ...quiet, HOME: "/nonexistent", TMPDIR: "/nonexistent" };
    using subgraph = startProcess([], env, { command: command(), cwd: "/", ...unprivilegedUser });
    const [, url = ""] = await subgraph.waitForOutput(listening);
    expect(await firstCandidate(url)).toEqual(expect.objectContaining(someCandidate));
    const { port } = new URL(url);
    for (const host of ["127.0.0.1", "0.0.0.0"]) {
      using healthy = startProcess(["--health"], { PORT: port, HOST: host }, { command: command() });
      expect([await healthy.ended, healthy.output()]).toEqual([0, ""]);
    }
    subgraph.child.kill("SIGTERM");
    expect(await subgraph.ended).toBe(0);
    using unhealthy = startProcess(["--health"], { PORT: port }, { command: command() });
    expect(await unhealthy.ended).toBe(1);
  });

  it("prints its version and its usage", () => {
    const output = (argument: string) => execFileSync(command(), [argument], { encoding: "utf8" });
    expect(output("--version")).toBe(`${version}\n`);
    expect(output("--help")).toMatch(/^Usage: ats-subgraph/);
  });

  it("refuses an unknown option and invalid settings", async () => {
    using misspelt = startProcess(["--prot=80"], {}, { command: command() });
    expect(await misspelt.ended).toBe(1);
    expect(misspelt.output()).toMatch(/--prot[^]*Usage: ats-subgraph/);
    using unset = startProcess([], { PORT: "many" }, { command: command() });
    expect(await unset.ended).toBe(1);
    expect(unset.output()).toMatch(/^These settings cannot be used:\n {2}PORT: [^\n]+\n$/);
  });
});
