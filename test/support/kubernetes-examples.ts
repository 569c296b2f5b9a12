import type { Values } from "./helm-chart.js";
import type { Manifest } from "./kubernetes-types.js";

/** The kustomization and the chart in examples/kubernetes. */
export const folder = new URL("../../examples/kubernetes/", import.meta.url);
export const chartFolder = new URL("chart/", folder);

/** The components of the kustomization. */
export const components = ["monitoring", "webhooks", "token-volume"];

/** The values of the chart that install the same as all components. */
export const likeAllComponents: Values = {
  replicas: 1,
  tokenVolume: { enabled: true },
  webhooks: { enabled: true },
  monitoring: { podMonitor: true, alerts: true },
};

/** Values with which the chart uses each part of its templates. */
export const everyValue: Values = {
  ...likeAllComponents,
  image: { digest: `sha256:${"0".repeat(64)}`, pullPolicy: "Always" },
  imagePullSecrets: [{ name: "registry" }],
  redis: { existingSecret: "redis", existingSecretKey: "url" },
  extraEnv: [{ name: "CACHE_KEY", valueFrom: { secretKeyRef: { name: "keys", key: "cache" } } }],
  podAnnotations: { team: "hiring" },
  nodeSelector: { zone: "a" },
  tolerations: [{ key: "spot", operator: "Exists" }],
  networkPolicy: { extraEgress: [{ to: [{ ipBlock: { cidr: "10.0.0.8/32" } }], ports: [{ port: 6380 }] }] },
};

/** An object by its kind and name. */
export function find(manifests: readonly Manifest[], kind: string, name?: string): any {
  return manifests.find((each) => each.kind === kind && (name === undefined || each.metadata.name === name));
}
