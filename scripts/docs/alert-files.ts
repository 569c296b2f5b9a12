import { readFileSync } from "node:fs";

const source = "examples/monitoring/alerts.yml";

/** The alerts as the Prometheus Operator and the Helm chart need them: the text of each file by its path. */
export function alertFiles(root: URL): [path: string, text: string][] {
  const alerts = readFileSync(new URL(source, root), "utf8");
  const header = `# Generated from ${source} by \`npm run docs\`.\n`;
  const indented = alerts.replace(/^(?=.)/gm, "  ");
  const rule = `${header}apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: ats-subgraph
  labels: { app.kubernetes.io/name: ats-subgraph }
spec:
${indented}`;
  return [
    ["examples/kubernetes/monitoring/prometheus-rule.yaml", rule],
    // Helm reads only files in the folder of the chart.
    ["examples/kubernetes/chart/alerts.yml", header + alerts],
  ];
}
