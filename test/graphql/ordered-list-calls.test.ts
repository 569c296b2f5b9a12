import { afterAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/lever-sandbox/index.js";
import { addRows, emptyAccount, type RowPlan } from "../support/account-of-rows.js";
import { type SteadyShape, steadyAccount } from "../support/steady-account.js";
import { startSubgraph } from "../support/subgraph.js";
import { callsOfWalk, startKnowing } from "../support/walk-calls.js";

const started: Sandbox[] = [];
const start = async (shape: SteadyShape) => {
  const lever = await startSandbox({ account: steadyAccount(shape), rate: Infinity });
  started.push(lever);
  return lever;
};
afterAll(async () => {
  for (const lever of started) await lever.close();
});

const newest = { field: "CREATED_AT", direction: "DESC" } as const;
const imports = { every: 400, size: 130 };

/** Accounts, and the most calls of a page of 20 and of 100 applications on average. */
const accounts: [string, SteadyShape, object, { twenty: number; hundred: number }][] = [
  ["with many leads", { leads: 900, applicants: 600 }, {}, { twenty: 3, hundred: 4 }],
  ["with bursts of imports", { leads: 800, applicants: 800, imports }, {}, { twenty: 3, hundred: 4.5 }],
  ["of active ones", { leads: 600, applicants: 960 }, { status: "ACTIVE" }, { twenty: 2, hundred: 3 }],
  ["of rejected ones", { leads: 600, applicants: 960 }, { status: "REJECTED" }, { twenty: 2, hundred: 3 }],
  ["with few leads", { leads: 240, applicants: 660 }, {}, { twenty: 2, hundred: 3.3 }],
];

describe.each(accounts)("a walk of the newest applications %s", (_what, shape, filter, most) => {
  it("takes few calls a page, on average", async () => {
    await using subgraph = await startKnowing(await start(shape));
    const options = { filter, orderBy: newest };
    const small = await callsOfWalk(subgraph, "applications", { ...options, first: 20 });
    expect(small.calls / small.pages).toBeLessThanOrEqual(most.twenty);
    const large = await callsOfWalk(subgraph, "applications", { ...options, first: 100 });
    expect(large.calls / large.pages).toBeLessThanOrEqual(most.hundred);
    expect(small.nodes).toBe(large.nodes);
  });
});

describe.each([
  ["one application each", 0, 0],
  ["several applications", 3, 2],
] as const)("a walk of the latest candidates with %s", (_what, secondIn100, more) => {
  it("takes one call more for 50 people, on average", async () => {
    await using subgraph = await startKnowing(await start({ leads: 900, applicants: 600, secondIn100 }));
    const options = { orderBy: { field: "LATEST_APPLICATION_AT" } as const };
    const small = await callsOfWalk(subgraph, "candidates", { ...options, first: 20 });
    expect(small.calls / small.pages).toBeLessThanOrEqual(3 + 1 + more);
    const large = await callsOfWalk(subgraph, "candidates", { ...options, first: 100 });
    expect(large.calls / large.pages).toBeLessThanOrEqual(4 + 2 + more);
    expect([small.nodes, large.nodes]).toEqual([600, 600]);
  });
});

describe("the newest applications of a job", () => {
  /** A job with this many active and archived applications. */
  const jobWith = (active: number, archived: number) => {
    const account = emptyAccount();
    const posting = account.postings[0]!.id;
    const reason = account.archiveReasons[0]!.id;
    const plans = Array.from({ length: active + archived }, (_, n): RowPlan => {
      const createdAt = account.now - n * 3_600_000;
      const end = n % 2 === 0 && n < 2 * archived ? { archived: { reason, at: account.now } } : {};
      return { person: n, stage: "applicant-new", posting, createdAt, ...end };
    });
    return { account: addRows(account, plans), posting };
  };

  it.each([
    [30, 30, 2],
    [90, 90, 2],
    [100, 100, 2],
  ])("take no windows where the job has %d active and %d archived ones", async (active, archived, most) => {
    const { account, posting } = jobWith(active, archived);
    await using subgraph = await startSubgraph({ account });
    const before = subgraph.lever.log.length;
    const options = { first: 20, orderBy: newest, jobId: posting, maxPages: 1 };
    await callsOfWalk(subgraph, "applications", options);
    const lists = subgraph.lever.log.slice(before).filter(({ endpoint }) => endpoint === "/opportunities");
    expect(lists.filter(({ query }) => query.has("created_at_start") || query.has("created_at_end"))).toEqual([]);
    expect(lists.length).toBeLessThanOrEqual(most);
  });

  it("take one call more for each further list of a large job, on average", async () => {
    const { account, posting } = jobWith(300, 300);
    await using subgraph = await startSubgraph({ account });
    const options = { orderBy: newest, jobId: posting };
    const small = await callsOfWalk(subgraph, "applications", { ...options, first: 20 });
    expect(small.nodes).toBe(600);
    expect(small.calls / small.pages).toBeLessThanOrEqual(3 + 1);
    const large = await callsOfWalk(subgraph, "applications", { ...options, first: 100 });
    expect(large.calls / large.pages).toBeLessThanOrEqual(4 + 1);
  });
});
