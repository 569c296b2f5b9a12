import { readFileSync } from "node:fs";
import { parser } from "@prometheus-io/lezer-promql";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { leverEvent, sendEvent } from "../support/lever-event.js";
import { type Scrape, scrape } from "../support/scrape.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const file = (name: string) => readFileSync(new URL(`../../examples/monitoring/${name}`, import.meta.url), "utf8");

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}
const dashboard = JSON.parse(file("grafana-dashboard.json")) as {
  panels: readonly Panel[];
  templating: { list: readonly { name: string; definition?: string }[] };
};
const alerts = (parse(file("alerts.yml")) as { groups: { rules: { alert: string; expr: string }[] }[] }).groups.flatMap(
  ({ rules }) => rules,
);

const queries: [where: string, query: string][] = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }): [string, string] => [`panel "${title}"`, expr]),
  ),
  ...alerts.map(({ alert, expr }): [string, string] => [alert, expr]),
];

let subgraph: TestSubgraph;
let metrics: Scrape;
let tenantMetrics: Scrape;
beforeAll(async () => {
  // The metrics of Redis exist even if Redis cannot be reached.
  subgraph = await startSubgraph({
    candidates: 1,
    env: { REDIS_URL: "redis://127.0.0.1:1", LEVER_WEBHOOK_TOKEN: "a signature token" },
  });
  await sendEvent(subgraph, leverEvent("signature token"));
  // With two retries the operation needs more calls than its static cost.
  subgraph.lever.faults.failNext(/stages/, { status: 503 }, 2);
  subgraph.lever.faults.failNext(/stages/, {
    edit: ({ data, ...rest }) => ({ ...rest, data: data.map((stage: object) => ({ ...stage, text: 5 })) }),
  });
  const same = () => subgraph.query("query Stages { stages { id } }");
  await Promise.all([same(), same()]);
  await subgraph.query("{ nothing }");
  subgraph.lever.faults.failNext(/stage_id/, { maxValues: 1, status: 414 }, Infinity);
  await subgraph.query('{ applications(filter: { stageIds: ["applicant-new", "offer"] }) { nodes { id } } }');
  await vi.waitFor(async () => {
    metrics = await scrape(subgraph.url);
    expect(metrics.sum("ats_subgraph_operations_total")).toBe(4);
  });
  // These metrics exist only if requests bring the keys of accounts.
  await using tenants = await startSubgraph({
    candidates: 1,
    env: { LEVER_CREDENTIALS: "header", LEVER_API_KEY: "", ROUTER_SECRET: "router-secret-of-16" },
  });
  tenantMetrics = await scrape(tenants.url);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

type SyntaxNode = ReturnType<typeof parser.parse>["topNode"];

/** Prometheus adds these to every target. */
const ofPrometheus = { metrics: ["up"], labels: ["job", "instance"] };

/** The metrics of a query, each with its label matchers and its range function. */
function selectors(query: string) {
  const found: { name: string; labels: string[]; range: string | undefined }[] = [];
  const grouped: string[] = [];
  const broken: string[] = [];
  // Grafana replaces it by a duration.
  const text = query.replaceAll("$__rate_interval", "1m");
  parser.parse(text).iterate({
    enter({ name, node, from, to, type }) {
      if (type.isError) broken.push(text.slice(from, to + 10));
      if (name === "GroupingLabels") grouped.push(...textsOf(node, "LabelName", text));
      if (name !== "VectorSelector") return;
      const [metric = ""] = textsOf(node, "Identifier", text);
      const call = node.parent?.name === "MatrixSelector" ? functionAround(node, text) : undefined;
      found.push({ name: metric, labels: textsOf(node, "LabelName", text), range: call });
    },
  });
  return { found, grouped, broken };
}

function textsOf(node: SyntaxNode, name: string, text: string): string[] {
  const texts: string[] = [];
  node.cursor().iterate((each) => {
    if (each.name === name) texts.push(text.slice(each.from, each.to));
  });
  return texts;
}

function functionAround(node: SyntaxNode, text: string): string | undefined {
  for (let each = node.parent; each !== null; each = each.parent) {
    if (each.name === "FunctionCall") return /^\w+/.exec(text.slice(each.from))?.[0];
  }
  return undefined;
}

/** The metric of a series. A histogram has three kinds of series. */
const metricOf = (series: string) => (metrics.kinds.has(series) ? series : series.replace(/_(bucket|sum|count)$/, ""));

describe.each(queries)("%s", (_where, query) => {
  it("is PromQL", () => {
    expect(selectors(query).broken).toEqual([]);
    expect(selectors(query).found).not.toEqual([]);
  });

  it("uses existing metrics, with a function for their kind", () => {
    for (const { name, range } of selectors(query).found) {
      if (ofPrometheus.metrics.includes(name)) continue;
      const kind = metrics.kinds.get(metricOf(name)) ?? tenantMetrics.kinds.get(name);
      expect([name, kind]).toEqual([name, expect.stringMatching(/counter|gauge|histogram/)]);
      const asCounter = range === "rate" || range === "increase";
      expect([name, asCounter]).toEqual([name, kind !== "gauge"]);
    }
  });

  it("selects and groups by existing labels", () => {
    const { found, grouped } = selectors(query);
    const known = new Set([...ofPrometheus.labels, ...found.flatMap(({ name }) => labelsOf(name))]);
    expect(grouped.filter((label) => !known.has(label))).toEqual([]);
    for (const { name, labels } of found) {
      const own = [...ofPrometheus.labels, ...labelsOf(name)];
      expect([name, labels.filter((label) => !own.includes(label))]).toEqual([name, []]);
    }
  });
});

const labelsOf = (series: string) =>
  [metrics, tenantMetrics].flatMap((each) => each.find(series)).flatMap(({ labels }) => Object.keys(labels));

describe("the dashboard", () => {
  it("shows every metric of this subgraph", () => {
    const shown = new Set(
      dashboard.panels.flatMap(({ targets = [] }) =>
        targets.flatMap(({ expr }) => selectors(expr).found.map(({ name }) => metricOf(name))),
      ),
    );
    const ours = [...metrics.kinds.keys()].filter((name) => name.startsWith("ats_subgraph_"));
    expect(ours.length).toBeGreaterThan(15);
    expect(ours.filter((name) => !shown.has(name))).toEqual([]);
  });

  it("finds its jobs with an existing metric", () => {
    const [, metric = ""] = /^label_values\((\w+), job\)$/.exec(dashboard.templating.list[1]?.definition ?? "") ?? [];
    expect([...metrics.kinds.keys()]).toContain(metric);
  });
});

describe("Prometheus", () => {
  it("has the address of the metrics and the file of the alerts", () => {
    const { rule_files, scrape_configs } = parse(file("prometheus.yml")) as {
      rule_files: string[];
      scrape_configs: { job_name: string; metrics_path?: string; static_configs: { targets: string[] }[] }[];
    };
    expect(rule_files).toEqual(["alerts.yml"]);
    expect(scrape_configs).toMatchObject([
      { job_name: "ats-subgraph", static_configs: [{ targets: ["127.0.0.1:4001"] }] },
    ]);
    expect(alerts.map(({ expr }) => expr).filter((expr) => expr.includes('job="'))).toEqual([
      'up{job="ats-subgraph"} == 0',
    ]);
  });
});
