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
  const answer = await fetch(`${url}/health/ready`);
  return { code: answer.status, ...((await answer.json()) as object) };
}

describe("an account by OAuth", () => {
  it("is read with an access token, got once and kept with the new refresh token for its owner alone", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    expect(await readiness(subgraph)).toMatchObject({ code: 200, components: { credentials: "unknown" } });
    const { data, errors, upstream } = await subgraph.query(stages);
    expect(errors).toEqual([]);
    expect(data.stages.length).toBeGreaterThan(3);
    // The call for the token is none to Lever's Data API.
    expect(upstream).toMatchObject({ calls: 1, byEndpoint: { "/stages": 1 } });
    await subgraph.query(stages);
    expect(subgraph.newCalls()).toEqual(["POST /oauth/token", "GET /stages", "GET /stages"]);
    expect(await readiness(subgraph)).toMatchObject({ code: 200, components: { credentials: "ok" } });
    expect(statSync(lever.tokenFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(lever.tokenFile, "utf8")).toContain(lever.authorization!.refreshToken);
    expect(readdirSync(dirname(lever.tokenFile))).toEqual(["tokens"]);
    expect((await scrape(subgraph.url)).sum("ats_subgraph_token_refreshes_total", { outcome: "ok" })).toBe(1);
  });

  it("is read on at the same place when the token expires in the middle of a walk", async () => {
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
    const refusals = lever.log.filter(({ status }) => status === 401).length;
    expect(refusals).toBeGreaterThan(0);
    expect(lever.authorization!.granted).toBe(2);
    expect(new Set(seen).size).toBe(seen.length);
    const { data } = await subgraph.query("{ candidates(first: 100) { nodes { id } } }");
    expect(seen).toEqual(data.candidates.nodes.map(({ id }: { id: string }) => id));
  });

  it("takes a new token before the old one expires, without a refusal", async () => {
    await using lever = await startOAuthLever({ expiresInSeconds: 1 });
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    for (let i = 0; i < 3; i += 1) {
      expect((await subgraph.query(stages)).errors).toEqual([]);
      await delay(950);
    }
    expect(lever.authorization!.granted).toBe(3);
    expect(lever.log.filter(({ status }) => status === 401)).toEqual([]);
  });

  it("takes one refresh an expiry, for a hundred operations at once, and for a hundred that are refused", async () => {
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
    // Those who wait share the one that runs, and do not queue up for one each.
    expect(metrics.sum("ats_subgraph_token_refreshes_total")).toBe(2);
  });

  it("goes on with the kept token after a restart, and with a new setting from that", async () => {
    await using lever = await startOAuthLever();
    const ask = async (env: Record<string, string>) => {
      await using subgraph = await startSubgraph({ lever, env });
      return (await subgraph.query(stages)).errors;
    };
    expect(await ask(lever.env)).toEqual([]);
    lever.authorization!.revokeAccessTokens();
    expect(await ask(lever.env)).toEqual([]);
    expect(lever.authorization!.granted).toBe(2);
    // Authorised anew, as far as the settings tell.
    expect(await ask({ ...lever.env, LEVER_REFRESH_TOKEN: lever.authorization!.refreshToken })).toEqual([]);
    expect(lever.authorization!.granted).toBe(3);
  });

  it("is not left alone by one operation that gives up while others wait for the token", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    lever.faults.failNext(/oauth/, { delayMs: 400 });
    const leaver = new AbortController();
    const left = fetch(`${subgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "query Leaver { stages { name } }" }),
      signal: leaver.signal,
    }).catch(() => "left");
    await expect.poll(() => tokenRequests(lever)).toBe(1);
    const stayed = subgraph.query(stages);
    leaver.abort();
    expect(await left).toBe("left");
    expect((await stayed).errors).toEqual([]);
    expect(lever.authorization!.granted).toBe(1);
  });
});

describe("an authorisation that is over", () => {
  it("is told as such, at one refusal and no more, and makes the subgraph unready", async () => {
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

  it("is no reason to refresh at each refusal, when Lever takes no token at all", async () => {
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

  it("is told apart from a client that is refused", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: { ...lever.env, LEVER_CLIENT_SECRET: "wrong" } });
    expect((await subgraph.query(stages)).errors).toMatchObject([
      { message: expect.stringContaining("LEVER_CLIENT_SECRET"), extensions: { code: "UPSTREAM_UNAUTHENTICATED" } },
    ]);
  });
});

describe("a token endpoint", () => {
  it("that fails once is asked again", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    for (const fault of [{ status: 503 }, "reset"] satisfies Fault[]) lever.faults.failNext(/oauth/, fault);
    expect((await subgraph.query(stages)).errors).toEqual([]);
    expect(tokenRequests(lever)).toBe(3);
  });

  it.each<[what: string, fault: Fault, code: string]>([
    ["keeps failing", { status: 503 }, "UPSTREAM_UNAVAILABLE"],
    ["cuts the connection", "reset", "UPSTREAM_UNAVAILABLE"],
    ["is asked too often", { status: 429, headers: { "retry-after": "60" } }, "UPSTREAM_RATE_LIMITED"],
    ["answers with a page", "html", "UPSTREAM_BAD_RESPONSE"],
    ["answers with half an answer", "cut-json", "UPSTREAM_BAD_RESPONSE"],
    ["answers with something else", "wrong-shape", "UPSTREAM_BAD_RESPONSE"],
    [
      "answers with what no header can carry",
      { edit: (json) => ({ ...json, access_token: "a\nb" }) },
      "UPSTREAM_BAD_RESPONSE",
    ],
    ["answers with too much", { edit: (json) => ({ ...json, more: "x".repeat(100_000) }) }, "UPSTREAM_BAD_RESPONSE"],
    ["redirects", { status: 302, headers: { location: "/elsewhere" } }, "UPSTREAM_BAD_RESPONSE"],
    ["does not answer", "stall", "UPSTREAM_TIMEOUT"],
  ])("that %s is told by its code, without a token, an address or its answer", async (_what, fault, code) => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: { ...lever.env, LEVER_TIMEOUT_MS: "300" } });
    lever.faults.failNext(/oauth/, fault, Infinity);
    const answer = await subgraph.query(stages);
    expect(answer.errors).toMatchObject([{ extensions: { code, provider: "LEVER" } }]);
    const said = JSON.stringify(answer.errors) + JSON.stringify(await readiness(subgraph));
    for (const secret of [
      lever.env.LEVER_CLIENT_SECRET!,
      lever.env.LEVER_REFRESH_TOKEN!,
      "127.0.0.1",
      "access-",
      "html",
    ]) {
      expect(said).not.toContain(secret);
    }
    lever.faults.clear();
    // What failed a moment ago is not tried again at once.
    const before = tokenRequests(lever);
    await subgraph.query(stages);
    expect(tokenRequests(lever)).toBe(before);
  });
});
