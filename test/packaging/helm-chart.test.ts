import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Values, renderChart } from "../support/helm-chart.js";
import {
  chartFolder,
  components,
  everyValue,
  find,
  folder,
  likeAllComponents,
} from "../support/kubernetes-examples.js";
import type { Manifest } from "../support/kubernetes-types.js";
import { kustomize } from "../support/kustomize.js";

const read = (path: string) => readFileSync(new URL(path, chartFolder), "utf8");
const render = (values?: Values) => renderChart(chartFolder, "ats-subgraph", values);

/** The objects without what only Helm or only Kustomize adds: labels of the release, a checksum, the namespace. */
function comparable(manifests: readonly Manifest[]): Record<string, unknown> {
  const ofHelm = /^(app\.kubernetes\.io\/(instance|version|managed-by)|helm\.sh\/chart|checksum\/settings|namespace)$/;
  const named = manifests
    .filter(({ kind }) => kind !== "Namespace")
    .map((each) => [`${each.kind} ${each.metadata.name}`, each]);
  const json = JSON.stringify(Object.fromEntries(named), (name, value: unknown) =>
    ofHelm.test(name) ? undefined : value,
  );
  return JSON.parse(json) as Record<string, unknown>;
}

describe("the Helm chart", () => {
  it("has the version of the package", () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", folder), "utf8")) as { version: string };
    expect(parse(read("Chart.yaml"))).toMatchObject({
      apiVersion: "v2",
      name: "ats-subgraph",
      version,
      appVersion: version,
    });
  });

  it.each<[component: string[], values: Values]>([
    [[], {}],
    [["monitoring"], { monitoring: { podMonitor: true, alerts: true } }],
    [["webhooks"], { webhooks: { enabled: true } }],
    [["token-volume"], { replicas: 1, tokenVolume: { enabled: true } }],
    [components, likeAllComponents],
  ])("installs the same as the kustomization with the components %j", (names, values) => {
    expect(comparable(render(values))).toEqual(comparable(kustomize(folder, names)));
  });

  it("takes an image by its digest, a Redis URL of another Secret, and more variables", () => {
    const all = render(everyValue);
    const [container] = find(all, "Deployment").spec.template.spec.containers;
    expect(container.image).toBe(`registry.example/ats-subgraph@sha256:${"0".repeat(64)}`);
    expect(container.env).toEqual([
      { name: "REDIS_URL", valueFrom: { secretKeyRef: { name: "redis", key: "url" } } },
      { name: "LEVER_TOKEN_FILE", value: "/var/lib/ats-subgraph/lever-tokens" },
      { name: "CACHE_KEY", valueFrom: { secretKeyRef: { name: "keys", key: "cache" } } },
    ]);
  });

  it("takes a Redis by its URL, and another Secret", () => {
    const all = render({ redis: { url: "redis://redis.cache.svc:6379" }, existingSecret: "lever" });
    const [container] = find(all, "Deployment").spec.template.spec.containers;
    expect(container.env).toEqual([{ name: "REDIS_URL", value: "redis://redis.cache.svc:6379" }]);
    expect(container.envFrom[1]).toEqual({ secretRef: { name: "lever" } });
  });

  it("keeps the pods of two releases in a namespace apart", () => {
    const all = renderChart(chartFolder, "other", { webhooks: { enabled: true }, monitoring: { podMonitor: true } });
    const { selector, template } = find(all, "Deployment").spec;
    const { matchLabels } = selector;
    expect(matchLabels).toEqual({ "app.kubernetes.io/name": "ats-subgraph", "app.kubernetes.io/instance": "other" });
    expect(template.metadata.labels).toEqual(matchLabels);
    expect(find(all, "Service").spec.selector).toEqual(matchLabels);
    for (const kind of ["PodDisruptionBudget", "PodMonitor"]) {
      expect(find(all, kind).spec.selector).toEqual({ matchLabels });
    }
    const policies = all.filter(({ kind }) => kind === "NetworkPolicy") as any[];
    expect(policies.map(({ spec }) => spec.podSelector)).toEqual([{ matchLabels }, { matchLabels }]);
    expect(all.filter(({ metadata }) => !/^other(-|$)/.test(metadata.name))).toEqual([]);
  });

  it("replaces the pods when a setting changes, and links the alerts to the runbook of the organisation", () => {
    const checksum = (settings: Values) =>
      find(render({ settings }), "Deployment").spec.template.metadata.annotations["checksum/settings"];
    expect(checksum({ LEVER_RATE: "5" })).not.toBe(checksum({}));
    const runbookUrl = "https://wiki.example/runbook";
    const rule = find(render({ monitoring: { alerts: true, runbookUrl } }), "PrometheusRule");
    const urls = rule.spec.groups[0].rules.map(({ annotations }: any) => annotations.runbook_url as string);
    expect(urls).toContain(`${runbookUrl}#lever-is-down`);
    expect(urls.filter((url: string) => !url.startsWith(`${runbookUrl}#`))).toEqual([]);
  });

  it.each<[what: string, values: Values, message: RegExp]>([
    ["a value that it does not have", { replica: 3 }, /additional properties/],
    ["a setting that is no text", { settings: { LEVER_RATE: 5 } }, /\/settings\/LEVER_RATE: must be string/],
    ["labels that select every pod", { networkPolicy: { router: null } }, /must be object/],
    ["a Redis that is no URL", { redis: { url: "redis.cache.svc" } }, /\/redis\/url: must match/],
    ["a token volume for two replicas", { tokenVolume: { enabled: true } }, /set replicas to 1/],
  ])("refuses %s", (_what, values, message) => {
    expect(() => render(values)).toThrow(message);
  });
});

describe("values.yaml", () => {
  const text = read("values.yaml");
  const templates = readdirSync(new URL("templates/", chartFolder))
    .map((name) => read(`templates/${name}`))
    .join("\n");

  it("has a comment for each value", () => {
    const lines = text.split("\n");
    const without = lines.filter((line, at) => /^ *[a-z]\w*: ./.test(line) && !/^ *# /.test(lines[at - 1] ?? ""));
    // One comment is about both.
    expect(without.map((line) => line.trim().split(":")[0])).toEqual(["requests", "limits"]);
  });

  it("has only values that a template uses", () => {
    const paths = Object.entries(parse(text) as Values).flatMap(([name, value]) =>
      new RegExp(`\\.Values\\.${name}\\b(?!\\.)`).test(templates)
        ? [name]
        : Object.keys(value as object).map((each) => `${name}.${each}`),
    );
    expect(paths.length).toBeGreaterThan(25);
    expect(paths.filter((path) => !new RegExp(`\\.Values\\.${path.replace(".", "\\.")}\\b`).test(templates))).toEqual(
      [],
    );
  });
});
