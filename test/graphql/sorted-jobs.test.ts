import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAccount, startSandbox } from "../../src/lever-sandbox/index.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { letters } from "../support/truth/filters.js";
import { type Expected, truthOf } from "../support/truth/index.js";

const account = createAccount({ seed: 4, candidates: 5, postings: 230 });
// Equal dates and names, a name in another script, and one that differs only in case and accents.
for (const [i, posting] of account.postings.entries()) {
  if (i % 7 === 0) posting.createdAt = account.postings[0]!.createdAt;
  if (i % 5 === 0) posting.updatedAt = account.postings[0]!.updatedAt;
}
account.postings[3]!.text = "\u{1F600} host";
account.postings[4]!.text = "\uFF5E host";
account.postings[8]!.text = "\u00C4CCOUNT executive";

let subgraph: TestSubgraph;
beforeAll(async () => {
  const lever = await startSandbox({ account, rate: Infinity });
  subgraph = await startSubgraph({ lever });
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await subgraph.lever.close();
});
afterEach(() => {
  subgraph.lever.faults.clear();
  subgraph.newCalls();
});

interface Options {
  filter?: object;
  field: string;
  direction?: string;
  first?: number;
  after?: string | null;
  headers?: Record<string, string>;
}

async function read({ filter, field, direction, first = 100, after = null, headers }: Options, from = subgraph) {
  const query = `query ($first: Int, $after: String, $filter: JobFilter, $orderBy: JobOrder) {
    jobs(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      edges { cursor node { id name createdAt updatedAt } } pageInfo { hasNextPage endCursor } excluded { leads }
    }
  }`;
  return from.query(query, { first, after, filter, orderBy: { field, ...(direction && { direction }) } }, headers);
}

async function walk(options: Options) {
  const nodes: Expected[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await read({ ...options, after });
    expect(errors).toEqual([]);
    nodes.push(...data.jobs.edges.map(({ node }: { node: Expected }) => node));
    if (data.jobs.pageInfo.hasNextPage !== true) return nodes.map(({ id }) => id);
    after = data.jobs.pageInfo.endCursor as string;
  }
}

/** The expected ids. The names of this account have no letters whose order is in doubt but the two that are set here. */
function expected(field: string, direction: string, filter: object = {}): string[] {
  const key = (job: Expected) =>
    field === "NAME"
      ? Buffer.from(letters(String(job.name))).toString("hex")
      : String(job[field === "CREATED_AT" ? "createdAt" : "updatedAt"]);
  const sign = direction === "ASC" ? 1 : -1;
  const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return [...truthOf(account).list("jobs", filter).values()]
    .sort((a, b) => sign * compare(key(a), key(b)) || compare(a.id, b.id))
    .map(({ id }) => id);
}

describe("jobs in an order", () => {
  it.each(["CREATED_AT", "UPDATED_AT", "NAME"])("are sorted by %s, both ways, with ties by id", async (field) => {
    for (const direction of ["ASC", "DESC"]) {
      for (const first of [40, 100])
        expect(await walk({ field, direction, first })).toEqual(expected(field, direction));
    }
  });

  it("are filtered too, and come newest first by default", async () => {
    const filter = { status: "CLOSED", name: "engineer" };
    const wanted = expected("CREATED_AT", "DESC", filter);
    expect(wanted.length).toBeGreaterThan(10);
    expect(await walk({ field: "CREATED_AT", filter, first: 3 })).toEqual(wanted);
    expect(await walk({ field: "NAME", filter: { teams: [] } })).toEqual([]);
  });

  it("take one read of both lists for a whole walk, in any order", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    const { upstream } = await read({ field: "NAME", first: 5 }, own);
    // 230 postings in the first list, and the published ones of them in the second.
    expect(upstream.byEndpoint).toEqual({ "/postings": 4 });
    const page = await read({ field: "CREATED_AT", direction: "ASC", first: 100 }, own);
    expect(page.upstream.calls).toBe(0);
    const next = await read({ field: "CREATED_AT", direction: "ASC", after: page.data.jobs.pageInfo.endCursor }, own);
    expect(next.upstream.calls).toBe(0);
  });

  it("go on in another process, from a cursor without anything of Lever's", async () => {
    await using other = await startSubgraph({ lever: subgraph.lever });
    const { data } = await read({ field: "UPDATED_AT", first: 60 });
    const { endCursor } = data.jobs.pageInfo;
    const next = await read({ field: "UPDATED_AT", first: 30, after: endCursor }, other);
    expect(next.data.jobs.edges.map(({ node }: { node: Expected }) => node.id)).toEqual(
      expected("UPDATED_AT", "DESC").slice(60, 90),
    );
    const last = data.jobs.edges.at(-1).node;
    expect(Buffer.from(endCursor as string, "base64url").toString()).toContain(
      JSON.stringify([Date.parse(last.updatedAt as string), last.id]),
    );
  });

  it("refuse a cursor of another filter or order before any call", async () => {
    const { data } = await read({ field: "NAME", first: 5 });
    const after = data.jobs.pageInfo.endCursor as string;
    for (const options of [
      { field: "CREATED_AT" },
      { field: "NAME", direction: "ASC" },
      { field: "NAME", filter: { status: "OPEN" } },
    ]) {
      const { data: page, errors, upstream } = await read({ ...options, after });
      expect(page).toEqual({ jobs: null });
      expect(errors).toMatchObject([{ path: ["jobs"], extensions: { code: "BAD_USER_INPUT" } }]);
      expect(upstream).toMatchObject({ calls: 0, cached: 0 });
    }
    const plain = await subgraph.query("query ($after: String) { jobs(after: $after) { nodes { id } } }", { after });
    expect(plain.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });
});

describe("an order of jobs whose postings cannot all be read", () => {
  it("fails with the code of the call that failed", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    subgraph.lever.faults.failNext(/postings.*offset/, { status: 403 }, 99);
    const { data, errors } = await read({ field: "NAME", first: 5 }, own);
    expect(data).toEqual({ jobs: null });
    expect(errors).toMatchObject([{ path: ["jobs"], extensions: { code: "UPSTREAM_FORBIDDEN" } }]);
  });

  it("fails over a cap of calls, and needs fewer calls the next time", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    const capped = { field: "NAME", first: 5, headers: { "x-max-upstream-calls": "3" } };
    const { data, errors, upstream } = await read(capped, own);
    expect(data).toEqual({ jobs: null });
    expect(errors).toMatchObject([{ path: ["jobs"], extensions: { code: "CALL_BUDGET_EXCEEDED" } }]);
    expect(upstream.calls).toBe(3);
    const again = await read(capped, own);
    expect(again.errors).toEqual([]);
    expect(again.upstream.calls).toBe(1);
  });

  it("leaves out a posting that cannot be used, with an error", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    subgraph.lever.faults.failNext(/postings\?/, {
      edit: (json) => ({ ...json, data: [{ ...json.data[0], createdAt: "soon" }, ...json.data.slice(1)] }),
    });
    const { data, errors } = await read({ field: "NAME", first: 5 }, own);
    expect(data.jobs.edges).toHaveLength(5);
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
  });
});

it("jobs whose name or date is null come last in both directions", async () => {
  const lever = await startSandbox({ account: createAccount({ candidates: 5 }), rate: Infinity });
  await using own = await startSubgraph({ lever });
  const nameless = lever.account.postings.slice(2, 4).map(({ id }) => id);
  const without = (key: string) => {
    lever.faults.failNext(
      /postings\?/,
      {
        edit: (json) => ({
          ...json,
          data: json.data.map((row: { id: string }) => (nameless.includes(row.id) ? { ...row, [key]: null } : row)),
        }),
      },
      2,
    );
  };
  without("text");
  for (const direction of ["ASC", "DESC"]) {
    const { data } = await read({ field: "NAME", direction }, own);
    expect(data.jobs.edges.slice(-2).map(({ node }: { node: Expected }) => node.id)).toEqual([...nameless].sort());
    const first = await read({ field: "NAME", direction, first: data.jobs.edges.length - 1 }, own);
    const next = await read({ field: "NAME", direction, after: first.data.jobs.pageInfo.endCursor }, own);
    expect(next.data.jobs.edges).toEqual(data.jobs.edges.slice(-1));
  }
  await lever.close();
});
