import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountIds } from "../support/account-ids.js";
import { propertyRuns, propertySeeds } from "../support/property-runs.js";
import { buildSubgraph } from "../../src/graphql/schema.js";
import type { Account } from "../../src/lever-sandbox/index.js";
import { countsRecords, type Ids, randomQuery, unknownId } from "../support/random-query.js";
import { startSubgraph } from "../support/subgraph.js";
import { irregularAccount } from "../support/truth/index.js";

const { schema } = buildSubgraph();
const plan = { "x-explain": "plan" };

function idsOf(account: Account): Ids {
  const ids = accountIds(account);
  return { ...ids, Candidate: [...ids.Candidate, "nonsense"], Application: [...ids.Application, "nonsense"] };
}

/** Queries that random queries rarely contain: ids of each kind, references with the id only, filters without a match. */
function special({ Candidate, Application, Job }: Ids, { opportunities }: Account): string[] {
  const [{ id: opportunity } = { id: unknownId }] = opportunities;
  const remote = (kind: string, id = unknownId) =>
    `{ byRemoteId(provider: LEVER, kind: ${kind}, id: "${id}") {
      ... on Candidate { fullName } ... on Application { job { name } } ... on Job { name } ... on Stage { name }
    } }`;
  return [
    remote("CONTACT", Candidate[0]),
    remote("OPPORTUNITY", opportunity),
    remote("OPPORTUNITY", "nonsense"),
    remote("POSTING", Job[0]),
    remote("STAGE", "offer"),
    "{ candidates(first: 100) { nodes { applications { offerId job { name } status stage { name } } } } }",
    "{ applications(first: 100) { nodes { job { id } candidate { id fullName } stage { id } } } }",
    "{ applications(first: 100) { nodes { job { name } candidate { createdAt } offer { job { name } } } } }",
    "{ jobs(first: 100) { nodes { applications(first: 20) { nodes { status } } hiringTeam { hiringManagers { email } } } } }",
    "{ offers(first: 20) { nodes { job { name } application { status } candidate { applications { status } } } } }",
    "{ offers(filter: { status: ARCHIVED }) { nodes { id } } candidates(filter: { jobIds: [] }) { nodes { id } } }",
    '{ candidates(filter: { jobIds: "nonsense" }) { nodes { id } } applications(first: 0) { nodes { id } } }',
    '{ candidates(after: "nonsense") { nodes { id } } applications(filter: { status: [] }) { nodes { id } } }',
    `{ application(id: "${Application[0]}") { status } }`,
    `{ a: application(id: "${Application[0]}") { status } b: application(id: "${Application[1]}") { status } }`,
    `{ _entities(representations: [{ __typename: "Job", id: "${Job[0]}" }]) { ... on Job { id } } }`,
  ];
}

/** The number of calls to each endpoint, e.g. `{ "/stages": 1 }`. */
function counted(endpoints: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const endpoint of endpoints) counts[endpoint] = (counts[endpoint] ?? 0) + 1;
  return counts;
}

describe("a plan of calls", () => {
  it.each(propertySeeds(2, [1, 2, 3]))(
    "contains the calls that the operation makes, with an empty and a filled cache (seed %d)",
    async (seed) => {
      const account = irregularAccount({ seed, candidates: 40, postings: 40 });
      const ids = idsOf(account);
      await using warm = await startSubgraph({ account });
      let [made, certain, possible] = [0, 0, 0];
      await fc.assert(
        fc.asyncProperty(randomQuery(schema, ids), async (query) => {
          await using cold = await startSubgraph({ lever: warm.lever });
          for (const subgraph of [cold, warm]) {
            warm.newCalls();
            const { plan: planned } = (await subgraph.query(query, undefined, plan)).explain!;
            expect(warm.newCalls()).toEqual([]);
            await subgraph.query(query);
            const calls = warm.newCalls().map((call) => call.replace("GET ", ""));
            const actual = counted(calls);
            const endpoints = planned.byEndpoint.map(({ endpoint }) => endpoint);
            expect(endpoints).toEqual(expect.arrayContaining(Object.keys(actual)));
            for (const { endpoint, least, most, for: reasons } of planned.byEndpoint) {
              expect(actual[endpoint] ?? 0, endpoint).toBeGreaterThanOrEqual(least);
              expect(actual[endpoint] ?? 0, endpoint).toBeLessThanOrEqual(most);
              expect(reasons).not.toHaveLength(0);
              for (const reason of reasons) expect(reason.most).toBeLessThanOrEqual(most);
            }
            expect(calls.length).toBeGreaterThanOrEqual(planned.calls.least);
            expect(calls.length).toBeLessThanOrEqual(planned.calls.most);
            expect(planned.calls.most).toBeLessThanOrEqual(planned.cost);
            certain += planned.calls.least;
            // What counting weighs is what the deadline allows.
            if (countsRecords(query)) continue;
            made += calls.length;
            possible += planned.calls.most;
          }
        }),
        {
          numRuns: propertyRuns(24, 36),
          seed,
          endOnFailure: true,
          examples: special(ids, account).map((query) => [query]),
        },
      );
      expect(made).toBeGreaterThan(200);
      // The plan is useful: its minimum is not always 0, and its maximum is not far above the real calls.
      expect(certain).toBeGreaterThan(propertyRuns(15, 22));
      expect(possible).toBeLessThan(20 * made);
    },
  );
});
