import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { Ajv } from "ajv";
import { parse, parseAllDocuments, stringify } from "yaml";
import { GoTemplates, isTrue } from "./go-template.js";
import type { Manifest } from "./kubernetes-types.js";

export type Values = Readonly<Record<string, unknown>>;

/** What `helm template NAME FOLDER --values …` writes, as objects. Throws where Helm refuses the values. */
export function renderChart(folder: URL, release: string, values: Values = {}): Manifest[] {
  const read = (path: string) => readFileSync(new URL(path, folder), "utf8");
  const chart = parse(read("Chart.yaml")) as { name: string; version: string; appVersion: string };
  const merged = merge(parse(read("values.yaml")) as Values, values);
  const isValid = new Ajv({ allErrors: true }).compile(JSON.parse(read("values.schema.json")) as object);
  if (!isValid(merged)) {
    throw new Error(
      (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`).join("\n"),
    );
  }
  const data = {
    Values: merged,
    Release: { Name: release, Service: "Helm" },
    Chart: { Name: chart.name, Version: chart.version, AppVersion: chart.appVersion },
    Files: { Get: read },
  };
  const templates = new GoTemplates(functions);
  const names = readdirSync(new URL("templates/", folder)).sort();
  for (const name of names.filter((each) => each.endsWith(".tpl"))) templates.render(read(`templates/${name}`), data);
  return names
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => parseAllDocuments(templates.render(read(`templates/${name}`), data)))
    .flatMap((document) => {
      if (document.errors.length + document.warnings.length > 0) throw new Error(String(document.errors));
      return (document.toJS() as Manifest | null) ?? [];
    });
}

/** Helm's functions that the chart uses, most of them Sprig's. The piped value is the last one. */
const functions = {
  toYaml: (value: unknown) => stringify(value, { indentSeq: false, lineWidth: 0, sortMapEntries: true }).trimEnd(),
  nindent: (width: number, text: string) => `\n${text.replace(/^/gm, " ".repeat(width))}`,
  quote: (value: unknown) => JSON.stringify(String(value)),
  default: (fallback: unknown, value: unknown) => (isTrue(value) ? value : fallback),
  replace: (from: string, to: string, text: string) => text.replaceAll(from, to),
  sha256sum: (text: string) => createHash("sha256").update(text).digest("hex"),
  printf: (format: string, value: string) => format.replace("%s", () => value),
  int: Number,
  gt: (a: number, b: number) => a > b,
  and: (...values: unknown[]) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values: unknown[]) => values.find(isTrue) ?? values.at(-1),
  not: (value: unknown) => !isTrue(value),
  fail: (message: string) => {
    throw new Error(message);
  },
};

/** Helm's docs, Values Files: maps are merged, everything else is replaced. */
function merge(defaults: Values, values: Values): Values {
  const isMap = (value: unknown): value is Values =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const merged = Object.entries(values).map(([name, value]) => {
    const old = defaults[name];
    return [name, isMap(old) && isMap(value) ? merge(old, value) : value] as const;
  });
  return { ...defaults, ...Object.fromEntries(merged) };
}
