import { printSubgraphSchema } from "@apollo/subgraph";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountIds } from "../support/account-ids.js";
import { propertyRuns, propertySeeds } from "../support/property-runs.js";
import type { Account } from "../../src/lever-sandbox/index.js";
import { countsRecords, type Ids, randomQuery, unknownId } from "../support/random-query.js";
import { routerEstimate } from "../support/router-estimate.js";
import { startSubgraph } from "../support/subgraph.js";
import { irregularAccount } from "../support/truth/index.js";
import { cost, schema } from "../support/static-cost.js";

/** What weighs once here, and is multiplied by a router. */
const countingFields = ["pipeline", "totalCount", "countByRejectedReason"];

/** Expensive queries, which random queries rarely contain. */
function costly(ids: Ids, { opportunities, contacts }: Account): string[] {
  const entities = (type: keyof Ids, fields: string) => {
    const of = ids[type].map((id) => `{ __typename: "${type}", id: "${id}" }`);
    return `{ _entities(representations: [${of.join(", ")}]) { ... on ${type} { ${fields} } } }`;
  };
  const applications = (id: string) => opportunities.filter(({ contact }) => contact === id).length;
  const [{ id: busiest } = { id: unknownId }] = contacts.toSorted((a, b) => applications(b.id) - applications(a.id));
  return [
    "{ candidates(first: 100) { nodes { applications { offerId job { name } status stage { name } } } } }",
    "{ candidates(first: 100) { nodes { applications { offer { id } } } } }",
    "{ applications(first: 100) { nodes { job { name } status stage { name } candidate { createdAt } } } }",
    "{ applications(first: 100) { nodes { offerId } } }",
    "{ jobs(first: 100) { nodes { name hiringTeam { hiringManagers { name } } } } }",
    "{ jobs(first: 100) { nodes { applications(first: 100) { nodes { candidate { createdAt } } } } } }",
    "{ offers(first: 100) { nodes { status job { name } candidate { createdAt } application { status } } } }",
    "{ offers(first: 1, filter: { status: DRAFT }) { nodes { id } } }",
    `{ candidate(id: "${busiest}") { applications { status stage { name } job { name } offer { job { name } } } } }`,
    entities("Application", "status job { name }"),
    entities("Offer", "status job { name }"),
    entities("Job", "name"),
    entities("Job", "pipeline { stage { name } count }"),
    entities("Stage", "name"),
  ];
}

describe("the static cost of an operation", () => {
  it.each(propertySeeds(2, [1, 4, 2, 3]))(
    "is never below the actual calls, with an empty or a filled cache (seed %d)",
    async (seed) => {
      const account = irregularAccount({ seed, candidates: 40, postings: seed === 4 ? 450 : 40 });
      const ids = accountIds(account);
      await using warm = await startSubgraph({ account });
      let [estimated, made] = [0, 0];
      await fc.assert(
        fc.asyncProperty(randomQuery(schema, ids), async (query) => {
          const { calls } = cost(query);
          await using cold = await startSubgraph({ lever: warm.lever });
          for (const subgraph of [cold, warm]) {
            warm.newCalls();
            const { upstream, status } = await subgraph.query(query);
            expect(status).toBe(200);
            expect(warm.newCalls()).toHaveLength(upstream.calls);
            expect(upstream.calls).toBeLessThanOrEqual(calls);
            // What counting weighs is what the deadline allows.
            if (countsRecords(query)) continue;
            estimated += calls;
            made += upstream.calls;
          }
        }),
        {
          numRuns: propertyRuns(18, 24),
          seed,
          endOnFailure: true,
          examples: costly(ids, account).map((query) => [query]),
        },
      );
      expect(made).toBeGreaterThan(200);
      // The cost is useful: it is not far above the actual calls.
      expect(estimated).toBeLessThan(15 * made);
    },
  );

  it("equals the cost that a router computes from the published schema", () => {
    const router = routerEstimate(printSubgraphSchema(schema));
    const query = randomQuery(schema, accountIds(irregularAccount({ seed: 1, candidates: 40 })));
    let most = 0;
    fc.assert(
      fc.property(
        query.filter((text) => !text.includes("_entities") && !countingFields.some((field) => text.includes(field))),
        (text) => {
          const { calls } = cost(text);
          expect(calls).toBe(router(text));
          most = Math.max(most, calls);
        },
      ),
      { numRuns: 900, seed: 1 },
    );
    expect(most).toBeGreaterThan(300);
  });

  it.each<[number, string, Record<string, unknown>?]>([
    [0, "{ __typename __schema { types { name } } providerSupport { field } _service { sdl } }"],
    [20, "{ candidates(first: 100) { nodes { id fullName emails { data } } pageInfo { endCursor } } }"],
    [220, "{ candidates(first: 100) { nodes { applications { offerId } } } }"],
    [120, "{ candidates { nodes { applications { offer { id } } } } }"],
    [
      26,
      "query ($n: Int) { candidates(first: $n) { nodes { ...Offers } } } fragment Offers on Candidate { applications { offer { id } } }",
      { n: 3 },
    ],
    [
      20,
      "query ($off: Boolean!) { candidates { nodes { applications { offer @skip(if: $off) { id } } } } }",
      { off: true },
    ],
    [23, '{ applications(filter: { jobIds: ["a", "b"], status: ACTIVE }) { nodes { id } } }'],
    [22, "query ($f: ApplicationFilter) { applications(filter: $f) { nodes { id } } }", { f: { candidateIds: ["a"] } }],
    [130, "{ offers(first: 10) { nodes { id status } } }"],
    [62, "{ jobs(first: 10) { nodes { applications(first: 100) { nodes { id } } } } }"],
    [17, '{ offer(id: "x") { id } }'],
    [17, '{ a: candidate(id: "x") { id } b: candidate(id: "y") { id } }'],
    [2, "{ stages { id name } }"],
    // Applications are counted together.
    [312, "{ jobs(first: 100) { nodes { pipeline { count } } } }"],
    [303 + 2, '{ a: job(id: "x") { pipeline { count } } b: job(id: "y") { pipeline { count } } }'],
    [
      320 + 20,
      "{ candidates { totalCount } applications { a: totalCount totalCount countByRejectedReason { count } } }",
    ],
    [
      62 + 20 + 300,
      "{ jobs(first: 10) { totalCount nodes { applications { totalCount } } } candidates { totalCount } }",
    ],
    // The value is out of range. The field fails, and makes no call.
    [220, "{ candidates(first: 5000) { nodes { applications { offerId } } } }"],
  ])("is %d for %s", (calls, query, variables) => {
    expect(cost(query, variables).calls).toBe(calls);
  });

  it("depends on the number and the types of representations", () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Application { status offerId } ... on Offer { status } ... on Job { applications { nodes { id } } }
    } }`;
    const of = (type: string, count: number) => Array.from({ length: count }, () => ({ __typename: type, id: "x" }));
    expect(cost(query, { of: of("Application", 10) }).calls).toBe(15 + 10 + 10);
    expect(cost(query, { of: of("Offer", 10) }).calls).toBe(15 + 20);
    expect(cost(query, { of: of("Offer", 101) }).calls).toBe(2 * 15 + 202);
    const mixed = [...of("Application", 1), ...of("Job", 3), ...of("Nope", 5), 7, null];
    expect(cost(query, { of: mixed }).calls).toBe(15 + 1 + 1 + (3 + 3 + 3 * 5));
    expect(cost(`{ _entities(representations: { __typename: "Stage", id: "offer" }) { __typename } }`).calls).toBe(2);
  });
});
