import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { type Filter, startFilteredAccount, unknownId } from "../support/filtered-account.js";
import { propertyRuns } from "../support/property-runs.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const { subgraph, truth, values } = await startFilteredAccount();
afterAll(() => subgraph[Symbol.asyncDispose]());

const query = `query ($id: ID!, $first: Int, $after: String, $filter: JobApplicationFilter) {
  job(id: $id) {
    applications(first: $first, after: $after, filter: $filter) { nodes { id } pageInfo { hasNextPage endCursor } }
  }
}`;

/** The ids of a job's applications that match. */
async function readAll(of: TestSubgraph, id: string, filter: Filter, first: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data, errors } = await of.query(query, { id, filter, first, after });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data.job.applications;
    found.push(...nodes.map((node: { id: string }) => node.id));
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  return found;
}

const expected = (id: string, filter: Filter) => [...truth.list("applications", { ...filter, jobIds: id }).keys()];

describe("the filter of a job's applications", () => {
  it.each(["application", "opportunity", "either"] as const)(
    "has the conditions of the list of applications (archived jobs by %s)",
    async (archivedPostings) => {
      await using lever = await startSandbox({ account: subgraph.lever.account, rate: Infinity, archivedPostings });
      await using own = await startSubgraph({ lever });
      const some = (all: readonly string[]) => fc.option(fc.subarray([...all]), { nil: undefined, freq: 2 });
      const [date, end] = [values().created, values().ended];
      const filters = fc.record({
        stageIds: fc.option(fc.subarray(values().stages, { minLength: 4 }), { nil: undefined, freq: 2 }),
        status: some(["ACTIVE", "REJECTED", "HIRED"]),
        rejectedReasonIds: fc.option(fc.constant(values().reasons), { nil: undefined, freq: 8 }),
        origins: fc.option(fc.subarray(values().origins, { minLength: 2 }), { nil: undefined, freq: 2 }),
        sources: fc.option(fc.subarray(values().sources, { minLength: 2 }), { nil: undefined, freq: 2 }),
        departments: fc.option(fc.subarray(values().departments, { minLength: 3 }), { nil: undefined, freq: 4 }),
        candidateIds: fc.option(fc.constant(values().people.slice(0, 60)), { nil: undefined, freq: 8 }),
        createdBefore: fc.constantFrom(undefined, undefined, date),
        endedAfter: fc.constantFrom(undefined, undefined, undefined, end),
        leadsOnly: fc.constantFrom(undefined, undefined, undefined, true),
        includeLeads: fc.boolean(),
      }) as fc.Arbitrary<Filter>;
      let matches = 0;
      const jobs = fc.constantFrom(...values().jobs.slice(0, 6));
      await fc.assert(
        fc.asyncProperty(jobs, filters, fc.constantFrom(2, 100), async (id, filter, first) => {
          const found = await readAll(own, id, filter, first);
          expect(found.sort()).toEqual(expected(id, filter).sort());
          matches += found.length;
        }),
        { numRuns: propertyRuns(20, 40) },
      );
      expect(matches).toBeGreaterThan(5);
    },
  );

  it("reaches Lever, for each job of a list", async () => {
    subgraph.lever.log.splice(0);
    const { data, errors } = await subgraph.query(
      `{ jobs(first: 3) { nodes { id applications(first: 2, filter: { status: ACTIVE, sources: "LinkedIn" }) { nodes { id } } } } }`,
    );
    expect(errors).toEqual([]);
    for (const { id, applications } of data.jobs.nodes) {
      const matching = expected(id as string, { status: "ACTIVE", sources: "LinkedIn" });
      expect(matching).toEqual(expect.arrayContaining(applications.nodes.map((node: { id: string }) => node.id)));
      expect(applications.nodes).toHaveLength(Math.min(2, matching.length));
    }
    const pages = subgraph.lever.log.filter(({ endpoint }) => endpoint === "/opportunities");
    expect(pages.length).toBeGreaterThanOrEqual(3);
    for (const { query: sent } of pages) {
      expect([sent.getAll("source"), sent.getAll("archived")]).toEqual([["LinkedIn"], ["false"]]);
    }
  });

  it("belongs to the cursor", async () => {
    const [id] = values().jobs;
    const page = (filter: Filter | null, after?: string) => subgraph.query(query, { id, first: 1, filter, after });
    const cursor = async (filter: Filter | null) =>
      (await page(filter)).data.job.applications.pageInfo.endCursor as string;
    const [all, some] = [await cursor(null), await cursor({ status: "ACTIVE" })];
    expect((await page({}, all)).errors).toEqual([]);
    expect((await page({ includeLeads: false, leadsOnly: null }, all)).errors).toEqual([]);
    expect((await page({ status: "ACTIVE", tags: null }, some)).errors).toEqual([]);
    for (const { errors } of [await page({ status: "ACTIVE" }, all), await page(null, some)]) {
      expect(errors).toMatchObject([{ path: ["job", "applications"], extensions: { code: "BAD_USER_INPUT" } }]);
    }
  });

  it.each<[string, object]>([
    ["candidateIds", { candidateIds: "x" }],
    ["stageIds", { stageIds: "../stages" }],
    ["rejectedReasonIds", { rejectedReasonIds: [unknownId, "Withdrew"] }],
  ])("with malformed %s is BAD_USER_INPUT without a list", async (_name, filter) => {
    subgraph.lever.log.splice(0);
    const { data, errors } = await subgraph.query(query, { id: values().jobs[0], first: 1, filter });
    expect(data.job.applications).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(subgraph.lever.log.filter(({ endpoint }) => endpoint === "/opportunities")).toEqual([]);
  });
});
