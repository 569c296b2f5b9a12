import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/lever-sandbox/index.js";
import { tokenRequests, startOAuthLever } from "../../support/oauth-lever.js";
import { scrape } from "../../support/scrape.js";
import { startSubgraph } from "../../support/subgraph.js";

const stages = "{ stages { id } }";
const page =
  "query ($after: String) { candidates(first: 5, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }";

async function readiness({ url }: { url: string }) {
  const response = await fetch(`${url}/health/ready`);
  return { code: response.status, ...((await response.json()) as object) };
}

describe("an account with OAuth", () => {
  it("is read with one access token, which is saved with the new refresh token in a private file", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    expect(await readiness(subgraph)).toMatchObject({ code: 200, components: { credentials: "unknown" } });
    const { data, errors, upstream } = await subgraph.query(stages);
    expect(errors).toEqual([]);
    expect(data.stages.length).toBeGreaterThan(3);
    // The request for the token is not a call to Lever's Data API.
    expect(upstream).toMatchObject({ calls: 1, byEndpoint: { "/stages": 1 } });
    await subgraph.query(stages);
    expect(subgraph.newCalls()).toEqual(["POST /oauth/token", "GET /stages", "GET /stages"]);
    expect(await readiness(subgraph)).toMatchObject({ code: 200, components: { credentials: "ok" } });
    expect(statSync(lever.tokenFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(lever.tokenFile, "utf8")).toContain(lever.authorization!.refreshToken);
    expect(readdirSync(dirname(lever.tokenFile))).toEqual(["tokens"]);
    expect((await scrape(subgraph.url)).sum("ats_subgraph_token_refreshes_total", { outcome: "ok" })).toBe(1);
  });

  it("continues a walk at the same position when the token expires", async () => {
    await using lever = await startOAuthLever({ candidates: 30 });
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; ; pages += 1) {
      const { data, errors } = await subgraph.query(page, { after });
      expect(errors).toEqual([]);
      seen.push(...data.candidates.nodes.map(({ id }: { id: string }) => id));
      if (!data.candidates.pageInfo.hasNextPage) break;
      after = data.candidates.pageInfo.endCursor;
      if (pages === 1) lever.authorization!.revokeAccessTokens();
    }
    const rejections = lever.log.filter(({ status }) => status === 401).length;
    expect(rejections).toBeGreaterThan(0);
    expect(lever.authorization!.granted).toBe(2);
    expect(new Set(seen).size).toBe(seen.length);
    const { data } = await subgraph.query("{ candidates(first: 100) { nodes { id } } }");
    expect(seen).toEqual(data.candidates.nodes.map(({ id }: { id: string }) => id));
  });

  it("gets a new token before the old one expires, without a rejected call", async () => {
    await using lever = await startOAuthLever({ expiresInSeconds: 1 });
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    for (let i = 0; i < 3; i += 1) {
      expect((await subgraph.query(stages)).errors).toEqual([]);
      await delay(950);
    }
    expect(lever.authorization!.granted).toBe(3);
    expect(lever.log.filter(({ status }) => status === 401)).toEqual([]);
  });

  it("refreshes once for a hundred simultaneous operations, and once more when their token is rejected", async () => {
    await using lever = await startOAuthLever({ candidates: 120 });
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    const people = lever.account.contacts.slice(0, 100);
    const hundred = () =>
      Promise.all(people.map(({ id }) => subgraph.query(`{ candidate(id: "${id}") { fullName } }`)));
    for (const { errors } of await hundred()) expect(errors).toEqual([]);
    expect(lever.authorization!.granted).toBe(1);
    lever.authorization!.revokeAccessTokens();
    for (const { errors } of await hundred()) expect(errors).toEqual([]);
    expect(lever.log.filter(({ status }) => status === 401).length).toBeGreaterThan(1);
    expect(lever.authorization!.granted).toBe(2);
    const metrics = await scrape(subgraph.url);
    // Waiting operations share the running refresh. They do not refresh one after the other.
    expect(metrics.sum("ats_subgraph_token_refreshes_total")).toBe(2);
  });

  it("uses the saved token after a restart, and the setting's token when that changes", async () => {
    await using lever = await startOAuthLever();
    const errorsWith = async (env: Record<string, string>) => {
      await using subgraph = await startSubgraph({ lever, env });
      return (await subgraph.query(stages)).errors;
    };
    expect(await errorsWith(lever.env)).toEqual([]);
    lever.authorization!.revokeAccessTokens();
    expect(await errorsWith(lever.env)).toEqual([]);
    expect(lever.authorization!.granted).toBe(2);
    // The changed setting means that the client was authorized again.
    expect(await errorsWith({ ...lever.env, LEVER_REFRESH_TOKEN: lever.authorization!.refreshToken })).toEqual([]);
    expect(lever.authorization!.granted).toBe(3);
  });

  it("gets its token although the operation that requested it disconnects", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    lever.faults.failNext(/oauth/, { delayMs: 400 });
    const controller = new AbortController();
    const disconnected = fetch(`${subgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "query Disconnected { stages { name } }" }),
      signal: controller.signal,
    }).catch(() => "disconnected");
    await expect.poll(() => tokenRequests(lever)).toBe(1);
    const other = subgraph.query(stages);
    controller.abort();
    expect(await disconnected).toBe("disconnected");
    expect((await other).errors).toEqual([]);
    expect(lever.authorization!.granted).toBe(1);
  });
});

describe("a revoked authorization", () => {
  it("is reported in errors and in readiness, after one request to the token endpoint", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    lever.authorization!.revoke();
    for (let i = 0; i < 5; i += 1) {
      const { errors } = await subgraph.query(stages);
      expect(errors).toMatchObject([
        {
          message: expect.stringContaining("authorize the client again"),
          extensions: { code: "UPSTREAM_UNAUTHENTICATED", provider: "LEVER" },
        },
      ]);
    }
    expect(tokenRequests(lever)).toBe(1);
    expect(await readiness(subgraph)).toMatchObject({
      code: 200,
      components: { credentials: "rejected" },
      warnings: [expect.stringContaining("LEVER_REFRESH_TOKEN")],
    });
    expect((await scrape(subgraph.url)).sum("ats_subgraph_token_refreshes_total", { outcome: "refused" })).toBe(1);
  });

  it("does not cause a refresh for each rejected call when Lever accepts no token", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    lever.faults.failNext(/stages/, { status: 401 }, Infinity);
    for (let i = 0; i < 5; i += 1) {
      expect((await subgraph.query(stages)).errors).toMatchObject([
        { extensions: { code: "UPSTREAM_UNAUTHENTICATED" } },
      ]);
    }
    expect(tokenRequests(lever)).toBe(2);
  });

  it("has another message than a rejected client", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: { ...lever.env, LEVER_CLIENT_SECRET: "wrong" } });
    expect((await subgraph.query(stages)).errors).toMatchObject([
      { message: expect.stringContaining("LEVER_CLIENT_SECRET"), extensions: { code: "UPSTREAM_UNAUTHENTICATED" } },
    ]);
  });
});

describe("a token endpoint", () => {
  it("that fails is called again", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    for (const fault of [{ status: 503 }, "reset"] satisfies Fault[]) lever.faults.failNext(/oauth/, fault);
    expect((await subgraph.query(stages)).errors).toEqual([]);
    expect(tokenRequests(lever)).toBe(3);
  });

  it.each<[what: string, fault: Fault, code: string]>([
    ["always fails", { status: 503 }, "UPSTREAM_UNAVAILABLE"],
    ["resets the connection", "reset", "UPSTREAM_UNAVAILABLE"],
    ["limits the rate", { status: 429, headers: { "retry-after": "60" } }, "UPSTREAM_RATE_LIMITED"],
    ["returns HTML", "html", "UPSTREAM_BAD_RESPONSE"],
    ["returns truncated JSON", "cut-json", "UPSTREAM_BAD_RESPONSE"],
    ["returns another shape", "wrong-shape", "UPSTREAM_BAD_RESPONSE"],
    [
      "returns a token that no header can contain",
      { edit: (json) => ({ ...json, access_token: "a\nb" }) },
      "UPSTREAM_BAD_RESPONSE",
    ],
    ["returns too many bytes", { edit: (json) => ({ ...json, more: "x".repeat(100_000) }) }, "UPSTREAM_BAD_RESPONSE"],
    ["redirects", { status: 302, headers: { location: "/elsewhere" } }, "UPSTREAM_BAD_RESPONSE"],
    ["does not respond", "stall", "UPSTREAM_TIMEOUT"],
  ])("that %s gives an error with a code, without a token, an address or its response", async (_what, fault, code) => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: { ...lever.env, LEVER_TIMEOUT_MS: "300" } });
    lever.faults.failNext(/oauth/, fault, Infinity);
    const result = await subgraph.query(stages);
    const failedAt = performance.now();
    expect(result.errors).toMatchObject([{ extensions: { code, provider: "LEVER" } }]);
    const visible = JSON.stringify(result.errors) + JSON.stringify(await readiness(subgraph));
    for (const secret of [
      lever.env.LEVER_CLIENT_SECRET!,
      lever.env.LEVER_REFRESH_TOKEN!,
      "127.0.0.1",
      "access-",
      "html",
    ]) {
      expect(visible).not.toContain(secret);
    }
    lever.faults.clear();
    // A failed refresh is not repeated for a second. A busy machine can take longer than that for the lines above.
    const before = tokenRequests(lever);
    await subgraph.query(stages);
    const seconds = Math.floor((performance.now() - failedAt) / 1000);
    expect(tokenRequests(lever) - before).toBeLessThanOrEqual(seconds === 0 ? 0 : 1);
  });
});
