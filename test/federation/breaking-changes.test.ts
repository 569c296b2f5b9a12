import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { removedWithoutNotice, unannouncedBreaks } from "./breaking-changes.js";
import { ats } from "./composers.js";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const changelog = read("../../CHANGELOG.md");

describe("the schema", () => {
  it("is the same as in docs/schema.graphql (if not, run: npm run print-schema)", () => {
    expect(read("../../docs/schema.graphql")).toBe(ats);
  });

  it("has only the breaking changes since the last release that CHANGELOG.md lists under [Unreleased]", async () => {
    expect(await unannouncedBreaks(read("./released-schema.graphql"), ats, changelog)).toEqual([]);
  });

  it("has lost only what was deprecated in the last release", async () => {
    expect(await removedWithoutNotice(read("./released-schema.graphql"), ats)).toEqual([]);
  });

  it("has a version that CHANGELOG.md describes", () => {
    const { version } = JSON.parse(read("../../package.json")) as { version: string };
    expect(changelog).toMatch(new RegExp(`^## \\[${version}\\] - \\d{4}-\\d{2}-\\d{2}$`, "m"));
  });
});

describe("a breaking change", () => {
  const changes: [path: string, from: RegExp, to: string][] = [
    ["Candidate.fullName", / {2}fullName: String .*/, "  name: String"],
    ["Application.rejectedAt", /(rejectedAt:) DateTime/, "$1 String"],
    ["CandidateFilter.email", /(input CandidateFilter [^}]*email: String)/, "$1!"],
    ["Query.candidates.first", /(\n {2}candidates\([^)]*first: Int) = 50/, "$1!"],
    ["JobStatus.ON_HOLD", / {2}ON_HOLD\n/, "  PAUSED\n"],
    ["Stage.@key", /(type Stage)\s+@key\(fields: "id"\)/, "$1"],
    ["Department.@shareable", /(type Department)\s+@shareable/, "$1"],
    ["Candidate.fullName.@tag", /(fullName: String) @tag\(name: "pii"\)/, "$1"],
    ["CandidateFilter.email.@tag", /(input CandidateFilter [^}]*email: String) @tag\(name: "pii"\)/, "$1"],
  ];
  const log = (unreleased: string) =>
    `# Changelog\n\n## [Unreleased]\n\n${unreleased}\n\n## [0.1.0] - 2026-11-25\n\nOld.\n`;

  it.each(changes)("is reported with its path: %s", async (path, from, to) => {
    const changed = ats.replace(from, to);
    expect(changed).not.toBe(ats);
    const breaks = await unannouncedBreaks(ats, changed, log("- A new field."));
    expect(breaks).toEqual([expect.stringMatching(new RegExp(`^${path}: `))]);
    expect(await unannouncedBreaks(ats, changed, log(`- Gone: \`${path}\`.`))).toEqual([]);
    expect(await unannouncedBreaks(ats, changed, `${log("")}- Gone: \`${path}\`.\n`)).toEqual(breaks);
  });

  it("is not reported for an addition", async () => {
    const grown = ats.replace("type Department", "type Team { name: String }\n\ntype Department");
    expect(await unannouncedBreaks(ats, grown, log(""))).toEqual([]);
  });
});

describe("a removal", () => {
  const released = `
    type Query { jobs(first: Int, after: String): [String]  old(id: ID): String }
    input Filter { name: String  status: Status }
    enum Status { OPEN ON_HOLD }`;
  const removals: [path: string, removed: string][] = [
    ["Query.old", "old(id: ID): String"],
    ["Query.jobs.after", "after: String"],
    ["Filter.name", "name: String"],
    ["Status.ON_HOLD", "ON_HOLD"],
  ];

  it.each(removals)("must have been deprecated in the last release: %s", async (path, removed) => {
    const current = released.replace(removed, "");
    expect(await removedWithoutNotice(released, current)).toEqual([path]);
    const deprecated = released.replace(removed, `${removed} @deprecated(reason: "Use another.")`);
    expect(await removedWithoutNotice(deprecated, current)).toEqual([]);
    expect(await removedWithoutNotice(released, deprecated)).toEqual([]);
  });
});
