import { composeServices } from "@apollo/composition";
import { applyTagFilterOnSubgraphs, composeSchemaContract } from "@theguild/federation-composition";
import { type GraphQLSchema, buildASTSchema, buildSchema, isInputObjectType, isObjectType, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { ats, services } from "./composers.js";
import { coordinatesOf } from "./coordinates.js";

/** All personal data in the schema. This list is written by hand: a new field of this kind must be added here. */
const personal = [
  "Candidate.emails",
  "Candidate.firstName",
  "Candidate.fullName",
  "Candidate.headline",
  "Candidate.lastName",
  "Candidate.links",
  "Candidate.location",
  "Candidate.phoneNumbers",
  "CandidateEmail.data",
  // This is an input. It shows whether the person with this address has applied.
  "CandidateFilter.email",
  "CandidatePhoneNumber.data",
  "HiringTeamMember.email",
  "HiringTeamMember.name",
  "OfferField.value",
];

/** Fields with names of things, not of people. */
const impersonal = ["Department.name", "Job.name", "JobFilter.name", "OfferField.name", "Stage.name"];

describe("personal data", () => {
  it("has a tag, and no other field has one", () => {
    expect(coordinatesOf(parse(ats), "tag")).toEqual(personal);
  });

  it("includes every field with such a name, except the names of things", () => {
    const alike = coordinates(buildASTSchema(parse(ats), { assumeValid: true, assumeValidSDL: true })).filter((each) =>
      /\.\w*(name|mail|phone|address|birth|gender|photo|headline|resume|note)/i.test(each),
    );
    expect(alike.filter((each) => !impersonal.includes(each) && !personal.includes(each))).toEqual([]);
    expect(alike.length).toBeGreaterThan(8);
  });
});

const another = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag"])
  type Application @key(fields: "id") {
    id: ID!
    interviewCount: Int!
    notes: String @tag(name: "pii")
  }
`;

describe.each([
  ["of this subgraph alone", { ats }, personal],
  ["with a subgraph that has its own tags", { ats, another }, ["Application.notes", ...personal]],
])("a contract without personal data, %s", (_what, subgraphs, tagged) => {
  const filter = { include: new Set<string>(), exclude: new Set(["pii"]) };
  const hidden = (contract: GraphQLSchema) => {
    const shown = coordinates(contract);
    return coordinates(apiSchema(services(subgraphs))).filter((each) => !shown.includes(each));
  };

  it("hides all of it with The Guild's composer, and the types that only it refers to", () => {
    const { publicSdl } = composeSchemaContract(services(subgraphs), filter);
    const unreachable = ["CandidateEmail.type", "CandidatePhoneNumber.type"];
    expect(hidden(buildSchema(publicSdl ?? ""))).toEqual([...tagged, ...unreachable].sort());
  });

  // A contract is a supergraph in which the tagged fields are @inaccessible, with every composer.
  it("hides all of it with Apollo's composer", () => {
    expect(hidden(apiSchema(applyTagFilterOnSubgraphs(services(subgraphs), filter)))).toEqual(tagged);
  });
});

/** The client's schema of a supergraph, composed by Apollo's composer. */
function apiSchema(subgraphs: ReturnType<typeof services>): GraphQLSchema {
  const { schema, errors } = composeServices(subgraphs);
  if (schema === undefined) throw new AggregateError(errors);
  return schema.toAPISchema().toGraphQLJSSchema();
}

/** Every field of an object and of an input, sorted. */
function coordinates(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => (isObjectType(type) || isInputObjectType(type)) && !type.name.startsWith("__"))
    .flatMap((type) =>
      "getFields" in type ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    )
    .sort();
}
