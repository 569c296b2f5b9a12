import fc from "fast-check";
import { expect, it } from "vitest";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { type Change, change, changes } from "../support/account-changes.js";
import { accountIds } from "../support/account-ids.js";
import { differences } from "../support/compare-answers.js";
import { leverEvent, sendEvent } from "../support/lever-event.js";
import { propertyRuns } from "../support/property-runs.js";
import { randomQuery } from "../support/random-query.js";
import { type Answer, type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { irregularAccount } from "../support/truth/index.js";

const { schema } = buildSubgraph();
const token = "the signature token of a test";
const keptForAnHour = { RECORD_TTL_MS: "3600000", REFERENCE_TTL_MS: "3600000", LEVER_WEBHOOK_TOKEN: token };
const nothingKept = { RECORD_TTL_MS: "0", REFERENCE_TTL_MS: "0" };

/** The event that Lever sends for each kind of change. */
const events: Readonly<Record<Change[0], string>> = {
  advance: "candidateStageChange",
  "to lead": "candidateStageChange",
  archive: "candidateArchiveChange",
  hire: "candidateHired",
  unarchive: "candidateArchiveChange",
  "apply again": "applicationCreated",
  "new person": "applicationCreated",
  "back-dated": "applicationCreated",
  remove: "candidateDeleted",
};

const operations = fc.integer({ min: 1, max: 9 }).chain((seed) => {
  const ids = accountIds(irregularAccount({ seed, candidates: 30 }));
  return fc.record({
    seed: fc.constant(seed),
    queries: fc.array(randomQuery(schema, ids), { minLength: 2, maxLength: 3 }),
  });
});
const walks = fc.record({
  list: fc.constantFrom("candidates", "applications", "offers"),
  first: fc.constantFrom(1, 3, 8),
});

/** Makes a change in Lever, which sends an event of it. */
async function makeChange({ lever, url }: TestSubgraph, [kind, pick]: Change, at: number): Promise<void> {
  const { account } = lever;
  const size = account.opportunities.length;
  const picked = account.opportunities[pick % size];
  change(account, [kind, pick], at);
  lever.changed();
  const concerned = account.opportunities.length > size ? account.opportunities.at(-1) : picked;
  if (concerned === undefined) return;
  const data = { opportunityId: concerned.id, candidateId: concerned.id, contactId: concerned.contact };
  expect((await sendEvent({ url }, leverEvent(token, { event: events[kind], data }))).status).toBe(204);
}

/** The paths at which two answers differ, but for cursors and the times at which records were read. */
function difference(one: Answer, other: Answer): string[] {
  const told = ({ errors }: Answer) =>
    errors.map(({ path, extensions }) => `${path?.join(".")} ${extensions.code}`).sort();
  return [
    ...differences(one.data, other.data).filter(
      (path) => !/\.(?:asOf|startCursor|endCursor|cursor)(?:Too)?$/.test(path),
    ),
    ...differences(told(one), told(other), ["errors"]),
  ];
}

it("with everything kept, and events, each answer is that of a subgraph that keeps nothing", async () => {
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(operations, walks, changes, async ({ seed, queries }, { list, first }, steps) => {
      const account = irregularAccount({ seed, candidates: 30 });
      await using keeping = await startSubgraph({ account, env: keptForAnHour });
      await using live = await startSubgraph({ lever: keeping.lever, env: nothingKept });
      const both = async (query: string) => {
        const [one, other] = [await keeping.query(query), await live.query(query)];
        expect(difference(one, other), query).toEqual([]);
        if (one.upstream.calls === 0 && other.upstream.calls > 0) kept += 1;
        return one;
      };
      let at = Date.now();
      let after: string | null = null;
      for (const step of [[], [], ...steps]) {
        for (const each of step) await makeChange(keeping, each, ++at);
        for (const query of queries) await both(query);
        const page = `${list}(first: ${first}, after: ${JSON.stringify(after)})`;
        const { data } = await both(`{ ${page} { nodes { id } pageInfo { endCursor hasNextPage } } }`);
        after = data?.[list]?.pageInfo.endCursor ?? null;
      }
    }),
    { numRuns: propertyRuns(2, 12) },
  );
  expect(kept).toBeGreaterThan(0);
});
