import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customLeadStage, listAccount, listShapes } from "../support/list-account.js";
import { commonConditions, filterFor, filterPlans, statusConditions } from "../support/list-filter.js";
import { propertyRuns } from "../support/property-runs.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import {
  expectInOrder,
  hasApplied,
  inOrder,
  type ListOptions,
  type OrderedConnection,
  pages,
  readWholeList,
  truthOf,
} from "../support/truth/index.js";

/** Imports in one millisecond: none, small ones, more than a page of Lever's, and more than two. */
const imports = fc.oneof(
  { weight: 3, arbitrary: fc.constant<number[]>([]) },
  { weight: 4, arbitrary: fc.array(fc.constantFrom(5, 30, 120), { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom([99], [100], [101], [200], [201], [260]) },
);
const sizes = fc.oneof(fc.constantFrom(1, 20, 100), fc.integer({ min: 2, max: 30 }));
const ofApplications = [...commonConditions, "applicationPlace"] as const;

/** Each order, with what it needs. */
const orders = [
  ["candidates", "LATEST_APPLICATION_AT", filterPlans([...commonConditions, ...statusConditions, "candidatePlace"])],
  ["applications", "CREATED_AT", filterPlans([...ofApplications, ...statusConditions])],
  ["applications", "LAST_ADVANCED_AT", filterPlans([...ofApplications, ...statusConditions])],
  ["applications", "ENDED_AT", filterPlans(ofApplications, ["ended"])],
  ["applications", "ENDED_AT", filterPlans(ofApplications, ["hired"])],
  ["applications", "ENDED_AT", filterPlans(ofApplications, ["rejected"])],
  ["applications", "UPDATED_AT", filterPlans([...ofApplications, ...statusConditions], ["updatedAfter"])],
  ["applications", "UPDATED_AT", filterPlans([...ofApplications, ...statusConditions], ["updatedBefore"])],
] as const;

describe.each(orders)("%s in the order %s", (connection, field, filters) => {
  it.each(["DESC", "ASC"] as const)(
    "%s are those of the account, on any replica and from any cursor",
    async (direction) => {
      await fc.assert(
        fc.asyncProperty(
          listShapes(40, imports),
          filters,
          fc.array(sizes, { minLength: 1, maxLength: 5 }),
          fc.record({ customLeads: fc.boolean(), excluded: fc.boolean(), ofJob: fc.boolean(), edge: fc.nat() }),
          async (shape, plan, firsts, { customLeads, excluded, ofJob, edge }) => {
            const account = listAccount(shape);
            const leadStages = customLeads ? [customLeadStage(account)] : [];
            const truth = truthOf(account, { leadStages });
            // A filter is made for an application.
            fc.pre(truth.candidacies.some(hasApplied));
            const jobId = ofJob && connection === "applications" ? account.postings[0]!.id : undefined;
            const conditions = plan.conditions.filter((condition) => jobId === undefined || condition !== "job");
            const filter = filterFor({ ...plan, conditions }, truth);
            const orderBy = { field, direction };
            const env = { LEVER_LEAD_STAGES: leadStages.join() };
            await using one = await startSubgraph({ account, env });
            await using other = await startSubgraph({ lever: one.lever, env });
            let turn = 0;
            const first = () => firsts[turn++ % firsts.length]!;
            const options: ListOptions<typeof connection> = { first, filter, orderBy, jobId, fields: "id", excluded };
            const wanted = inOrder(
              truth,
              connection,
              jobId === undefined ? filter : { ...filter, jobIds: jobId },
              orderBy,
            );
            const read = await walk([one, other], connection, options);
            expectInOrder(read.ids, wanted, truth);
            if (excluded) {
              const all = jobId === undefined ? filter : { ...filter, jobIds: jobId };
              expect(read.leads).toBe(truth.leads(connection, all));
            }
            if (read.cursors.length === 0) return;
            const at = edge % read.cursors.length;
            const rest = await walk([other], connection, { ...options, after: read.cursors[at]! });
            expect(rest.ids).toEqual(read.ids.slice(at + 1));
          },
        ),
        { numRuns: propertyRuns(3, 6) },
      );
    },
  );
});

/** Reads a list to its end: the ids and cursors of all its nodes, in order. */
async function walk<C extends OrderedConnection>(
  replicas: readonly TestSubgraph[],
  connection: C,
  options: ListOptions<C>,
) {
  const read = { ids: [] as string[], cursors: [] as string[], leads: 0 };
  for await (const { nodes, cursors, leads } of pages(replicas, connection, options)) {
    read.ids.push(...nodes.map(({ id }) => id));
    read.cursors.push(...cursors);
    read.leads += leads;
  }
  expect(new Set(read.ids).size, "each comes once").toBe(read.ids.length);
  return read;
}

describe("the records of an ordered list", () => {
  it.each([
    ["candidates", "LATEST_APPLICATION_AT"],
    ["applications", "CREATED_AT"],
    ["applications", "LAST_ADVANCED_AT"],
  ] as const)("are complete: %s by %s", async (connection, field) => {
    await using subgraph = await startSubgraph({ seed: 17, candidates: 60 });
    const truth = truthOf(subgraph.lever.account);
    const orderBy = { field };
    const { records } = await readWholeList<typeof connection>(subgraph, connection, { first: 7, orderBy });
    const wanted = truth.list(connection);
    expect([...records.keys()]).toEqual(inOrder(truth, connection, {}, orderBy).map(({ id }) => id));
    expect(Object.fromEntries(records)).toStrictEqual(Object.fromEntries(wanted));
  });
});
