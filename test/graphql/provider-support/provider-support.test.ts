import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLObjectType, isObjectType, parse, print } from "graphql";
import { describe, expect, it } from "vitest";
import { describedSdl, supportSentence } from "../../../scripts/docs/described-sdl.js";
import { annotations } from "../../../src/graphql/provider-support/field-support.js";
import { matrixPage } from "../../../scripts/docs/matrix-page.js";
import { matrixRows } from "../../../src/graphql/provider-support/matrix-row.js";
import { buildSubgraph, readTypeDefs } from "../../../src/graphql/schema.js";

const { schema, support, supportOf } = buildSubgraph();
const annotated = annotations(readTypeDefs());
const named = (level: string) =>
  annotated.filter((each) => each.level === level).map(({ type, field }) => `${type}.${field}`);

describe("provider support", () => {
  it("is UNSUPPORTED for exactly the five fields that Lever cannot fill", () => {
    expect(named("UNSUPPORTED").sort()).toEqual([
      "Candidate.firstName",
      "Candidate.lastName",
      "HiringTeam.recruiters",
      "Offer.updatedAt",
      "Stage.jobId",
    ]);
  });

  it("is DERIVED for the four computed fields, and no other field has the directive", () => {
    expect(named("DERIVED").sort()).toEqual([
      "Candidate.createdAt",
      "Candidate.lastActivityAt",
      "CandidateEmail.type",
      "Job.closedAt",
    ]);
    expect(annotated).toHaveLength(9);
  });

  it("is listed once for every field of the matrix, and every field exists", () => {
    for (const { type, field } of support) {
      const definition = schema.getType(type);
      expect(isObjectType(definition) && Object.keys(definition.getFields())).toContain(field);
    }
    // An application's stage is a Stage. Its fields are listed there.
    const fields = matrixRows(readTypeDefs()).map(({ type, field }) => `${type}.${field}`);
    expect(fields).toHaveLength(43);
    expect(support.map(({ type, field }) => `${type}.${field}`).sort()).toEqual([...new Set(fields)].sort());
    for (const each of annotated) expect(support).toContainEqual(each);
  });

  it("rejects a row that the schema does not have", () => {
    const without = parse(print(readTypeDefs()).replace("closedAt: DateTime", "endedAt: DateTime"));
    expect(() => matrixRows(without)).toThrow("The matrix has Job.closedAt, but Job has no closedAt");
  });

  it("is on a page that names a source in Lever for each field except the UNSUPPORTED ones", () => {
    const claimed = print(readTypeDefs()).replace("level: DERIVED", "level: UNSUPPORTED");
    expect(() => matrixPage(parse(claimed))).toThrow("Candidate.createdAt is UNSUPPORTED, and its Lever source is");
  });

  it("is in the description of each annotated field, with the text of the directive", () => {
    for (const each of annotated) {
      const type = schema.getType(each.type);
      const description = isObjectType(type) ? type.getFields()[each.field]?.description : undefined;
      expect(description?.split("\n\n").at(-1)).toBe(supportSentence(each));
    }
  });

  it("is in the first paragraph too, which is all that lists of fields show", () => {
    const clientSchema = buildSchema(readFileSync("docs/api-schema.graphql", "utf8"));
    const sentences = { UNSUPPORTED: "Always null with Lever.", DERIVED: "Derived with Lever.", NATIVE: null };
    for (const { type, field, level } of annotated) {
      const [first] = (clientSchema.getType(type) as GraphQLObjectType).getFields()[field]!.description!.split("\n\n");
      expect([type, field, first]).toEqual([type, field, expect.stringMatching(RegExp(`\\. ${sentences[level]}$`))]);
    }
  });

  it("changes its descriptions with its reasons and levels", () => {
    const sdl = `type Candidate {
  """
  The given name. Always null with Lever.

  Lever: UNSUPPORTED. An old reason.
  """
  firstName: String @providerSupport(provider: LEVER, level: UNSUPPORTED, reason: "A new reason.")
}`;
    const described = sdl.replace("An old reason.", "A new reason.");
    expect(describedSdl(sdl)).toBe(described);
    expect(describedSdl(sdl.replace(" Always null with Lever.", ""))).toBe(described);
    const derived = describedSdl(sdl.replace("level: UNSUPPORTED", "level: DERIVED"));
    expect(derived).toContain("  The given name. Derived with Lever.\n\n  Lever: DERIVED. A new reason.\n");
  });

  it("rejects a schema in which a field that cannot be null is UNSUPPORTED", () => {
    const claimed = print(readTypeDefs()).replace("level: DERIVED", "level: UNSUPPORTED");
    expect(() => buildSubgraph(parse(claimed))).toThrow("Candidate.createdAt cannot be null");
  });

  it("rejects a provider that is not in the schema", () => {
    expect(() => supportOf("ACME")).toThrow("The schema's enum Provider has no value ACME");
  });
});
