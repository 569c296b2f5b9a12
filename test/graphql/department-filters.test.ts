import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { startFilteredAccount } from "../support/filtered-account.js";
import { startSubgraph } from "../support/subgraph.js";

const { subgraph, expectTrue, values } = await startFilteredAccount();
afterAll(() => subgraph[Symbol.asyncDispose]());

describe.each(["candidates", "applications"] as const)("a filter of %s by departments", (connection) => {
  it.each(["application", "opportunity", "either"] as const)(
    "finds those whose job is in one of them (archived jobs by %s)",
    async (archivedPostings) => {
      await using lever = await startSandbox({ account: subgraph.lever.account, rate: Infinity, archivedPostings });
      await using own = await startSubgraph({ lever });
      const [a, b] = values().departments as [string, string];
      const sizes = new Set<number>();
      for (const departments of [a, [b], [a, b], [a.toUpperCase()], [], null, ["No such department", b]]) {
        for (const includeLeads of [true, false]) {
          sizes.add(await expectTrue(connection, { departments, includeLeads }, 7, own));
        }
      }
      expect(sizes.size).toBeGreaterThan(5);
    },
  );

  it("must hold together with jobIds, for the same application", async () => {
    const [department] = values().departments;
    const { postings } = subgraph.lever.account;
    const inside = postings.filter(({ categories }) => categories.department === department).map(({ id }) => id);
    const outside = values().jobs.filter((id) => !inside.includes(id));
    const mixed = [...inside.slice(0, 1), ...outside];
    const only = await expectTrue(connection, { jobIds: inside.slice(0, 1) });
    expect(only).toBeGreaterThan(0);
    expect(await expectTrue(connection, { jobIds: mixed, departments: department! })).toBe(only);
    expect(await expectTrue(connection, { jobIds: outside, departments: department! })).toBe(0);
  });

  it("reads the jobs once, asks Lever for the applications to them, and reads no list if there are none", async () => {
    await using fresh = await startSubgraph({ lever: subgraph.lever });
    const [department] = values().departments;
    const ask = (departments: readonly string[]) => {
      subgraph.lever.log.splice(0);
      return fresh.query(
        `query ($departments: [String!]) { ${connection}(first: 1, filter: { departments: $departments }) { nodes { id } } }`,
        { departments },
      );
    };
    const called = (endpoint: string) => subgraph.lever.log.filter((each) => each.endpoint === endpoint);
    expect((await ask([])).upstream.calls).toBe(0);
    expect((await ask(["No such department"])).data).toEqual({ [connection]: { nodes: [] } });
    expect(called("/postings")).toHaveLength(2);
    expect(called("/opportunities")).toEqual([]);
    const { data } = await ask([department!]);
    expect(data[connection].nodes).toHaveLength(1);
    expect(called("/postings")).toEqual([]);
    const pages = called("/opportunities").filter(({ query }) => !query.has("contact_id"));
    expect(pages.length).toBeGreaterThan(0);
    for (const { query } of pages) expect(query.has("posting_id") || query.has("archived_posting_id")).toBe(true);
  });

  it("fails with the list of jobs, and goes on when calls are allowed again", async () => {
    await using fresh = await startSubgraph({ lever: subgraph.lever });
    const [department] = values().departments;
    const query = `query ($after: String) {
      ${connection}(first: 3, after: $after, filter: { departments: "${department}" }) {
        nodes { id } pageInfo { hasNextPage endCursor }
      }
    }`;
    subgraph.lever.faults.failNext(/postings/, { status: 403 }, Infinity);
    const refused = await fresh.query(query);
    subgraph.lever.faults.clear();
    expect(refused.data).toEqual({ [connection]: null });
    expect(refused.errors).toMatchObject([{ path: [connection], extensions: { code: "UPSTREAM_FORBIDDEN" } }]);
    const capped = await fresh.query(query, {}, { "x-max-upstream-calls": "1" });
    expect(capped.errors).toMatchObject([{ path: [connection], extensions: { code: "CALL_BUDGET_EXCEEDED" } }]);
    const { nodes, pageInfo } = capped.data[connection];
    expect([nodes, pageInfo.hasNextPage]).toEqual([[], true]);
    const whole = await fresh.query(query);
    expect(whole.data[connection].nodes.length).toBeGreaterThan(0);
    const rest = await fresh.query(query, { after: pageInfo.endCursor });
    expect(rest.data).toEqual(whole.data);
  });
});
