import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const people = 45;
let subgraph: TestSubgraph;
/** The rows of Lever's list of opportunities, in order. */
let rows: unknown[];
beforeAll(async () => {
  subgraph = await startSubgraph({ account: plainAccount(people) });
  subgraph.lever.faults.failNext(list, { edit: (page) => ({ ...page, data: (rows = page.data) }) });
  await subgraph.query(query("applications"));
});
afterAll(() => subgraph[Symbol.asyncDispose]());
afterEach(() => {
  subgraph.lever.faults.clear();
});

const list = /opportunities\?(?!.*contact_id)/;
const query = (connection: string) => `query ($after: String) {
  ${connection}(first: 1, after: $after, filter: { includeLeads: true }) { nodes { remoteId } pageInfo { endCursor hasNextPage } }
}`;

/** Serves pages of one row. The token of a page is its number; the last page leads to the page `next`, if there is one. */
function serve(pages: number, next?: number): void {
  const answer = (parameters: URLSearchParams) => {
    const index = Number(parameters.get("offset") ?? 0);
    const following = index < pages - 1 ? index + 1 : next;
    const data = [rows[index]];
    return { status: 200, body: following === undefined ? { data } : { data, hasNext: true, next: String(following) } };
  };
  subgraph.lever.faults.failNext(list, { answer }, Infinity);
}

/** Follows `endCursor`, one row with each request, until an error, the end, or too many requests. */
async function walk(connection: string, maxRequests: number) {
  const ids: string[] = [];
  for (let after: string | null = null, requests = 1; requests <= maxRequests; requests += 1) {
    const { data, errors } = await subgraph.query(query(connection), { after });
    const { nodes, pageInfo } = data[connection];
    ids.push(...nodes.map(({ remoteId }: { remoteId: string }) => remoteId));
    if (errors.length > 0 || pageInfo.hasNextPage !== true) return { ids, errors, endCursor: pageInfo.endCursor };
    after = pageInfo.endCursor;
  }
  return { ids, errors: [], endCursor: null };
}

describe.each(["applications", "candidates"])(
  "a client that reads one page of Lever with each request: %s",
  (connection) => {
    it.each([
      [2, 1],
      [3, 1],
      [5, 2],
      [9, 1],
      [20, 14],
    ])("gets an error and no row twice, if page %d leads back to page %d", async (pages, next) => {
      serve(pages, next);
      const { ids, errors, endCursor } = await walk(connection, 3 * pages);
      expect(errors).toMatchObject([
        { path: [connection], extensions: { code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" } },
      ]);
      expect(ids).toHaveLength(pages);
      expect(new Set(ids).size).toBe(pages);
      expect(endCursor).toEqual(expect.any(String));
    });

    it("gets an error after some time, if many pages lead in a circle", async () => {
      serve(40, 3);
      const { ids, errors } = await walk(connection, 200);
      expect(errors).toMatchObject([{ path: [connection], extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
      expect(ids.length).toBeLessThan(110);
    });

    it("gets everything once without an error, if each token is new", async () => {
      serve(people);
      const { ids, errors } = await walk(connection, people + 1);
      expect(errors).toEqual([]);
      expect(ids).toHaveLength(people);
      expect(new Set(ids).size).toBe(people);
    });

    it("has cursors of bounded length", async () => {
      serve(people);
      let longest = 0;
      for (let after: string | null = null, hasNext = true; hasNext;) {
        const { data } = await subgraph.query(query(connection), { after });
        const { endCursor, hasNextPage } = data[connection].pageInfo;
        [after, hasNext] = [endCursor, hasNextPage];
        longest = Math.max(longest, endCursor.length);
      }
      expect(longest).toBeLessThan(300);
    });
  },
);
