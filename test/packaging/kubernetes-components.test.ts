import { readFileSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/config/config.js";
import { components, find, folder } from "../support/kubernetes-examples.js";
import { kustomize } from "../support/kustomize.js";
import { startSubgraph } from "../support/subgraph.js";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const base = kustomize(folder);
const { matchLabels } = find(base, "Deployment").spec.selector;

describe("the components of the kustomization", () => {
  it("are named in it and in its page", () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(["chart", ...components].sort());
    for (const name of components) {
      expect(read("examples/kubernetes/kustomization.yaml")).toContain(`\n#   - ${name} # `);
      expect(read("examples/kubernetes/README.md")).toContain(`\`${name}\``);
    }
  });

  it("monitoring: scrape the pods as the job of the alerts, and have the alerts of examples/monitoring", () => {
    const manifests = kustomize(folder, ["monitoring"]);
    const { groups } = parse(read("examples/monitoring/alerts.yml")) as { groups: { rules: { expr: string }[] }[] };
    expect(find(manifests, "PrometheusRule").spec).toEqual({ groups });
    const { jobLabel, selector, podMetricsEndpoints } = find(manifests, "PodMonitor").spec;
    expect(selector).toEqual({ matchLabels });
    expect(groups[0]!.rules[0]!.expr).toBe(`up{job="${matchLabels[jobLabel]}"} == 0`);
    const { metadata, spec } = find(manifests, "Deployment").spec.template;
    const [{ name: port }] = spec.containers[0].ports;
    expect(podMetricsEndpoints).toEqual([{ port, path: metadata.annotations["prometheus.io/path"] }]);
  });

  it("webhooks: lead only the path of the webhook to the Service, and let the ingress controller in", async () => {
    const manifests = kustomize(folder, ["webhooks"]);
    const { rules, tls } = find(manifests, "Ingress", "ats-subgraph-webhooks").spec;
    const [{ host, http }] = rules;
    expect(tls).toMatchObject([{ hosts: [host] }]);
    const { metadata, spec } = find(manifests, "Service");
    const backend = { service: { name: metadata.name, port: { name: spec.ports[0].name } } };
    expect(http.paths).toEqual([{ path: "/webhooks/lever", pathType: "Exact", backend }]);
    const policy = find(manifests, "NetworkPolicy", "ats-subgraph-webhooks").spec;
    expect(policy).toMatchObject({ podSelector: { matchLabels }, policyTypes: ["Ingress"], ingress: [{}] });
    expect(policy.ingress[0].ports).toEqual([{ port: spec.ports[0].targetPort }]);
    await using subgraph = await startSubgraph({ candidates: 1, env: { LEVER_WEBHOOK_TOKEN: "the signature token" } });
    const unsigned = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
    expect((await fetch(`${subgraph.url}${http.paths[0].path}`, unsigned)).status).not.toBe(404);
  });

  it("token-volume: keep the refresh token on a volume, for one process at a time", () => {
    const manifests = kustomize(folder, ["token-volume"]);
    const { replicas, strategy, template } = find(manifests, "Deployment").spec;
    expect([replicas, strategy]).toEqual([1, { type: "Recreate" }]);
    expect(find(manifests, "PodDisruptionBudget")).toBeUndefined();
    const { securityContext, volumes, containers } = template.spec;
    expect(securityContext.fsGroup).toBe(securityContext.runAsGroup);
    const [{ env, volumeMounts, securityContext: ofContainer }] = containers;
    expect(ofContainer.readOnlyRootFilesystem).toBe(true);
    const [{ name, persistentVolumeClaim }] = volumes;
    expect(find(manifests, "PersistentVolumeClaim", persistentVolumeClaim.claimName)).toBeDefined();
    const variables = Object.fromEntries(env.map((each: { name: string; value: string }) => [each.name, each.value]));
    // New tokens are first written into another file of the same folder.
    expect(volumeMounts).toEqual([{ name, mountPath: dirname(variables.LEVER_TOKEN_FILE) }]);
    const oauth = { LEVER_CLIENT_ID: "id", LEVER_CLIENT_SECRET: "secret", LEVER_REFRESH_TOKEN: "token" };
    const { lever } = readConfig({ ...variables, ...oauth, HOST: "127.0.0.1" });
    expect(lever).toMatchObject({ oauth: { tokenFile: variables.LEVER_TOKEN_FILE } });
  });
});

it("the routing URL of the Service is in the examples for routers", () => {
  const { metadata, spec } = find(base, "Service");
  expect(spec.ports).toMatchObject([{ port: 80 }]);
  const url = `http://${metadata.name}.${metadata.namespace}.svc/graphql`;
  for (const path of [
    "kubernetes/README.md",
    "supergraph/README.md",
    "supergraph/supergraph.yaml",
    "supergraph/graph.yaml",
  ]) {
    expect([path, read(`examples/${path}`).includes(url)]).toEqual([path, true]);
  }
});
