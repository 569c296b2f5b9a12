import { describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const offersEndpoint = "GET /opportunities/:id/offers";
const count = (calls: readonly string[], wanted: string) => calls.filter((call) => call === wanted).length;
const page = "{ applications(first: 100) { nodes { id offer { id } } } }";
const noCache = { REFERENCE_TTL_MS: "0" };

const refuse = ({ lever }: TestSubgraph, ...refused: string[]) =>
  lever.keys.set(lever.apiKey, { confidential: true, refused });

describe("a kind that the key may not read", () => {
  it("is requested a few times, and then not requested again: the offers of a page", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(150) });
    refuse(subgraph, "/opportunities/:id/offers");
    const { data, errors, upstream } = await subgraph.query(page);
    expect(data.applications.nodes).toHaveLength(100);
    for (const { offer } of data.applications.nodes) expect(offer).toBeNull();
    expect(errors).toHaveLength(100);
    expect(errors.map(({ path }) => path?.[2]).sort()).toEqual([...Array(100).keys()].sort());
    for (const { path, extensions } of errors) {
      expect([path?.at(-1), extensions]).toMatchObject(["offer", { code: "UPSTREAM_FORBIDDEN", provider: "LEVER" }]);
    }
    const calls = subgraph.newCalls();
    expect(count(calls, offersEndpoint)).toBeLessThanOrEqual(5);
    expect(upstream.calls).toBe(calls.length);
    // The next operation makes no call for it.
    expect((await subgraph.query(page)).errors).toHaveLength(100);
    expect(count(subgraph.newCalls(), offersEndpoint)).toBe(0);
  });

  it("is requested a few times in all operations when the permission is removed later", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(40) });
    const query = "{ applications(first: 2) { nodes { offer { id } } } }";
    expect((await subgraph.query(query)).errors).toEqual([]);
    refuse(subgraph, "/opportunities/:id/offers");
    subgraph.newCalls();
    for (let run = 0; run < 5; run += 1) expect((await subgraph.query(query)).errors).toHaveLength(2);
    expect(count(subgraph.newCalls(), offersEndpoint)).toBeLessThanOrEqual(5);
  });

  it.each([
    ["/archive_reasons", "{ applications(filter: { status: HIRED }) { nodes { id } } }", 0],
    ["/stages", "{ stages { id } }", 0],
    ["/postings", "{ jobs { nodes { id } } }", 0],
    // Each list also reads the stages, which are not cached.
    ["/opportunities", "{ candidates { nodes { id } } }", 8],
  ])("is asked for a few times: the list %s", async (path, query, stages) => {
    await using subgraph = await startSubgraph({ account: plainAccount(10), env: noCache });
    refuse(subgraph, path);
    for (let run = 0; run < 8; run += 1) {
      expect(await subgraph.query(query)).toMatchObject({ errors: [{ extensions: { code: "UPSTREAM_FORBIDDEN" } }] });
    }
    const calls = subgraph.newCalls();
    expect(count(calls, `GET ${path}`)).toBeLessThanOrEqual(4);
    expect(calls.filter((call) => call !== `GET ${path}`)).toEqual(Array(stages).fill("GET /stages"));
  });

  it.each([
    ["Application", "/opportunities/:id", ({ opportunities }) => opportunities.map(({ id }) => `${id}:${id}`)],
    ["Job", "/postings/:id", ({ postings }) => postings.map(({ id }) => id)],
    ["Stage", "/stages/:id", ({ stages }) => stages.map(({ id }) => id)],
  ] as const satisfies readonly (readonly [string, string, (account: ReturnType<typeof plainAccount>) => string[]])[])(
    "is asked for a few times: single records of type %s",
    async (type, endpoint, idsOf) => {
      await using subgraph = await startSubgraph({ account: plainAccount(60, 40) });
      refuse(subgraph, endpoint.replace("/:id", ""));
      const ids = idsOf(subgraph.lever.account);
      const { data, errors } = await subgraph.query(
        `query ($refs: [_Any!]!) { _entities(representations: $refs) { __typename ... on ${type} { asOf remoteId missing { field } ${
          { Application: "jobId", Job: "name", Stage: "name" }[type]
        } } } }`,
        { refs: ids.map((id) => ({ __typename: type, id })) },
      );
      expect(data._entities).toEqual(ids.map(() => null));
      expect(errors).toHaveLength(ids.length);
      for (const { extensions } of errors) expect(extensions.code).toBe("UPSTREAM_FORBIDDEN");
      expect(subgraph.newCalls().length).toBeLessThanOrEqual(6);
    },
  );

  it("is a warning of readiness", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(20) });
    const warnings = async () =>
      ((await (await fetch(`${subgraph.url}/health/ready`)).json()) as { warnings?: string[] }).warnings;
    expect(await warnings()).toBeUndefined();
    refuse(subgraph, "/opportunities/:id/offers");
    await subgraph.query(page);
    expect(await warnings()).toEqual([expect.stringContaining("/opportunities/:id/offers")]);
  });

  it("is remembered for its account only", async () => {
    await using subgraph = await startSubgraph({
      account: plainAccount(20),
      apiKeys: { limited: { confidential: true, refused: ["/opportunities/:id/offers"] } },
      env: { LEVER_CREDENTIALS: "header", LEVER_API_KEY: "", ROUTER_SECRET: "a secret of the router" },
    });
    const as = (key: string) =>
      subgraph.query(page, {}, { "x-lever-api-key": key, "router-authorization": "a secret of the router" });
    expect((await as("limited")).errors).toHaveLength(20);
    expect((await as(subgraph.lever.apiKey)).errors).toEqual([]);
  });
});

describe("records that are confidential", () => {
  it("are refused one by one, and other records stay readable: by id", async () => {
    const account = plainAccount(30, 20);
    const hiddenPeople = account.opportunities.slice(0, 12);
    const hiddenJobs = account.postings.slice(0, 8);
    for (const each of [...hiddenPeople, ...hiddenJobs]) each.confidentiality = "confidential";
    for (const each of account.postings.slice(8)) each.confidentiality = "non-confidential";
    await using subgraph = await startSubgraph({ account });
    subgraph.lever.keys.set(subgraph.lever.apiKey, { confidential: false });
    const applicationIds = account.applications.map(({ id, opportunityId }) => `${opportunityId}:${id}`);
    const refs = [
      ...applicationIds.map((id) => ({ __typename: "Application", id })),
      ...account.postings.map(({ id }) => ({ __typename: "Job", id })),
    ];
    const { data, errors } = await subgraph.query(
      `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Application { jobId } ... on Job { name } } }`,
      { refs },
    );
    const hidden = [...hiddenPeople.keys(), ...hiddenJobs.map((_, index) => applicationIds.length + index)];
    expect(data._entities.map((each: unknown) => each === null)).toEqual(
      refs.map((_, index) => hidden.includes(index)),
    );
    expect(errors.map(({ path }) => path?.[1]).sort()).toEqual(hidden.sort());
  });

  it("are refused one by one: the offers of some opportunities", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(40) });
    const { opportunities } = subgraph.lever.account;
    const hidden = opportunities.slice(0, 15).map(({ id }) => id);
    for (const id of hidden) subgraph.lever.faults.failNext(new RegExp(`${id}/offers`), { status: 403 }, Infinity);
    for (let run = 0; run < 2; run += 1) {
      const { data, errors } = await subgraph.query(page);
      expect(errors).toHaveLength(hidden.length);
      const failed = errors.map(({ path }) => data.applications.nodes[Number(path?.[2])].id.split(":")[0]);
      expect(failed.sort()).toEqual([...hidden].sort());
    }
  });
});

it("makes the list of offers null when no offers may be read, and leaves out those of single opportunities", async () => {
  const account = plainAccount(30);
  for (const [index, { id }] of account.opportunities.entries()) {
    account.offers.push({
      id: `c4f5a6b7-0000-4000-8000-0000000000${String(index).padStart(2, "0")}`,
      opportunityId: id,
      createdAt: account.now - index,
      status: "sent",
    } as (typeof account.offers)[number]);
  }
  await using some = await startSubgraph({ account });
  for (const { id } of account.opportunities.slice(0, 4)) {
    some.lever.faults.failNext(new RegExp(`${id}/offers`), { status: 403 }, Infinity);
  }
  const query = "{ offers(first: 100) { nodes { id } } }";
  const answer = await some.query(query);
  expect(answer.data.offers.nodes).toHaveLength(26);
  expect(answer.errors).toHaveLength(4);

  await using none = await startSubgraph({ account });
  refuse(none, "/opportunities/:id/offers");
  const { data, errors } = await none.query(query);
  expect(data).toEqual({ offers: null });
  expect(errors).toMatchObject([{ path: ["offers"], extensions: { code: "UPSTREAM_FORBIDDEN" } }]);
  expect(errors).toHaveLength(1);
  expect(count(none.newCalls(), offersEndpoint)).toBeLessThanOrEqual(5);
});
