import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";

const root = new URL("../../", import.meta.url);
const examples = new URL("examples/ci/", root);

const isRelease = (name: string) => name === "release.yml";

describe.each(readdirSync(examples).filter((name) => !isRelease(name)))("the workflow examples/ci/%s", (name) => {
  const document = parseDocument(readFileSync(new URL(name, examples), "utf8"));
  const { on, jobs } = document.toJS() as {
    on: object;
    jobs: Record<string, { if: string; "runs-on": string; steps: { uses?: string; run?: string }[] }>;
  };

  it("is valid YAML, with one job for pull requests and one for pushes", () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(Object.keys(on)).toEqual(["pull_request", "push"]);
    expect(Object.values(jobs).map((job) => job.if)).toEqual([
      "github.event_name == 'pull_request'",
      "github.event_name == 'push'",
    ]);
    for (const job of Object.values(jobs)) {
      expect(job["runs-on"]).toBe("ubuntu-latest");
      for (const { uses, run } of job.steps) expect(uses ?? run).toEqual(expect.any(String));
    }
  });

  it("sends the schema file to the registry", () => {
    const commands = Object.values(jobs).map(({ steps }) => steps.at(-1)!.run!);
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const [file] = /\S+\.graphql/.exec(command)!;
      expect(existsSync(new URL(file, root))).toBe(true);
    }
    expect(commands[0]).toMatch(/\bcheck\b/);
    expect(commands[1]).toMatch(/\bpublish\b/);
  });
});

describe("the workflow examples/ci/release.yml", () => {
  const document = parseDocument(readFileSync(new URL("release.yml", examples), "utf8"));
  interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: { readonly push?: boolean; readonly tags?: string };
  }
  const { on, jobs } = document.toJS() as {
    on: object;
    jobs: Record<string, { needs?: string; permissions?: object; steps: Step[] }>;
  };
  const commands = Object.values(jobs).map(({ steps }) => steps.map(({ run = "" }) => run).join("\n"));

  it("is valid YAML, and runs for the tags of npm version", () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(on).toEqual({ push: { tags: ["v*"] } });
    for (const { steps } of Object.values(jobs)) {
      for (const { uses, run } of steps) expect(uses ?? run).toEqual(expect.any(String));
    }
  });

  it("publishes only after all checks have passed, and the tag is the version of the package", () => {
    expect(Object.entries(jobs).map(([name, { needs }]) => [name, needs])).toEqual([
      ["check", undefined],
      ["package", "check"],
      ["image", "check"],
    ]);
    expect(commands[0]).toContain(".ci/run");
    const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { version: string };
    const [, test = ""] = /^(test .*)$/m.exec(commands[0]!) ?? [];
    const outcome = (tag: string) =>
      spawnSync("sh", ["-c", test], { cwd: root, env: { ...process.env, GITHUB_REF_NAME: tag } }).status;
    expect([outcome(`v${version}`), outcome("v99.0.0")]).toEqual([0, 1]);
    expect(commands[1]).toContain("npm run build && npm publish");
    expect(jobs.image!.steps.at(-1)).toMatchObject({ with: { push: true } });
  });
});
