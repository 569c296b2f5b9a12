import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { readConfig } from "../../src/config/config.js";
import { Environment } from "../../src/config/environment.js";
import { renderChart } from "../support/helm-chart.js";
import { type Manifest, typeProblems } from "../support/kubernetes-types.js";
import { kustomize } from "../support/kustomize.js";
import { chartFolder, components, everyValue, folder } from "../support/kubernetes-examples.js";
import { startSubgraph } from "../support/subgraph.js";

const documents = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name, parseDocument(readFileSync(new URL(name, folder), "utf8"))]),
);
const manifest = (name: string) => documents.get(name)!.toJS();

const { spec: deployment } = manifest("deployment.yaml");
const pod = deployment.template.spec;
const [container] = pod.containers;
const { data: settings } = manifest("config.yaml") as { data: Record<string, string> };
const { stringData: secrets } = manifest("secret.example.yaml") as { stringData: Record<string, string> };
const manifests = [...documents.keys()].filter((name) => name !== "kustomization.yaml");

describe("the Kubernetes manifests", () => {
  it("are valid YAML", () => {
    for (const { errors, warnings } of documents.values()) expect([...errors, ...warnings]).toEqual([]);
  });

  it("match the types of Kubernetes, with all components, and so does the chart with every value", () => {
    const everywhere = [...kustomize(folder, components), ...renderChart(chartFolder, "other", everyValue)];
    const standard = everywhere.filter(({ apiVersion }) => !apiVersion.startsWith("monitoring.coreos.com/"));
    expect(standard).toHaveLength(15);
    const misspelt = { ...manifest("service.yaml"), spec: { selectors: {} } } as Manifest;
    const problems = typeProblems([...standard, manifest("secret.example.yaml") as Manifest, misspelt]);
    expect(problems).toEqual([expect.stringMatching(/selectors.* does not exist/)]);
  });

  it("have a version that is the package's", () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(manifest("kustomization.yaml").images).toMatchObject([{ newTag: version }]);
  });

  it("are all applied, except the Secret, which must not be committed", () => {
    const { resources } = manifest("kustomization.yaml") as { resources: string[] };
    expect(resources.toSorted()).toEqual(manifests.filter((name) => name !== "secret.example.yaml").sort());
    expect(Object.values(secrets).join("")).toBe("");
  });

  it("have matching labels, and the same port name", () => {
    const { matchLabels } = deployment.selector;
    expect(deployment.template.metadata.labels).toEqual(matchLabels);
    expect(manifest("service.yaml").spec.selector).toEqual(matchLabels);
    expect(manifest("disruption-budget.yaml").spec.selector).toEqual({ matchLabels });
    expect(manifest("network-policy.yaml").spec.podSelector).toEqual({ matchLabels });
    const [port] = manifest("service.yaml").spec.ports;
    expect(container.ports).toEqual([{ name: port.targetPort, containerPort: 4001 }]);
    expect(manifest("disruption-budget.yaml").spec.minAvailable).toBeLessThan(deployment.replicas);
  });

  it("follow the restricted profile, with a read-only file system", () => {
    expect(manifest("namespace.yaml").metadata.labels).toEqual({ "pod-security.kubernetes.io/enforce": "restricted" });
    expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    const dockerfile = readFileSync(new URL("../../Dockerfile", import.meta.url), "utf8");
    expect(dockerfile).toContain(`\nUSER ${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}\n`);
  });

  it("use settings that the subgraph has", () => {
    const inImage = { NODE_ENV: "production", HOST: "0.0.0.0", PORT: "4001" };
    const filled = Object.fromEntries(Object.keys(secrets).map((name) => [name, "a-secret-of-enough-characters"]));
    const { lever, port } = readConfig({ ...inImage, ...settings, ...filled, REDIS_URL: "redis://redis.example" });
    expect(lever).toMatchObject({ apiKey: "a-secret-of-enough-characters", rate: 10, burst: 20 });
    expect(container.ports[0].containerPort).toBe(port);
    const known = Object.keys(Environment.shape);
    expect([...Object.keys(settings), ...Object.keys(secrets)].filter((name) => !known.includes(name))).toEqual([]);
  });

  it("let running operations end before the pod is killed", () => {
    const { SHUTDOWN_DELAY_MS: delay, SHUTDOWN_GRACE_MS: grace } = settings;
    expect(pod.terminationGracePeriodSeconds * 1000).toBeGreaterThanOrEqual(Number(delay) + Number(grace) + 5000);
  });

  it("probe paths of the subgraph, and do not restart it when Lever is down", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    const { startupProbe, livenessProbe, readinessProbe } = container;
    const statuses = async () => {
      const paths = [startupProbe, livenessProbe, readinessProbe].map((probe) => probe.httpGet.path as string);
      return Promise.all(paths.map(async (path) => (await fetch(`${subgraph.url}${path}`)).status));
    };
    expect(await statuses()).toEqual([200, 200, 200]);
    const { annotations } = deployment.template.metadata;
    const scraped = await fetch(`${subgraph.url}${annotations["prometheus.io/path"]}`);
    expect(await scraped.text()).toContain("ats_subgraph_operations_running");
    subgraph.lever.faults.failNext(/./, { status: 401 }, 99);
    await subgraph.query("{ stages { id } }");
    expect(await statuses()).toEqual([200, 200, 200]);
  });
});
