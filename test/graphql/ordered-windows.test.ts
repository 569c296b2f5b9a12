import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { addRows, emptyAccount } from "../support/account-of-rows.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const hour = 3_600_000;
const stage = "applicant-new";
let subgraph: TestSubgraph;
beforeAll(async () => {
  const account = emptyAccount();
  const rows = Array.from({ length: 450 }, (_, n) => {
    const at = account.now - ((n * 7919) % 450) * hour;
    return { person: n, stage: n % 3 === 0 ? "offer" : stage, posting: account.postings[0]!.id, createdAt: at };
  });
  subgraph = await startSubgraph({ account: addRows(account, rows) });
});
afterAll(() => subgraph[Symbol.asyncDispose]());
afterEach(() => {
  subgraph.lever.faults.clear();
});

const read = (orderBy: object, filter: object = {}, first = 20, after: string | null = null) =>
  subgraph.query(
    `query ($orderBy: ApplicationOrder, $filter: ApplicationFilter, $first: Int, $after: String) {
      applications(orderBy: $orderBy, filter: $filter, first: $first, after: $after) {
        nodes { id createdAt lastAdvancedAt } pageInfo { endCursor hasNextPage }
      }
    }`,
    { orderBy, filter, first, after },
  );

/** The parameters of the calls to the list since `before`. */
const queriesSince = (before: number) =>
  subgraph.lever.log.slice(before).flatMap(({ endpoint, query }) => (endpoint === "/opportunities" ? query : []));

describe("the applications of one stage, the last advanced first", () => {
  it("take one call for each page, without a window", async () => {
    const before = subgraph.lever.log.length;
    let after: string | null = null;
    const times: string[] = [];
    const ids = new Set<string>();
    let pages = 0;
    for (;;) {
      const { data, errors } = await read({ field: "LAST_ADVANCED_AT" }, { stageIds: stage }, 20, after);
      expect(errors).toEqual([]);
      pages += 1;
      for (const { id, lastAdvancedAt } of data.applications.nodes) {
        ids.add(id);
        times.push(lastAdvancedAt);
      }
      if (data.applications.pageInfo.hasNextPage === false) break;
      after = data.applications.pageInfo.endCursor;
    }
    expect(ids.size).toBe(300);
    expect(times).toEqual([...times].sort().reverse());
    const queries = queriesSince(before);
    expect(queries.filter((query) => query.has("advanced_at_start"))).toEqual([]);
    expect(queries.length).toBeLessThanOrEqual(pages + 1);
  });

  it.each([
    ["a date that cannot be read, the last of a page", { lastAdvancedAt: "yesterday" }, 11],
    ["a date that cannot be read, the first of a page", { lastAdvancedAt: "yesterday" }, 10],
    ["a row that cannot be used", { id: "?" }, 11],
  ])("come once each and in order in spite of %s", async (_, bad, first) => {
    const idsOf = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id);
    const whole = await read({ field: "LAST_ADVANCED_AT" }, { stageIds: stage }, 50);
    const expected = idsOf(whole.data.applications).filter((_, index) => !("id" in bad) || index !== 10);
    let badId: string | undefined;
    subgraph.lever.faults.failNext(
      /\/opportunities\?/,
      {
        edit(page: { data: { id: string }[] }) {
          badId ??= page.data[10]?.id;
          return { ...page, data: page.data.map((row) => (row.id === badId ? { ...row, ...bad } : row)) };
        },
      },
      Infinity,
    );
    const found: string[] = [];
    let after: string | null = null;
    while (found.length < 30) {
      const { data } = await read({ field: "LAST_ADVANCED_AT" }, { stageIds: stage }, first, after);
      found.push(...idsOf(data.applications));
      after = data.applications.pageInfo.endCursor;
    }
    expect(found).toEqual(expected.slice(0, found.length));
  });

  it("end with an error if Lever lists them in another order", async () => {
    subgraph.lever.faults.failNext(/\/opportunities\?/, {
      edit: (page: { data: unknown[] }) => ({ ...page, data: [...page.data].reverse() }),
    });
    const { errors } = await read({ field: "LAST_ADVANCED_AT" }, { stageIds: stage });
    expect(errors).toMatchObject([
      { path: ["applications"], extensions: { code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" } },
    ]);
  });
});

describe("a list in the order of a date", () => {
  it("ends with an error and its rows so far if Lever ignores the window", async () => {
    const first = await read({ field: "CREATED_AT" }, { stageIds: [stage, "offer"] }, 100);
    expect(first.errors).toEqual([]);
    const { endCursor } = first.data.applications.pageInfo;
    // The rows of the first page again.
    let rows: unknown[] = [];
    subgraph.lever.faults.failNext(/\/opportunities\?/, { edit: (page) => ({ ...page, data: (rows = page.data) }) });
    await read({ field: "CREATED_AT" }, { stageIds: [stage, "offer"] }, 20);
    subgraph.lever.faults.failNext(
      /\/opportunities\?/,
      { answer: () => ({ status: 200, body: { data: rows, hasNext: false } }) },
      Infinity,
    );
    const { data, errors } = await read({ field: "CREATED_AT" }, { stageIds: [stage, "offer"] }, 20, endCursor);
    expect(data.applications).toBeNull();
    expect(errors).toMatchObject([
      { path: ["applications"], extensions: { code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" } },
    ]);
  });

  it("gives the rows before a window that fails, and goes on there", async () => {
    const whole = await read({ field: "CREATED_AT" }, {}, 100);
    const wanted = whole.data.applications.nodes.map(({ id }: { id: string }) => id);
    let calls = 0;
    subgraph.lever.faults.failNext(
      /\/opportunities\?/,
      { edit: (page) => ((calls += 1) > 1 ? { data: {} } : page) },
      Infinity,
    );
    const { data, errors } = await read({ field: "CREATED_AT" }, {}, 100);
    subgraph.lever.faults.clear();
    expect(errors).toMatchObject([{ path: ["applications"], extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
    const { nodes, pageInfo } = data.applications;
    expect(nodes.length).toBeGreaterThan(0);
    expect(pageInfo.hasNextPage).toBe(true);
    const rest = await read({ field: "CREATED_AT" }, {}, 100 - nodes.length, pageInfo.endCursor);
    const ids = [...nodes, ...rest.data.applications.nodes].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(wanted);
  });
});
