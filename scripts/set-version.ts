import { copyFileSync, readFileSync, writeFileSync } from "node:fs";

// `npm version` runs it after it has set the version in package.json: the same version for the chart and the image, and the
// schema as the one that the next release is compared with.
const root = new URL("../", import.meta.url);
const path = (name: string) => new URL(name, root);
const { version } = JSON.parse(readFileSync(path("package.json"), "utf8")) as { version: string };

function replaceIn(name: string, pattern: RegExp): void {
  writeFileSync(path(name), readFileSync(path(name), "utf8").replace(pattern, version));
}

replaceIn("examples/kubernetes/chart/Chart.yaml", /(?<=^version: ).*$/m);
replaceIn("examples/kubernetes/chart/Chart.yaml", /(?<=^appVersion: ").*(?="$)/m);
replaceIn("examples/kubernetes/kustomization.yaml", /(?<=^ +newTag: ).*$/m);
copyFileSync(path("docs/schema.graphql"), path("test/federation/released-schema.graphql"));
