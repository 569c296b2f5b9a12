import { expect, it, onTestFinished } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { type Connection, irregularAccount, truthOf } from "../support/truth/index.js";

const connections: readonly Connection[] = ["candidates", "applications", "jobs", "offers"];
const leftOut = expect.objectContaining({
  message: expect.stringMatching(/^Confidential records are left out .* set LEVER_CONFIDENTIALITY=non-confidential\.$/),
  extensions: expect.objectContaining({ code: "UPSTREAM_FORBIDDEN", provider: "LEVER" }),
});

/** A subgraph that requests confidential records with a key without the grant. */
async function startLimited(which = "all"): Promise<TestSubgraph> {
  const account = irregularAccount({ seed: 8, candidates: 60 });
  const { opportunityId } = account.offers[0]!;
  account.opportunities.find(({ id }) => id === opportunityId)!.confidentiality = "confidential";
  const subgraph = await startSubgraph({
    account,
    apiKeys: { limited: { confidential: false } },
    env: { LEVER_API_KEY: "limited", LEVER_CONFIDENTIALITY: which },
  });
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

const grant = ({ lever }: TestSubgraph, confidential: boolean) => lever.keys.set("limited", { confidential });
const refusals = ({ lever }: TestSubgraph) => lever.log.filter(({ status }) => status === 403).length;

async function page(subgraph: TestSubgraph, connection: Connection, after: string | null = null, first = 7) {
  const { data, errors } = await subgraph.query(
    `query ($first: Int, $after: String) { page: ${connection}(first: $first, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } excluded { confidential } } }`,
    { first, after },
  );
  return { ...data.page, errors, ids: data.page?.nodes.map(({ id }: { id: string }) => id) };
}

it.each(connections)(
  "a list of %s holds the records that the key can read, and reports that it leaves out others",
  async (connection) => {
    const subgraph = await startLimited();
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { ids, errors, pageInfo, excluded } = await page(subgraph, connection, after);
      expect(errors).toEqual([leftOut]);
      expect(excluded).toEqual({ confidential: null });
      seen.push(...ids);
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    const { account } = subgraph.lever;
    const open = truthOf(account).list(connection);
    expect(open.size).toBeLessThan(truthOf(account, { confidentiality: "all" }).list(connection).size);
    expect(seen.sort()).toEqual([...open.keys()].sort());
    // The subgraph remembers the refusal after the first call.
    expect(refusals(subgraph)).toBe(1);
  },
);

it("the first list finds the missing grant with one call, and each operation reports it once", async () => {
  const subgraph = await startLimited();
  const query = "{ applications(first: 5) { nodes { id job { name } candidate { fullName } } } jobs { nodes { id } } }";
  const { errors } = await subgraph.query("{ applications(first: 5) { nodes { id } } }");
  expect(errors).toEqual([leftOut]);
  expect(subgraph.newCalls()).toEqual(["GET /stages", "GET /opportunities", "GET /opportunities"]);
  expect((await subgraph.query(query)).errors).toEqual([leftOut]);
  expect(refusals(subgraph)).toBe(1);
});

it("readiness reports the missing grant after the first list, and not before", async () => {
  const subgraph = await startLimited();
  const ready = async () => (await fetch(`${subgraph.url}/health/ready`)).json() as Promise<{ warnings?: string[] }>;
  expect((await subgraph.query("{ stages { id } }")).errors).toEqual([]);
  expect((await ready()).warnings).toBeUndefined();
  await page(subgraph, "jobs");
  expect(await ready()).toMatchObject({ status: "ready", warnings: [expect.stringContaining("Confidential records")] });
});

it("a walk that begins without confidential records ends without them", async () => {
  const subgraph = await startLimited();
  const first = await page(subgraph, "applications");
  grant(subgraph, true);
  // Another replica has not received the refusal.
  const env = { LEVER_API_KEY: "limited", LEVER_CONFIDENTIALITY: "all" };
  await using other = await startSubgraph({ lever: subgraph.lever, env });
  const rest = await page(other, "applications", first.pageInfo.endCursor, 100);
  expect(rest.errors).toEqual([leftOut]);
  const open = truthOf(subgraph.lever.account).list("applications");
  expect([...first.ids, ...rest.ids].sort()).toEqual([...open.keys()].sort());
  expect((await page(other, "applications")).errors).toEqual([]);
});

it("a walk whose grant is withdrawn continues without confidential records, and reports this", async () => {
  const subgraph = await startLimited();
  grant(subgraph, true);
  const first = await page(subgraph, "applications");
  expect(first).toMatchObject({ errors: [], excluded: { confidential: 0 } });
  grant(subgraph, false);
  const rest = await page(subgraph, "applications", first.pageInfo.endCursor, 100);
  expect(rest).toMatchObject({ errors: [leftOut], excluded: { confidential: null } });
  const open = truthOf(subgraph.lever.account).list("applications");
  expect([...open.keys()].filter((id) => ![...first.ids, ...rest.ids].includes(id))).toEqual([]);
});

it("a list fails when LEVER_CONFIDENTIALITY allows only confidential records", async () => {
  const subgraph = await startLimited("confidential");
  const { data, errors } = await subgraph.query("{ applications(first: 5) { nodes { id } } }");
  expect(data).toEqual({ applications: null });
  expect(errors).toMatchObject([{ path: ["applications"], extensions: { code: "UPSTREAM_FORBIDDEN" } }]);
  expect(errors).not.toEqual([leftOut]);
  expect(subgraph.newCalls()).toEqual(["GET /stages", "GET /opportunities"]);
});

it("a list fails when the key can read no list, and this does not count as a missing grant", async () => {
  const subgraph = await startLimited();
  subgraph.lever.faults.failNext(/opportunities/, { status: 403 }, 2);
  const { data, errors } = await subgraph.query("{ applications(first: 5) { nodes { id } } }");
  expect(data).toEqual({ applications: null });
  expect(errors).toMatchObject([{ path: ["applications"], extensions: { code: "UPSTREAM_FORBIDDEN" } }]);
  expect(errors).not.toEqual([leftOut]);
  grant(subgraph, true);
  expect(await page(subgraph, "applications")).toMatchObject({ errors: [], excluded: { confidential: 0 } });
});
