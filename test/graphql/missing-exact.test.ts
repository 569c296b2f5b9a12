import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/lever-sandbox/index.js";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { withMissing, recordsWithMissing } from "../support/records-with-missing.js";
import { isFull, propertyRuns } from "../support/property-runs.js";
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

const numRuns = propertyRuns(30, 200);

describe("missing", () => {
  it.each([1, 2, 3])(
    "lists a field exactly when it is null, without a call (seed %i)",
    async (seed) => {
      const account = emptyInPlaces(seed);
      const env = { REFERENCE_TTL_MS: "0" };
      await using subgraph = await startSubgraph({ account, env });
      await using without = await startSubgraph({ lever: subgraph.lever, env });
      const atHand = knownNulls(truthOf(account, { confidentiality: "all" }));
      const seen = { records: 0, reasons: new Map<string, number>() };
      const runs = fc.tuple(randomQuery(schema), fc.constantFrom(...faults));
      await fc.assert(
        fc.asyncProperty(runs, async ([random, fault]) => {
          const query = withMissing(schema, random);
          const during = async (from: typeof subgraph, text: string) => {
            if (fault !== null) subgraph.lever.faults.failNext(...fault, Infinity);
            from.newCalls();
            const answer = await from.query(text);
            subgraph.lever.faults.clear();
            return { ...answer, received: from.newCalls().sort() };
          };
          const answer = await during(subgraph, query);
          expect(answer.status).toBe(200);
          const plain = await during(without, query.replace(/ownMissing: missing \{[^}]*\}/g, ""));
          expect(answer.received).toEqual(plain.received);
          expect(answer.upstream.calls).toBe(answer.received.length);
          expect(answer.upstream.cached).toBe(plain.upstream.cached);
          expect(answer.errors.length).toBe(plain.errors.length);
          for (const record of recordsWithMissing(schema, query, answer.data)) {
            const unselected = atHand(record).filter((path) => !record.selected.has(path));
            const listed = record.missing.map(({ field }) => field).sort();
            expect(listed, `${record.type} ${record.id}`).toEqual([...record.nulls, ...unselected].sort());
            seen.records += 1;
            for (const { reason } of record.missing) seen.reasons.set(reason, (seen.reasons.get(reason) ?? 0) + 1);
          }
        }),
        { numRuns, seed, endOnFailure: true },
      );
      expect(seen.records).toBeGreaterThan(5 * numRuns);
      expect(seen.reasons.size).toBeGreaterThanOrEqual(isFull ? 6 : 4);
    },
    300_000,
  );
});
