import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../../src/lever-sandbox/index.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await startSubgraph({ candidates: 60, env: { LEVER_TIMEOUT_MS: "300", REFERENCE_TTL_MS: "0" } });
});
afterEach(() => subgraph[Symbol.asyncDispose]());

const always = 999;
const fail = (match: RegExp, fault: Fault, times = always) => {
  subgraph.lever.faults.failNext(match, fault, times);
};

describe("a failed answer of Lever", () => {
  it.each<[string, Fault, string]>([
    ["an HTML page", "html", "UPSTREAM_BAD_RESPONSE"],
    ["cut JSON", "cut-json", "UPSTREAM_BAD_RESPONSE"],
    ["another shape", "wrong-shape", "UPSTREAM_BAD_RESPONSE"],
    ["500", { status: 500 }, "UPSTREAM_UNAVAILABLE"],
    ["an HTML 502", { status: 502, body: "<html>Bad Gateway</html>" }, "UPSTREAM_UNAVAILABLE"],
    ["a reset", "reset", "UPSTREAM_UNAVAILABLE"],
    ["a reset in the body", "reset-mid-body", "UPSTREAM_UNAVAILABLE"],
    ["no answer", "stall", "UPSTREAM_TIMEOUT"],
    ["401", { status: 401, body: { code: "UnauthorizedError", message: "secret body" } }, "UPSTREAM_UNAUTHENTICATED"],
    ["403", { status: 403 }, "UPSTREAM_FORBIDDEN"],
    ["429", { status: 429, body: { code: "TooManyRequests", message: "" } }, "UPSTREAM_RATE_LIMITED"],
  ])("with %s makes only its field null, with an error code", async (_what, fault, code) => {
    fail(/opportunities/, fault);
    const { data, errors } = await subgraph.query(
      `{ candidates(first: 5) { nodes { id } } jobs(first: 1) { nodes { id } } }`,
    );
    expect(data.candidates).toBeNull();
    expect(data.jobs.nodes).toHaveLength(1);
    expect(errors).toMatchObject([{ path: ["candidates"], extensions: { code, provider: "LEVER" } }]);
    const text = JSON.stringify(errors);
    for (const secret of ["127.0.0.1", "/v1", "secret body", "stacktrace"]) expect(text).not.toContain(secret);
    expect(subgraph.lever.log.length).toBeLessThan(10);
  });

  it.each<[string, Fault, number]>([
    ["one 503", { status: 503 }, 1],
    ["one 502", { status: 502, body: "<html>" }, 1],
    ["one reset", "reset", 1],
    ["two 429s", { status: 429 }, 2],
  ])("with %s leads to a retry that the client does not see", async (_what, fault, times) => {
    fail(/opportunities/, fault, times);
    const { data, errors } = await subgraph.query(`{ candidates(first: 5) { nodes { id } } }`);
    expect(errors).toEqual([]);
    expect(data.candidates.nodes).toHaveLength(5);
  });
});

describe("a page whose second call fails", () => {
  it("returns its first records, an error, and a cursor that continues after them", async () => {
    const query = `query ($after: String) {
      applications(first: 100, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } }
    }`;
    const large = await startSubgraph({ candidates: 250 });
    const whole: string[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await large.query(query, { after });
      whole.push(...data.applications.nodes.map(({ id }: { id: string }) => id));
      after = data.applications.pageInfo.endCursor;
      if (!data.applications.pageInfo.hasNextPage) break;
    }

    large.lever.faults.failNext(/offset=/, { status: 500 }, always);
    const { data, errors } = await large.query(query);
    const { nodes, pageInfo } = data.applications;
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes.length).toBeLessThan(100);
    expect(pageInfo.hasNextPage).toBe(true);
    expect(errors).toMatchObject([{ path: ["applications"], extensions: { code: "UPSTREAM_UNAVAILABLE" } }]);

    large.lever.faults.clear();
    const { data: rest } = await large.query(query, { after: pageInfo.endCursor });
    const ids = [...nodes, ...rest.applications.nodes].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(whole.slice(0, ids.length));
    await large[Symbol.asyncDispose]();
  });
});

describe("a list that does not end", () => {
  it.each<[string, Fault, string, number]>([
    ["a repeated token", "repeat-token", "UPSTREAM_BAD_RESPONSE", 2],
    ["empty pages without an end", "empty-pages", "CALL_BUDGET_EXCEEDED", 30],
  ])("because of %s stops with an error", async (_what, fault, code, calls) => {
    fail(/opportunities/, fault);
    const { errors } = await subgraph.query(`{ applications(first: 100) { nodes { id } } }`);
    expect(errors).toMatchObject([{ path: ["applications"], extensions: { code } }]);
    expect(subgraph.newCalls().filter((call) => call === "GET /opportunities")).toHaveLength(calls);
  });
});

describe("a failed part of an operation", () => {
  it("makes the stages null, and keeps the other root fields", async () => {
    fail(/\/v1\/stages\?/, { status: 500 });
    const { data, errors } = await subgraph.query(`{ stages { id } jobs(first: 1) { nodes { id } } }`);
    expect(data.stages).toBeNull();
    expect(data.jobs.nodes).toHaveLength(1);
    expect(errors).toMatchObject([
      { path: ["stages"], extensions: { code: "UPSTREAM_UNAVAILABLE", provider: "LEVER" } },
    ]);
  });

  it("makes an offer null, and keeps its application", async () => {
    fail(/offers/, { status: 429 });
    const { data, errors } = await subgraph.query(`{ applications(first: 3) { nodes { id offer { id } } } }`);
    expect(data.applications.nodes).toHaveLength(3);
    expect(data.applications.nodes.map(({ offer }: { offer: unknown }) => offer)).toEqual([null, null, null]);
    expect(errors).toHaveLength(3);
    for (const { extensions } of errors) expect(extensions.code).toBe("UPSTREAM_RATE_LIMITED");
  });

  it("keeps rejected applications when the archive reasons cannot be read", async () => {
    fail(/archive_reasons/, { status: 500 });
    const { data, errors } = await subgraph.query(
      `{ applications(first: 100, filter: { stageIds: "applicant-new" }) { nodes { id status rejectedAt } } }`,
    );
    expect(data.applications.nodes.length).toBeGreaterThan(3);
    expect(errors.length).toBeGreaterThan(0);
    for (const { extensions, path } of errors) {
      expect(extensions.code).toBe("UPSTREAM_UNAVAILABLE");
      expect(["status", "rejectedAt"]).toContain(path?.at(-1));
    }
  });

  it.each([
    ["active", false],
    ["archived", true],
  ])("reports an invalid %s record once, and leaves out only that record", async (_which, isArchived) => {
    const query = `{ applications(first: 100) { nodes { remoteId jobId stage { name } } } }`;
    const before = (await subgraph.query(query)).data.applications.nodes.length as number;
    const broken = subgraph.lever.account.opportunities.find(
      ({ applications, stage, archived, confidentiality }) =>
        applications.length > 0 &&
        !stage.startsWith("lead-") &&
        confidentiality === "non-confidential" &&
        (archived !== null) === isArchived,
    )!.id;
    fail(/\/opportunities\?/, {
      edit: (page: { data: { id: string; contact: unknown }[] }) => ({
        ...page,
        data: page.data.map((row) => (row.id === broken ? { ...row, contact: null } : row)),
      }),
    });
    const { data, errors } = await subgraph.query(query);
    expect(data.applications.nodes).toHaveLength(before - 1);
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(new RegExp(`${broken}.*contact`)),
        extensions: { code: "UPSTREAM_BAD_RESPONSE" },
      },
    ]);
  });

  it("makes a record null with UPSTREAM_FORBIDDEN when the key cannot read it", async () => {
    const { lever } = subgraph;
    const posting = lever.account.postings.find(({ confidentiality }) => confidentiality === "confidential");
    lever.keys.set(lever.apiKey, { confidential: false });
    const { data, errors } = await subgraph.query(`{ job(id: "${posting?.id ?? ""}") { id } }`);
    expect(data).toEqual({ job: null });
    expect(errors).toMatchObject([{ path: ["job"], extensions: { code: "UPSTREAM_FORBIDDEN", provider: "LEVER" } }]);
  });
});

describe("a wrong API key", () => {
  it("is reported with its setting in the response and by readiness", async () => {
    await using wrong = await startSubgraph({ lever: subgraph.lever, env: { LEVER_API_KEY: "wrong" } });
    const ready = () => fetch(`${wrong.url}/health/ready`);
    expect((await ready()).status).toBe(200);
    const { errors } = await wrong.query(`{ jobs { nodes { id } } }`);
    expect(errors).toMatchObject([
      { message: expect.stringContaining("LEVER_API_KEY"), extensions: { code: "UPSTREAM_UNAUTHENTICATED" } },
    ]);
    const answer = await ready();
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("LEVER_API_KEY");
  });
});

describe("the deadline of an operation", () => {
  it("ends waiting fields, and keeps completed fields", async () => {
    await using slow = await startSubgraph({
      lever: subgraph.lever,
      env: { QUERY_DEADLINE_MS: "200", LEVER_TIMEOUT_MS: "5000" },
    });
    fail(/opportunities/, "stall");
    const { data, errors } = await slow.query(`{ jobs(first: 1) { nodes { id } } candidates { nodes { id } } }`);
    expect(data.jobs.nodes).toHaveLength(1);
    expect(data.candidates).toBeNull();
    expect(errors).toMatchObject([{ path: ["candidates"], extensions: { code: "DEADLINE_EXCEEDED" } }]);
  });
});

describe("a limit on calls", () => {
  it("returns the data of the allowed calls, and errors for the rest", async () => {
    const query = `{ applications(first: 5) { nodes { id offerId } } }`;
    const { data, errors, upstream } = await subgraph.query(query, {}, { "x-max-upstream-calls": "4" });
    expect(upstream).toMatchObject({ calls: 4, byEndpoint: { "/stages": 1, "/opportunities": 1 } });
    expect(data.applications.nodes).toHaveLength(5);
    expect(errors).toHaveLength(3);
    for (const { extensions } of errors) expect(extensions.code).toBe("CALL_BUDGET_EXCEEDED");
  });
});
