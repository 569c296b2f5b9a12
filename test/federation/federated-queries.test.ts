import fc from "fast-check";
import { type IntrospectionQuery, buildClientSchema, getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { propertyRuns } from "../support/property-runs.js";
import { randomQuery } from "../support/random-query.js";
import { startSubgraph } from "../support/subgraph.js";
import { gatewayNames } from "./gateways.js";
import { noteOnEach, startSupergraph, type TestSupergraph } from "./supergraph.js";

const account = plainAccount(100);

/** The calls that Lever receives when a client queries a subgraph with empty caches directly. */
async function callsOf(query: string, variables: object = {}): Promise<string[]> {
  await using subgraph = await startSubgraph({ account });
  const { errors } = await subgraph.query(query, variables);
  expect(errors).toEqual([]);
  return subgraph.newCalls().sort();
}

describe.each(gatewayNames)("behind %s", (gateway) => {
  it("extends a page of 100 applications with one request to the other subgraph, and no additional call", async () => {
    await using supergraph = await startSupergraph(gateway, { account, notes: noteOnEach });
    const { data, errors } = await supergraph.query(
      "{ applications(first: 100) { nodes { id status notes { text } debriefDue } } }",
    );
    expect(errors).toEqual([]);
    const noteOn = new Map(supergraph.notes.map(({ applicationId, text }) => [applicationId, text]));
    const { nodes } = data.applications;
    expect(new Set(nodes.map(({ id }: { id: string }) => id))).toEqual(new Set(noteOn.keys()));
    for (const { id, notes, debriefDue } of nodes) {
      expect(notes).toEqual([{ text: noteOn.get(id) }]);
      expect(debriefDue).toBe(false);
    }
    const { ats, notes } = supergraph.newRequests();
    expect(ats).toHaveLength(1);
    expect(notes.map(({ query }) => query)).toEqual([expect.stringContaining("_entities")]);
    const direct = await callsOf("{ applications(first: 100) { nodes { id status } } }");
    expect(supergraph.ats.newCalls().sort()).toEqual(direct);
  });

  it("reads 100 applications that the other subgraph refers to with one request, and the same calls as a direct query", async () => {
    await using supergraph = await startSupergraph(gateway, { account, notes: noteOnEach });
    const { data, errors } = await supergraph.query(
      "{ notes(first: 100) { text application { id status candidate { fullName } } } }",
    );
    expect(errors).toEqual([]);
    expect(data.notes).toHaveLength(100);
    for (const [at, { applicationId: id }] of supergraph.notes.entries()) {
      const status = at % 5 === 0 ? "REJECTED" : "ACTIVE";
      const fullName = supergraph.ats.lever.account.opportunities[at]!.name;
      const application = { id, status, candidate: { fullName } };
      expect(data.notes[at]).toEqual({ text: `On person ${at}.`, application });
    }
    const { ats, notes } = supergraph.newRequests();
    expect(notes).toHaveLength(1);
    const representations = supergraph.notes.map(({ applicationId: id }) => ({ __typename: "Application", id }));
    expect(ats.map(({ variables }) => variables)).toEqual([{ representations }]);
    const direct = await callsOf(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) { ... on Application { status candidate { fullName } } }
      }`,
      { representations },
    );
    expect(supergraph.ats.newCalls().sort()).toEqual(direct);
  });

  it("fetches the fields that the other subgraph requires with one request to each subgraph", async () => {
    await using supergraph = await startSupergraph(gateway, { account, notes: noteOnEach });
    const { data, errors } = await supergraph.query("{ notes(first: 100) { application { debriefDue } } }");
    expect(errors).toEqual([]);
    expect(data.notes).toEqual(Array(100).fill({ application: { debriefDue: false } }));
    const { ats, notes } = supergraph.newRequests();
    expect(ats.map(({ query }) => query)).toEqual([expect.stringMatching(/_entities.*status/)]);
    expect(notes.map(({ query }) => query)).toEqual([
      expect.not.stringContaining("_entities"),
      expect.stringMatching(/_entities.*debriefDue/),
    ]);
  });

  it("makes no call for the ids of references", async () => {
    await using supergraph = await startSupergraph(gateway, { account, notes: noteOnEach });
    const { data, errors } = await supergraph.query("{ notes(first: 100) { application { id } candidate { id } } }");
    expect(errors).toEqual([]);
    expect(data.notes).toEqual(
      supergraph.notes.map(({ applicationId, candidateId }) => ({
        application: { id: applicationId },
        candidate: { id: candidateId },
      })),
    );
    expect(supergraph.newRequests().ats).toEqual([]);
  });
});

describe("every gateway returns the same bytes", () => {
  let lever: Sandbox;
  const supergraphs: TestSupergraph[] = [];

  beforeAll(async () => {
    lever = await startSandbox({ rate: Infinity, candidates: 60 });
    for (const gateway of gatewayNames) supergraphs.push(await startSupergraph(gateway, { lever }));
  });

  afterAll(async () => {
    for (const supergraph of supergraphs) await supergraph[Symbol.asyncDispose]();
    await lever.close();
  });

  /** The response bodies of the gateways. Apollo Server's body ends with a line break. */
  async function bodiesOf(query: string): Promise<string[]> {
    const answers = await Promise.all(supergraphs.map((supergraph) => supergraph.query(query)));
    return answers.map(({ text }) => text.trimEnd());
  }

  it.each([
    [
      "a page of applications with notes",
      `{ applications(first: 100) {
           nodes { id status stage { name } candidate { fullName } notes { text author } debriefDue }
           pageInfo { hasNextPage endCursor }
           excluded { leads }
         } }`,
    ],
    [
      "notes with their applications and candidates",
      `{ notes(first: 60) { author about: application { status rejectedReason { text } job { name } } candidate { fullName } } }`,
    ],
    [
      "people with fragments, aliases and edges",
      `{ people: candidates(first: 20) { edges { cursor node { ...person } } } }
       fragment person on Candidate { __typename fullName written: notes { text application { debriefDue } } }`,
    ],
  ])("for %s", async (_what, query) => {
    const [first, ...others] = await bodiesOf(query);
    expect(JSON.parse(first!).errors).toBeUndefined();
    expect(first!.length).toBeGreaterThan(2000);
    for (const other of others) expect(other).toBe(first);
  });

  // Two gateways read live records at different times, and each of their requests has an id.
  const withoutMoments = (body: string) => body.replace(/"(asOf\w*|requestId)":"[^"]+"/g, '"$1":"…"');

  it("for random queries", async () => {
    const { data } = await supergraphs[0]!.query(getIntrospectionQuery());
    const schema = buildClientSchema(data as IntrospectionQuery);
    const property = fc.asyncProperty(randomQuery(schema), async (query) => {
      const [first, ...others] = (await bodiesOf(query)).map(withoutMoments);
      for (const other of others) expect(other).toBe(first);
    });
    await fc.assert(property, { numRuns: propertyRuns(8, 14) });
  });
});
