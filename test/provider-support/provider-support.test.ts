import { readFileSync, readdirSync } from "node:fs";
import { isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { describedSdl, supportSentence } from "../../src/provider-support/described-sdl.js";
import { annotations } from "../../src/provider-support/field-support.js";
import { matrix } from "../../src/provider-support/matrix.js";
import { withSupportTable } from "../../src/provider-support/support-table.js";
import { withUnsupportedFields } from "../../src/provider-support/unsupported-fields.js";
import { buildSubgraph, readTypeDefs } from "../../src/schema.js";

const root = new URL("../../", import.meta.url);
const { schema, support } = buildSubgraph();
const annotated = annotations(readTypeDefs());
const named = (level: string) =>
  annotated.filter((each) => each.level === level).map(({ type, field }) => `${type}.${field}`);

describe("provider support", () => {
  it("is denied to exactly the five fields that Lever cannot fill", () => {
    expect(named("UNSUPPORTED").sort()).toEqual([
      "Candidate.firstName",
      "Candidate.lastName",
      "HiringTeam.recruiters",
      "Offer.updatedAt",
      "Stage.jobId",
    ]);
  });

  it("is derived for the four fields that are computed, and annotated nowhere else", () => {
    expect(named("DERIVED").sort()).toEqual([
      "Candidate.createdAt",
      "Candidate.lastActivityAt",
      "CandidateEmail.type",
      "Job.closedAt",
    ]);
    expect(annotated).toHaveLength(9);
  });

  it("is listed for every field of the matrix, each of which exists", () => {
    for (const [type, fields] of Object.entries(matrix)) {
      const definition = schema.getType(type);
      expect(isObjectType(definition) && Object.keys(definition.getFields())).toEqual(
        expect.arrayContaining([...fields]),
      );
    }
    expect(support).toHaveLength(Object.values(matrix).flat().length);
    for (const each of annotated) expect(support).toContainEqual(each);
  });

  it("is told in the description of each annotated field, in the directive's own words", () => {
    for (const each of annotated) {
      const type = schema.getType(each.type);
      const description = isObjectType(type) ? type.getFields()[each.field]?.description : undefined;
      expect(description?.split("\n\n").at(-1)).toBe(supportSentence(each));
    }
  });

  it("is up to date in the schema's files (else: npm run docs)", () => {
    for (const name of readdirSync(new URL("schema/", root))) {
      const sdl = readFileSync(new URL(`schema/${name}`, root), "utf8");
      expect(describedSdl(sdl), name).toBe(sdl);
    }
  });

  it("is up to date in the README (else: npm run docs)", () => {
    const readme = readFileSync(new URL("README.md", root), "utf8");
    expect(withoutPadding(withSupportTable(readme, support))).toBe(withoutPadding(readme));
  });

  it("changes its descriptions with its reasons", () => {
    const sdl = `type Candidate {
  """
  The given name.

  Lever: UNSUPPORTED. An old reason.
  """
  firstName: String @providerSupport(provider: LEVER, level: UNSUPPORTED, reason: "A new reason.")
}`;
    expect(describedSdl(sdl)).toBe(sdl.replace("An old reason.", "A new reason."));
  });

  it("refuses to start with a resolver for an unsupported field", () => {
    const resolvers = { Stage: { jobId: () => "a-job" } };
    expect(() => withUnsupportedFields(resolvers, support)).toThrow("Stage.jobId is UNSUPPORTED");
  });
});

/** Tables are compared cell by cell: the formatter aligns their columns. */
function withoutPadding(markdown: string): string {
  return markdown.replace(/ +\|/g, " |").replace(/-{3,}/g, "---");
}
