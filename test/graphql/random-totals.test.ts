import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listAccount, listShapes } from "../support/list-account.js";
import { commonConditions, filterFor, filterPlans, statusConditions } from "../support/list-filter.js";
import { propertyRuns } from "../support/property-runs.js";
import { startSubgraph } from "../support/subgraph.js";
import { truthOf } from "../support/truth/index.js";

const imports = fc.constantFrom<number[]>([], [30], [120]);
const filters = filterPlans([...commonConditions, ...statusConditions]);
const query = `query ($candidates: CandidateFilter, $applications: ApplicationFilter) {
  candidates(first: 1, filter: $candidates) { totalCount }
  newest: candidates(first: 3, filter: $candidates, orderBy: { field: LATEST_APPLICATION_AT }) { totalCount }
  applications(first: 1, filter: $applications) { totalCount countByRejectedReason { reason { id } count } }
}`;

describe("totalCount of a random account", () => {
  it("is the number of nodes of the whole list, and each rejection is counted under its reason", async () => {
    await fc.assert(
      fc.asyncProperty(listShapes(60, imports), filters, filters, async (shape, planOfPeople, plan) => {
        const account = listAccount(shape);
        const truth = truthOf(account);
        const [candidates, applications] = [filterFor(planOfPeople, truth), filterFor(plan, truth)];
        await using subgraph = await startSubgraph({ account });
        const { data, errors } = await subgraph.query(query, { candidates, applications });
        expect(errors).toEqual([]);
        const people = truth.list("candidates", candidates).size;
        const listed = truth.list("applications", applications);
        expect([data.candidates.totalCount, data.newest.totalCount]).toEqual([people, people]);
        expect(data.applications.totalCount).toBe(listed.size);
        const counts: Record<string, number> = {};
        for (const { rejectedReason } of listed.values()) {
          const id = (rejectedReason as { id: string } | null)?.id;
          if (id !== undefined) counts[id] = (counts[id] ?? 0) + 1;
        }
        const counted = data.applications.countByRejectedReason as { reason: { id: string }; count: number }[];
        expect(Object.fromEntries(counted.map(({ reason, count }) => [reason.id, count]))).toEqual(counts);
      }),
      { numRuns: propertyRuns(10, 40) },
    );
  });
});
