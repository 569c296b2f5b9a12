import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";

const root = new URL("../../", import.meta.url);
const examples = new URL("examples/ci/", root);

describe.each(readdirSync(examples))("the workflow examples/ci/%s", (name) => {
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
