import { isEnumType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import {
  type Truth,
  applicationId,
  hasApplied,
  irregularAccount,
  selections,
  stageOf,
  truthOf,
} from "../support/truth/index.js";

let subgraph: TestSubgraph;
let truth: Truth;

beforeAll(async () => {
  subgraph = await startSubgraph({ account: irregularAccount({ seed: 21, candidates: 60 }) });
  truth = truthOf(subgraph.lever.account);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const selection = (connection: keyof typeof selections) => `__typename ${selections[connection]}`;

/** The record with this id of Lever's. `selected` holds the selections by type. */
async function find(kind: string, id: string, selected: string, from = subgraph) {
  const query = `query ($kind: RemoteKind!, $id: ID!) { found: byRemoteId(provider: LEVER, kind: $kind, id: $id) { ${selected} } }`;
  const { data, errors, upstream } = await from.query(query, { kind, id });
  return { found: data?.found as unknown, codes: errors.map(({ extensions }) => extensions.code), upstream };
}

describe("byRemoteId", () => {
  it("returns the candidate of a contact, and null for a lead", async () => {
    const candidates = truth.list("candidates");
    expect(candidates.size).toBeGreaterThan(20);
    let leads = 0;
    for (const { id } of subgraph.lever.account.contacts) {
      const wanted = candidates.get(id);
      if (wanted === undefined) leads += 1;
      const { found, codes } = await find("CONTACT", id, `... on Candidate { ${selection("candidates")} }`);
      expect({ found, codes }).toStrictEqual({
        found: wanted === undefined ? null : { __typename: "Candidate", ...wanted },
        codes: [],
      });
    }
    expect(leads).toBeGreaterThan(5);
  });

  it("returns the application of an opportunity with one call, and null for a lead", async () => {
    const applications = truth.list("applications");
    const { account } = subgraph.lever;
    // Some leads are recognized by their archive reason. This query puts the reasons into the cache.
    await subgraph.query("{ applications(first: 100) { nodes { status } } }");
    for (const candidacy of truth.candidacies) {
      const wanted = hasApplied(candidacy) ? applications.get(applicationId(candidacy)) : undefined;
      const { found, codes, upstream } = await find(
        "OPPORTUNITY",
        candidacy.opportunity.id,
        "... on Application { id remoteUrl }",
      );
      expect(codes).toEqual([]);
      expect(found).toEqual(wanted === undefined ? null : { id: wanted.id, remoteUrl: wanted.remoteUrl });
      expect(upstream.byEndpoint).toEqual({ "/opportunities/:id": 1 });
    }
    const [first] = applications.values();
    const opportunity = account.applications.find(({ id }) => id === first!.remoteId)!.opportunityId;
    const { found } = await find("OPPORTUNITY", opportunity, `... on Application { ${selection("applications")} }`);
    expect(found).toStrictEqual({ __typename: "Application", ...first });
  });

  it("returns the job of a posting, and the stage of a stage id, even if it is retired", async () => {
    for (const [id, wanted] of truth.list("jobs")) {
      const { found } = await find("POSTING", id, `... on Job { ${selection("jobs")} }`);
      expect(found).toStrictEqual({ __typename: "Job", ...wanted });
    }
    for (const { id, standing } of subgraph.lever.account.stages) {
      const { found } = await find("STAGE", id, "... on Stage { id remoteId name jobId }");
      expect(found).toStrictEqual(standing === "vanished" ? null : stageOf(subgraph.lever.account, id));
    }
  });

  it("finds the same person as the filter by email", async () => {
    const person = subgraph.lever.account.contacts.find(
      ({ id, emails }) => emails.length > 0 && truth.list("candidates").has(id),
    )!;
    const { data } = await subgraph.query(
      `query ($email: String) { candidates(filter: { email: $email }) { nodes { id fullName } } }`,
      { email: person.emails[0] },
    );
    expect(data.candidates.nodes).toContainEqual(
      (await find("CONTACT", person.id, "... on Candidate { id fullName }")).found,
    );
  });

  it("reads opportunities of known people together", async () => {
    await using known = await startSubgraph({ account: plainAccount(20) });
    await known.query("{ applications(first: 20) { nodes { id } } }");
    known.newCalls();
    const fields = known.lever.account.opportunities.map(
      ({ id }, i) => `a${i}: byRemoteId(provider: LEVER, kind: OPPORTUNITY, id: "${id}") { ... on Application { id } }`,
    );
    const { data, errors } = await known.query(`{ ${fields.join(" ")} }`);
    expect(errors).toEqual([]);
    expect(Object.values(data as object)).toEqual(
      known.lever.account.applications.map(({ id, opportunityId }) => ({ id: `${opportunityId}:${id}` })),
    );
    expect(known.newCalls()).toEqual(["GET /opportunities"]);
  });

  const kinds = buildSubgraph().schema.getType("RemoteKind");
  const names = isEnumType(kinds) ? kinds.getValues().map(({ name }) => name) : [];

  it.each(names)("returns null for an unknown id and an error for a malformed id (%s)", async (kind) => {
    const unknownId = "00000000-0000-4000-8000-000000000001";
    expect(await find(kind, unknownId, "__typename")).toMatchObject({ found: null, codes: [] });
    subgraph.newCalls();
    for (const id of ["", "../users", "a/b", `${unknownId}:${unknownId}`, "x".repeat(5000)]) {
      expect(await find(kind, id, "__typename")).toMatchObject({ found: null, codes: ["BAD_USER_INPUT"] });
    }
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("is null with UPSTREAM_FORBIDDEN for a confidential record and a key without the grant", async () => {
    const { lever } = subgraph;
    lever.keys.set("limited", { confidential: false });
    await using limited = await startSubgraph({ lever, env: { LEVER_API_KEY: "limited" } });
    const hidden = ({ confidentiality }: { confidentiality: string }) => confidentiality === "confidential";
    for (const [kind, id] of [
      ["OPPORTUNITY", lever.account.opportunities.find(hidden)!.id],
      ["POSTING", lever.account.postings.find(hidden)!.id],
    ] as const) {
      expect(await find(kind, id, "__typename", limited)).toMatchObject({ found: null, codes: ["UPSTREAM_FORBIDDEN"] });
    }
  });
});
