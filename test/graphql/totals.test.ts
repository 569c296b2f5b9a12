import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customLeadStage, listAccount, listShapes } from "../support/list-account.js";
import { commonConditions, filterFor, filterPlans, statusConditions } from "../support/list-filter.js";
import { propertyRuns } from "../support/property-runs.js";
import { startSubgraph } from "../support/subgraph.js";
import { irregularAccount, truthOf } from "../support/truth/index.js";

const imports = fc.oneof(fc.constant([]), fc.array(fc.constantFrom(5, 120, 350), { minLength: 1, maxLength: 2 }));
const archivedPostings = fc.constantFrom("application", "opportunity", "either");
const plans = (place: "candidatePlace" | "applicationPlace") =>
  filterPlans([...commonConditions, ...statusConditions, place]);

const totalOf = (connection: string, input: string, more = "") =>
  `query ($filter: ${input}) { list: ${connection}(first: 1, filter: $filter) { totalCount ${more} } }`;

interface ReasonCount {
  reason: { id: string; text: string };
  count: number;
}

describe("totalCount of a random account", () => {
  it("is the number of candidates that match, each once", async () => {
    await fc.assert(
      fc.asyncProperty(
        listShapes(150, imports),
        plans("candidatePlace"),
        fc.record({ customLeads: fc.boolean(), archivedPostings }),
        async (shape, plan, { customLeads, archivedPostings }) => {
          const account = listAccount(shape);
          const leadStages = customLeads ? [customLeadStage(account)] : [];
          const truth = truthOf(account, { leadStages });
          const filter = filterFor(plan, truth);
          const env = { LEVER_LEAD_STAGES: leadStages.join() };
          await using subgraph = await startSubgraph({ account, env, archivedPostings });
          // The second count knows more of the account, and may read other lists.
          for (let times = 0; times < 2; times += 1) {
            const { data, errors } = await subgraph.query(totalOf("candidates", "CandidateFilter"), { filter });
            expect(errors).toEqual([]);
            expect(data.list.totalCount).toBe(truth.list("candidates", filter).size);
          }
        },
      ),
      { numRuns: propertyRuns(12, 20) },
    );
  });

  it("is the number of applications that match, and countByRejectedReason that of the rejected ones", async () => {
    await fc.assert(
      fc.asyncProperty(
        listShapes(150, imports),
        plans("applicationPlace"),
        archivedPostings,
        async (shape, plan, archivedPostings) => {
          const account = listAccount(shape);
          const truth = truthOf(account);
          const filter = filterFor(plan, truth);
          await using subgraph = await startSubgraph({ account, archivedPostings });
          const byReason = "countByRejectedReason { reason { id text } count }";
          const query = totalOf("applications", "ApplicationFilter", byReason);
          for (let times = 0; times < 2; times += 1) {
            const { data, errors } = await subgraph.query(query, { filter });
            expect(errors).toEqual([]);
            const wanted = [...truth.list("applications", filter).values()];
            expect(data.list.totalCount).toBe(wanted.length);
            expect(data.list.countByRejectedReason).toEqual(countsOf(wanted));
          }
        },
      ),
      { numRuns: propertyRuns(12, 20) },
    );
  });

  it("is the number of applications to a job", async () => {
    await fc.assert(
      fc.asyncProperty(listShapes(100, imports), archivedPostings, async (shape, archivedPostings) => {
        const account = listAccount({ ...shape, postings: 6 });
        const truth = truthOf(account);
        await using subgraph = await startSubgraph({ account, archivedPostings });
        const { data, errors } = await subgraph.query(
          "{ jobs { nodes { id applications(first: 1) { totalCount } } } }",
        );
        expect(errors).toEqual([]);
        for (const { id, applications } of data.jobs.nodes) {
          expect(applications.totalCount).toBe(truth.list("applications", { jobIds: id }).size);
        }
      }),
      { numRuns: propertyRuns(4, 9) },
    );
  });
});

/** The expected `countByRejectedReason`. The reasons have different texts of the same case. */
function countsOf(records: readonly Record<string, unknown>[]): ReasonCount[] {
  const counts = new Map<string, ReasonCount>();
  for (const { rejectedReason } of records as { rejectedReason: ReasonCount["reason"] | null }[]) {
    if (rejectedReason === null) continue;
    const { id, text } = rejectedReason;
    counts.set(id, { reason: { id, text }, count: (counts.get(id)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || (a.reason.text.toLowerCase() < b.reason.text.toLowerCase() ? -1 : 1),
  );
}

describe("totalCount of an account with offers and old opportunities", () => {
  const account = irregularAccount({ seed: 5, candidates: 120 });
  const truth = truthOf(account);

  it("counts the jobs that match", async () => {
    await using subgraph = await startSubgraph({ account });
    const filters = [{}, { status: ["OPEN"] }, { name: "engineer" }, { status: [] }];
    for (const filter of filters) {
      const { data, errors } = await subgraph.query(totalOf("jobs", "JobFilter"), { filter });
      expect(errors).toEqual([]);
      expect(data.list.totalCount).toBe(truth.list("jobs", filter).size);
    }
  });

  it("counts the offers of candidates", async () => {
    await using subgraph = await startSubgraph({ account });
    const candidateIds = account.contacts.slice(0, 60).map(({ id }) => id);
    for (const filter of [{ candidateIds }, { candidateIds, status: ["SIGNED"] }, { candidateIds: [] }]) {
      const { data, errors } = await subgraph.query(totalOf("offers", "OfferFilter"), { filter });
      expect(errors).toEqual([]);
      expect(data.list.totalCount).toBe(truth.list("offers", filter).size);
    }
  });

  it("of offers is null with BAD_USER_INPUT without candidates, and the page stays", async () => {
    await using subgraph = await startSubgraph({ account });
    const query = "{ offers(first: 1) { totalCount nodes { id } } }";
    const { data, errors, status } = await subgraph.query(query);
    expect(status).toBe(200);
    expect(data.offers).toEqual({ totalCount: null, nodes: [{ id: expect.any(String) }] });
    expect(errors).toMatchObject([{ path: ["offers", "totalCount"], extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it("counts each of several applications of one opportunity", async () => {
    const old = irregularAccount({ seed: 6, candidates: 30 });
    const first = old.applications[0]!;
    const another = { ...first, id: `${first.id.slice(0, -4)}abcd` };
    old.applications.push(another);
    old.opportunities.find(({ id }) => id === first.opportunityId)!.applications.push(another.id);
    await using subgraph = await startSubgraph({ account: old });
    const { data } = await subgraph.query(
      "{ applications(first: 100, filter: { includeLeads: true }) { totalCount nodes { id } } }",
    );
    expect(data.applications.nodes.length).toBeLessThan(100);
    expect(data.applications.totalCount).toBe(data.applications.nodes.length);
  });

  it("is the same on each page, in each order", async () => {
    await using subgraph = await startSubgraph({ account });
    const query = `query ($after: String, $orderBy: ApplicationOrder) {
      applications(first: 10, after: $after, orderBy: $orderBy) { totalCount pageInfo { endCursor } } }`;
    const { data } = await subgraph.query(query);
    const { totalCount, pageInfo } = data.applications;
    expect(totalCount).toBe(truth.list("applications").size);
    const later = await subgraph.query(query, { after: pageInfo.endCursor });
    expect(later.data.applications.totalCount).toBe(totalCount);
    const ordered = await subgraph.query(query, { orderBy: { field: "CREATED_AT" } });
    expect(ordered.data.applications.totalCount).toBe(totalCount);
  });
});
