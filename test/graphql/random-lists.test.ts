import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customLeadStage, listAccount, listShapes } from "../support/list-account.js";
import { commonConditions, filterFor, filterPlans, statusConditions } from "../support/list-filter.js";
import { propertyRuns } from "../support/property-runs.js";
import { startSubgraph } from "../support/subgraph.js";
import { readWholeList, truthOf } from "../support/truth/index.js";

/** Which record decides whether an application of a job counts as archived. */
const archivedPostings = fc.constantFrom("application", "opportunity", "either");
const imports = fc.oneof(fc.constant([]), fc.array(fc.constantFrom(5, 30, 120), { minLength: 1, maxLength: 2 }));
const sizes = fc.oneof(fc.constantFrom(1, 100), fc.integer({ min: 2, max: 30 }));
const filters = {
  candidates: filterPlans([...commonConditions, ...statusConditions, "candidatePlace"]),
  applications: filterPlans([...commonConditions, ...statusConditions, "applicationPlace"]),
};
const ofJob = filterPlans([
  ...commonConditions.filter((condition) => condition !== "job"),
  ...statusConditions,
  "applicationPlace",
]);

describe.each(["candidates", "applications"] as const)("the list of %s of a random account", (connection) => {
  it("has each matching record once, also when another replica goes on", async () => {
    await fc.assert(
      fc.asyncProperty(
        listShapes(40, imports),
        filters[connection],
        fc.array(sizes, { minLength: 1, maxLength: 5 }),
        fc.record({ customLeads: fc.boolean(), excluded: fc.boolean(), archivedPostings }),
        async (shape, plan, firsts, { customLeads, excluded, archivedPostings }) => {
          const account = listAccount(shape);
          const leadStages = customLeads ? [customLeadStage(account)] : [];
          const truth = truthOf(account, { leadStages });
          const filter = filterFor(plan, truth);
          const env = { LEVER_LEAD_STAGES: leadStages.join() };
          await using one = await startSubgraph({ account, env, archivedPostings });
          await using other = await startSubgraph({ lever: one.lever, env });
          let turn = 0;
          const first = () => firsts[turn++ % firsts.length]!;
          const options = { first, filter, fields: "id", excluded };
          const { records, leads } = await readWholeList<typeof connection>([one, other], connection, options);
          const wanted = truth.list(connection, filter);
          expect([...records.keys()].sort()).toEqual([...wanted.keys()].sort());
          if (excluded) expect(leads).toBe(truth.leads(connection, filter));
        },
      ),
      { numRuns: propertyRuns(8, 18) },
    );
  });
});

describe("the applications of a job of a random account", () => {
  it("are those that match, each once, also if one side is archived, and when another replica goes on", async () => {
    await fc.assert(
      fc.asyncProperty(
        listShapes(80, imports),
        ofJob,
        sizes,
        fc.record({ archivedPostings, postingIdMatches: fc.constantFrom("active", "all") }),
        async (shape, plan, first, interpretation) => {
          const account = listAccount({ ...shape, postings: 6 });
          const truth = truthOf(account);
          const filter = filterFor(plan, truth);
          const jobId = account.postings[0]!.id;
          await using one = await startSubgraph({ account, ...interpretation });
          await using other = await startSubgraph({ lever: one.lever });
          const options = { first, filter, jobId, fields: "id", excluded: false };
          const { records } = await readWholeList([one, other], "applications", options);
          const wanted = truth.list("applications", { ...filter, jobIds: jobId });
          expect([...records.keys()].sort()).toEqual([...wanted.keys()].sort());
        },
      ),
      { numRuns: propertyRuns(8, 18) },
    );
  });
});
