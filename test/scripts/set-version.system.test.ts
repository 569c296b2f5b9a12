import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startProcess } from "../support/started-process.js";

const root = new URL("../../", import.meta.url).pathname;
const released = "test/federation/released-schema.graphql";
const changed = ["examples/kubernetes/chart/Chart.yaml", "examples/kubernetes/kustomization.yaml"];

it("npm version sets the version of the chart and of the image, and the released schema", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ats-subgraph-version-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const read = (path: string, from = folder) => readFileSync(join(from, path), "utf8");
  for (const path of ["scripts/set-version.ts", "docs/schema.graphql", released, ...changed]) {
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "version": "9.8.7-rc.1" }');
  writeFileSync(join(folder, released), "");
  using script = startProcess(["--import", "tsx", "scripts/set-version.ts"], {}, { cwd: folder });
  expect([await script.ended, script.output()]).toEqual([0, ""]);
  expect(read(released)).toBe(read("docs/schema.graphql", root));
  const { version, scripts } = JSON.parse(read("package.json", root)) as {
    version: string;
    scripts: { version: string };
  };
  for (const path of changed) {
    expect(read(path)).toBe(read(path, root).replaceAll(version, "9.8.7-rc.1"));
    expect(read(path)).not.toBe(read(path, root));
  }
  expect(scripts.version).toMatch(/^tsx scripts\/set-version\.ts && git add examples\/kubernetes test\/federation/);
});
