import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlannedList } from "../../src/ats/call-plan.js";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { listAccount } from "../support/list-account.js";
import { commonConditions, filterFor, filterPlans, statusConditions } from "../support/list-filter.js";
import { propertyRuns } from "../support/property-runs.js";
import { startKnowing } from "../support/walk-calls.js";
import { steadyAccount } from "../support/steady-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { truthOf } from "../support/truth/index.js";

const plan = { "x-explain": "plan" };
const jobId = "00000000-0000-4000-8000-000000000001";

async function planOf(subgraph: TestSubgraph, query: string, variables?: object) {
  subgraph.newCalls();
  const { explain, errors } = await subgraph.query(query, variables, plan);
  expect([errors, subgraph.newCalls()]).toEqual([[], []]);
  const reasons = explain!.plan.byEndpoint.find(({ endpoint }) => endpoint === "/opportunities")?.for;
  return { ...explain!.plan, how: reasons?.find(({ how }) => how !== undefined)?.how, calls: explain!.plan.calls };
}

const inLeverOrder = (...lists: string[][]): PlannedList => ({ order: "lever", lists });
const by = (order: string, ...lists: string[][]): PlannedList => ({ order, lists });
const hiredLeads = ["archive_reason_id", "stage_id"];

describe("the plan of a list", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await startSubgraph({ candidates: 1 });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  it.each<[string, PlannedList, number]>([
    ["applications", inLeverOrder(["stage_id"], hiredLeads, ["archived"]), 1],
    ["candidates", inLeverOrder(["stage_id"], hiredLeads, ["archived"]), 1],
    ["applications(filter: { status: ACTIVE })", inLeverOrder(["archived", "stage_id"]), 1],
    ["applications(filter: { status: HIRED })", inLeverOrder(["archive_reason_id", "archived"]), 1],
    ["applications(filter: { includeLeads: true })", inLeverOrder([]), 1],
    [`applications(filter: { jobIds: "${jobId}" })`, inLeverOrder(["posting_id"], ["archived_posting_id"]), 1],
    [`applications(filter: { candidateIds: "${jobId}", tags: "a" })`, inLeverOrder(["contact_id", "tag"]), 1],
    ['applications(filter: { departments: "a" })', inLeverOrder(["posting_id"], ["archived_posting_id"]), 0],
    ['applications(filter: { stageIds: ["lead-new"] })', inLeverOrder(hiredLeads), 1],
    ['applications(filter: { stageIds: ["lead-new"], status: ACTIVE })', inLeverOrder(), 0],
    ["applications(orderBy: { field: CREATED_AT })", by("created_at", []), 1],
    ["candidates(orderBy: { field: LATEST_APPLICATION_AT })", by("created_at", []), 1],
    [
      `applications(filter: { jobIds: "${jobId}" }, orderBy: { field: LAST_ADVANCED_AT })`,
      by("advanced_at", ["posting_id"], ["archived_posting_id"]),
      2,
    ],
    [
      "applications(filter: { status: HIRED }, orderBy: { field: ENDED_AT })",
      by("archived_at", ["archive_reason_id", "archived"]),
      1,
    ],
    [
      'applications(filter: { stageIds: "offer" }, orderBy: { field: LAST_ADVANCED_AT })',
      inLeverOrder(["stage_id"]),
      1,
    ],
    [
      'applications(filter: { createdAfter: "2026-01-02T00:00:00Z", createdBefore: "2026-01-01T00:00:00Z" }, orderBy: { field: CREATED_AT })',
      by("created_at", ["created_at_end", "created_at_start"]),
      0,
    ],
    ["offers", inLeverOrder(["stage_id"], ["archive_reason_id"], ["stage_id"], ["archived"]), 1],
    [`offers(filter: { candidateIds: "${jobId}" })`, inLeverOrder(["contact_id"]), 1],
  ])("of %s", async (field, how, least) => {
    const planned = await planOf(subgraph, `{ ${field} { nodes { id } } }`);
    expect(planned.how).toEqual(how);
    expect(planned.calls.least).toBe(least);
  });

  it("of a job's applications has the lists of the job", async () => {
    const { how, calls } = await planOf(
      subgraph,
      "{ jobs { nodes { applications(orderBy: { field: CREATED_AT }) { nodes { id } } } } }",
    );
    expect(how).toEqual(by("created_at", ["posting_id"], ["archived_posting_id"]));
    expect(calls.least).toBe(0);
  });

  it("has the lists of the leads that a page counts", async () => {
    const { how } = await planOf(
      subgraph,
      "{ applications(filter: { status: ACTIVE }) { nodes { id } excluded { leads } } }",
    );
    expect(how).toEqual(inLeverOrder(["archived", "stage_id"], ["archived", "stage_id"]));
  });

  it.each([
    "applications(orderBy: { field: ENDED_AT })",
    "applications(filter: { status: [ACTIVE, HIRED] }, orderBy: { field: ENDED_AT })",
    "applications(orderBy: { field: UPDATED_AT })",
    "applications(first: 0)",
    'applications(filter: { jobIds: "nonsense" })',
    "applications(filter: { status: [] })",
    'offers(filter: { createdAfter: "2026-01-01T00:00:00Z" })',
  ])("of %s has no call, and the operation makes none", async (field) => {
    const { calls, byEndpoint } = await planOf(subgraph, `{ ${field} { nodes { id } } }`);
    expect([calls, byEndpoint]).toEqual([{ least: 0, most: 0 }, []]);
    await subgraph.query(`{ ${field} { nodes { id } } }`);
    expect(subgraph.newCalls()).toEqual([]);
  });
});

describe("the plan of an ordered list in a known account", () => {
  it.each([
    ["many", 200, by("created_at", ["stage_id"], hiredLeads)],
    ["few", 5, by("created_at", [])],
  ])("with %s leads", async (_what, leads, how) => {
    await using lever = await startSandbox({ account: steadyAccount({ leads, applicants: 60 }), rate: Infinity });
    await using subgraph = await startKnowing(lever);
    const list = "{ applications(orderBy: { field: CREATED_AT }, first: 50) { nodes { id } } }";
    await subgraph.query(list);
    expect((await planOf(subgraph, list)).how).toEqual(how);
  });
});

describe("the plans of random lists", () => {
  const query = `query ($filter: ApplicationFilter, $orderBy: ApplicationOrder) {
    applications(first: 100, filter: $filter, orderBy: $orderBy) { nodes { id } }
  }`;
  /** Parameters that choose no rows of a list. */
  const others = /^(include|expand|limit|offset|confidentiality|(created|updated|advanced|archived)_at_(start|end))$/;
  const narrowing = (names: Iterable<string>) =>
    [...new Set(names)]
      .filter((name) => !others.test(name))
      .sort()
      .join("+");
  const orders = fc.constantFrom(undefined, { field: "CREATED_AT" }, { field: "LAST_ADVANCED_AT", direction: "ASC" });

  it("have the parameters of all calls, and the certain number of them", async () => {
    const account = listAccount({
      seed: 5,
      leads: 90,
      applicants: 90,
      severalIn100: 5,
      imports: [],
      moments: 20,
      postings: 6,
    });
    const truth = truthOf(account);
    await using warm = await startSubgraph({ account });
    let certain = 0;
    await fc.assert(
      fc.asyncProperty(filterPlans([...commonConditions, ...statusConditions]), orders, async (conditions, orderBy) => {
        const variables = { filter: filterFor(conditions, truth), orderBy };
        await using cold = await startSubgraph({ lever: warm.lever });
        for (const subgraph of [cold, warm]) {
          const { how, calls, byEndpoint } = await planOf(subgraph, query, variables);
          const before = warm.lever.log.length;
          await subgraph.query(query, variables);
          const made = warm.lever.log.slice(before).filter(({ endpoint }) => endpoint === "/opportunities");
          const planned = (how?.lists ?? []).map(narrowing);
          for (const call of made.filter(({ query: sent }) => !sent.has("contact_id"))) {
            expect(planned, JSON.stringify(variables)).toContain(narrowing(call.query.keys()));
          }
          expect(made.length).toBeGreaterThanOrEqual(calls.least);
          const most = byEndpoint.find(({ endpoint }) => endpoint === "/opportunities")?.most ?? 0;
          expect(made.length).toBeLessThanOrEqual(most);
          certain += calls.least;
        }
      }),
      { numRuns: propertyRuns(30, 45) },
    );
    expect(certain).toBeGreaterThan(propertyRuns(20, 30));
  });
});
