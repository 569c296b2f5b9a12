import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { change, changes } from "../support/account-changes.js";
import { listAccount, listShapes } from "../support/list-account.js";
import { filterFor, filterPlans, type ListFilter } from "../support/list-filter.js";
import { propertyRuns } from "../support/property-runs.js";
import { startSubgraph } from "../support/subgraph.js";
import { type Candidacy, inOrder, type OrderedConnection, pages, type Truth, truthOf } from "../support/truth/index.js";

/**
 * How many rows share a millisecond. A row that moves while Lever's pages of one millisecond are read can be missed, so
 * that during a call there are at most a page of them.
 */
const imports = {
  "between its pages": fc.oneof(fc.constant<number[]>([]), fc.constantFrom([30], [120])),
  "at each of its calls": fc.oneof(fc.constant<number[]>([]), fc.constant([30])),
};

/** The nodes that an opportunity belongs to, and the opportunities that match. Those created after `until` do not count. */
function matching(truth: Truth, connection: OrderedConnection, filter: ListFilter, until: number) {
  const isOld = ({ opportunity }: Candidacy) => opportunity.createdAt <= until;
  const old = { ...truth, candidacies: truth.candidacies.filter(isOld) };
  const found = new Map<string, string>();
  for (const candidacy of old.candidacies) {
    for (const { id } of inOrder({ ...old, candidacies: [candidacy] }, connection, filter, { field: "CREATED_AT" })) {
      found.set(id, `${found.get(id) ?? ""} ${candidacy.opportunity.id}`);
    }
  }
  return found;
}

describe.each([
  [
    "candidates",
    "LATEST_APPLICATION_AT",
    filterPlans(["active", "hired", "stage", "job", "leads", "createdAfter", "tag"]),
  ],
  [
    "applications",
    "CREATED_AT",
    filterPlans(["active", "rejected", "stage", "job", "leads", "createdBefore", "source"]),
  ],
] as const)("a walk of the %s in the order %s while the account changes", (connection, field, filters) => {
  it.each([
    ["DESC", "between its pages"],
    ["ASC", "between its pages"],
    ["DESC", "at each of its calls"],
    ["ASC", "at each of its calls"],
  ] as const)(
    "has each node once whose matching applications stay the same: %s, changes %s",
    async (direction, when) => {
      await fc.assert(
        fc.asyncProperty(
          listShapes(40, imports[when]),
          filters,
          fc.integer({ min: 1, max: 20 }),
          changes,
          async (shape, plan, first, planned) => {
            const account = listAccount(shape);
            const filter = filterFor(plan, truthOf(account));
            const before = truthOf(account);
            const wanted = inOrder(before, connection, filter, { field, direction });
            const matches = matching(before, connection, filter, Infinity);
            const changed = new Set<string>();
            const schedule = planned.values();
            // What is created after the first page does not count. What is created while it is read can count.
            let at = Date.now();
            let startedAt = Infinity;
            const step = () => {
              for (const each of schedule.next().value ?? []) {
                change(account, each, (at += 1));
                const now = matching(truthOf(account), connection, filter, startedAt);
                for (const id of new Set([...matches.keys(), ...now.keys()])) {
                  if (matches.get(id) !== now.get(id)) changed.add(id);
                }
              }
            };
            await using one = await startSubgraph({ account });
            await using other = await startSubgraph({ lever: one.lever });
            if (when === "at each of its calls") {
              const edit = (body: unknown) => (step(), body);
              one.lever.faults.failNext(/opportunities\?/, { edit }, Infinity);
            }
            const read: string[] = [];
            const options = { first, filter, orderBy: { field, direction }, fields: "id", excluded: false };
            for await (const { nodes } of pages<typeof connection>([one, other], connection, options)) {
              read.push(...nodes.map(({ id }) => id));
              if (startedAt === Infinity) startedAt = at;
              if (when === "between its pages") step();
            }
            const stable = wanted.filter(({ id }) => !changed.has(id)).map(({ id }) => id);
            expect(read.filter((id) => !changed.has(id))).toEqual(stable);
          },
        ),
        { numRuns: propertyRuns(3, 6) },
      );
    },
  );
});
