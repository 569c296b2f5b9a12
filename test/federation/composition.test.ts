import { readFileSync } from "node:fs";
import { parse } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { annotations } from "../../src/graphql/provider-support/field-support.js";
import { readTypeDefs } from "../../src/graphql/schema.js";
import { ats, composers } from "./composers.js";
import { coordinatesOf } from "./coordinates.js";
import { planOf } from "./query-plan.js";

const page = readFileSync(new URL("../../docs/supergraph.md", import.meta.url), "utf8");

/** A subgraph that extends our entities, and requires some of our fields. */
const interviews = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable"])

  type Candidate @key(fields: "id") {
    id: ID!
    fullName: String @external
    interviews: [Interview!]!
    invitation: String @requires(fields: "fullName")
  }
  type Application @key(fields: "id") {
    id: ID!
    status: ApplicationStatus @external
    stage: Stage @external
    interviewCount: Int!
    nextStep: String @requires(fields: "status stage { name }")
  }
  type Stage @key(fields: "id", resolvable: false) {
    id: ID!
    name: String @external
  }
  type Job @key(fields: "id") {
    id: ID!
    name: String @external
    scorecard: String @requires(fields: "name")
  }
  enum ApplicationStatus {
    ACTIVE
    REJECTED
    HIRED
  }
  type Interview @key(fields: "id") {
    id: ID!
    application: Application!
    interviewers: [HiringTeamMember!]!
  }
  type HiringTeamMember @shareable {
    id: ID!
    name: String
    email: String
  }
  type Query {
    interviews: [Interview!]!
  }
`;

describe.each(composers)("composition by %s", (_name, compose) => {
  let alone: string;
  let withInterviews: string;
  beforeAll(() => {
    alone = compose({ ats });
    withInterviews = compose({ ats, interviews });
  });

  it("succeeds for this subgraph only, and keeps the provider support of the schema", () => {
    expect(alone).toContain("directive @providerSupport(");
    const kept = annotations(parse(alone));
    expect(kept).toHaveLength(9);
    expect(kept).toEqual(expect.arrayContaining(annotations(readTypeDefs())));
  });

  it.each(["providerSupport", "tag", "cost", "listSize"])("keeps every @%s where it was", (directive) => {
    const places = coordinatesOf(parse(ats), directive);
    for (const supergraph of [alone, withInterviews])
      expect(coordinatesOf(parse(supergraph), directive)).toEqual(places);
  });

  it("lets another subgraph extend a candidate, an application and a job by their ids", async () => {
    const query = "{ applications { nodes { interviewCount candidate { interviews { id } } } } }";
    expect(await planOf(withInterviews, query)).toEqual([
      { service: "ats", operation: "{applications{nodes{__typename id candidate{__typename id}}}}" },
      { service: "interviews", operation: entities("Application", "interviewCount") },
      { service: "interviews", operation: entities("Candidate", "interviews{id}") },
    ]);
  });

  it("lets another subgraph refer to our entities", async () => {
    expect(await planOf(withInterviews, "{ interviews { application { job { name } } } }")).toEqual([
      { service: "interviews", operation: "{interviews{application{__typename id}}}" },
      { service: "ats", operation: entities("Application", "job{name}") },
    ]);
  });

  it("accepts the subgraph in docs/supergraph.md", async () => {
    const [, stageMoves = ""] = /```graphql\n(extend schema[^`]+)```/.exec(page) ?? [];
    const supergraph = compose({ ats, stageMoves });
    const query = "{ candidates { nodes { stageMoves { stage { name } candidate { fullName } } } } }";
    expect(await planOf(supergraph, query)).toEqual([
      { service: "ats", operation: "{candidates{nodes{__typename id}}}" },
      {
        service: "stageMoves",
        operation: entities("Candidate", "stageMoves{stage{__typename id}candidate{__typename id}}"),
      },
      { service: "ats", operation: entities("Stage", "name") },
      { service: "ats", operation: entities("Candidate", "fullName") },
    ]);
  });

  it.each([
    ["candidates", "invitation", "fullName"],
    ["applications", "nextStep", "status stage{name}"],
    ["jobs", "scorecard", "name"],
  ])("lets another subgraph require fields of our %s", async (list, field, required) => {
    const type = { candidates: "Candidate", applications: "Application", jobs: "Job" }[list]!;
    expect(await planOf(withInterviews, `{ ${list} { nodes { ${field} } } }`)).toEqual([
      { service: "ats", operation: `{${list}{nodes{__typename id ${required}}}}` },
      { service: "interviews", operation: entities(type, field) },
    ]);
  });

  // No field of the model requires a field of another subgraph, so the test adds one.
  it("lets one of our fields require a field of another subgraph", async () => {
    const asking = `${ats}
      extend type Application {
        interviewCount: Int! @federation__external
        isOverdue: Boolean @federation__requires(fields: "interviewCount")
      }`;
    const supergraph = compose({ ats: asking, interviews });
    expect(await planOf(supergraph, "{ interviews { application { isOverdue } } }")).toEqual([
      { service: "interviews", operation: "{interviews{application{__typename id interviewCount}}}" },
      { service: "ats", operation: entities("Application", "isOverdue") },
    ]);
    expect(await planOf(supergraph, "{ applications { nodes { isOverdue } } }")).toEqual([
      { service: "ats", operation: "{applications{nodes{__typename id}}}" },
      { service: "interviews", operation: entities("Application", "interviewCount") },
      { service: "ats", operation: entities("Application", "isOverdue") },
    ]);
  });

  it("lets another subgraph own the same value types", () => {
    const valueTypes = ["CandidateEmail", "CandidatePhoneNumber", "Department", "RejectedReason"];
    const other = `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable"])
      type Query { ${valueTypes.map((type) => `a${type}: ${type} page${type}: PageInfo`).join(" ")} }
      type CandidateEmail @shareable { data: String type: String }
      type CandidatePhoneNumber @shareable { data: String type: String }
      type Department @shareable { name: String }
      type RejectedReason @shareable { id: ID text: String }
      type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
      directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT
      enum CacheControlScope { PUBLIC PRIVATE }`;
    expect(() => compose({ ats, other })).not.toThrow();
  });
});

describe("the subgraph", () => {
  it("offers five entities by id", () => {
    const keys = [...ats.matchAll(/^type (\w+)\s+@key\(fields: "id"\)/gm)].map(([, type]) => type);
    expect(keys.sort()).toEqual(["Application", "Candidate", "Job", "Offer", "Stage"]);
  });
});

function entities(type: string, selection: string): string {
  return `query($representations:[_Any!]!){_entities(representations:$representations){...on ${type}{${selection}}}}`;
}
