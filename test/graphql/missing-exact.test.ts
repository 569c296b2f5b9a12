import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/lever-sandbox/index.js";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { withMissing, recordsWithMissing } from "../support/records-with-missing.js";
import { propertyRuns } from "../support/property-runs.js";
import { randomQuery } from "../support/random-query.js";
import { startSubgraph } from "../support/subgraph.js";
import { knownNulls, irregularAccount, truthOf } from "../support/truth/index.js";

const { schema } = buildSubgraph();

/** Failures during a query. Usually there is none. */
const faults: readonly (readonly [RegExp, Fault] | null)[] = [
  null,
  null,
  null,
  null,
  [/offers/, { status: 403 }],
  [/postings/, { status: 403 }],
  [/postings\/./, "wrong-shape"],
  [/contact_id/, { status: 403 }],
  [/stages\/./, "wrong-shape"],
];

/** An account with every irregular record, and with some fields empty that are usually set. */
function emptyInPlaces(seed: number) {
  const account = irregularAccount({ seed, candidates: 30 });
  account.postings.forEach((posting, i) => {
    if (i % 4 === 0) posting.text = "";
    if (i % 5 === 0) posting.state = "";
  });
  for (const user of account.users) if (user.id < "8") user.email = "";
  for (const reason of account.archiveReasons) if (reason.id < "8") reason.text = "";
  for (const offer of account.offers) if (offer.id < "2") offer.status = "";
  return account;
}

const numRuns = propertyRuns(30, 45);

describe("missing", () => {
  const reasons = new Set<string>();

  it.each([1, 2, 3])(
    "is the same for each selection and each way to a record (seed %i)",
    async (seed) => {
      const account = emptyInPlaces(seed);
      await using subgraph = await startSubgraph({ account, env: { REFERENCE_TTL_MS: "0" } });
      const expected = knownNulls(truthOf(account, { confidentiality: "all" }));
      const seen = { records: 0 };
      const runs = fc.tuple(randomQuery(schema), fc.constantFrom(...faults));
      await fc.assert(
        fc.asyncProperty(runs, async ([random, fault]) => {
          const query = withMissing(schema, random);
          if (fault !== null) subgraph.lever.faults.failNext(...fault, Infinity);
          const { data, errors, status } = await subgraph.query(query);
          subgraph.lever.faults.clear();
          expect(status).toBe(200);
          for (const record of recordsWithMissing(schema, query, data)) {
            if (record.missing === null) {
              // The person or the stage could not be read. The error says so.
              expect(errors.some(({ path }) => path?.at(-1) === "ownMissing")).toBe(true);
              continue;
            }
            const listed = record.missing.map(({ field }) => field).sort();
            expect(listed, `${record.type} ${record.id}`).toEqual(expected(record).sort());
            seen.records += 1;
            for (const { reason } of record.missing) reasons.add(reason);
          }
        }),
        { numRuns, seed, endOnFailure: true },
      );
      expect(seen.records).toBeGreaterThan(5 * numRuns);
    },
    300_000,
  );

  it("has had most reasons in these selections", () => {
    expect(reasons.size).toBeGreaterThanOrEqual(4);
  });
});
