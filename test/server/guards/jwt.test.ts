import { SignJWT, UnsecuredJWT, generateKeyPair } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";
import { audience, issuer, startTokenIssuer } from "../../support/token-issuer.js";

const body = JSON.stringify({ query: "{ stages { id } }" });

function ask({ url }: { readonly url: string }, authorization?: string, headers: Record<string, string> = {}) {
  return fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization !== undefined && { authorization }), ...headers },
    body,
  });
}

async function start(env: Record<string, string>): Promise<TestSubgraph> {
  return startSubgraph({ candidates: 1, env });
}

const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;

afterEach(() => {
  vi.useRealTimers();
});

describe("a user's token", () => {
  it("allows a query, and is not sent to Lever", async () => {
    await using issuing = await startTokenIssuer();
    await using subgraph = await start(issuing.env);
    expect(issuing.requests()).toBe(0);
    const token = await issuing.token();
    for (const authorization of [`Bearer ${token}`, `bearer ${token}`]) {
      const answer = await ask(subgraph, authorization);
      expect(await answer.json()).toMatchObject({ data: { stages: expect.arrayContaining([{ id: "offer" }]) } });
      expect(answer.headers.get("vary")).toContain("authorization");
    }
    expect(issuing.requests()).toBe(1);
    expect(JSON.stringify(subgraph.lever.log)).not.toContain(token);
  });

  it("must be valid. Otherwise the response is 401 with the reason, and no call is made", async () => {
    await using issuing = await startTokenIssuer();
    await using subgraph = await start(issuing.env);
    const claims = { iss: issuer, aud: audience, exp: seconds(60) };
    const otherKeys = await generateKeyPair("ES256");
    const good = await issuing.token();
    const wrong: [why: RegExp, token: string | undefined][] = [
      [/must be Bearer/, undefined],
      [/must be Bearer/, "Basic dXNlcjpwYXNz"],
      [/must be Bearer/, "Bearer"],
      [/must be Bearer/, "Bearer not-a-token"],
      [/not a valid JWT/, "Bearer a.b.c"],
      [/has expired/, `Bearer ${await issuing.token({ exp: seconds(-60) })}`],
      [/must have an expiry/, `Bearer ${await issuing.token({ exp: undefined as never })}`],
      [/not valid yet/, `Bearer ${await issuing.token({ nbf: seconds(60) })}`],
      [/another issuer/, `Bearer ${await issuing.token({ iss: "https://evil.example" })}`],
      [/another audience/, `Bearer ${await issuing.token({ aud: "another-service" })}`],
      [/another audience/, `Bearer ${await issuing.token({ aud: undefined as never })}`],
      [/not signed with a key/, `Bearer ${good.slice(0, good.lastIndexOf("."))}.${"A".repeat(86)}`],
      [/not signed with a key/, `Bearer ${await issuing.token({}, { kid: "unknown" })}`],
      [
        /not signed with a key/,
        `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "key-1" }).sign(otherKeys.privateKey)}`,
      ],
      [
        /asymmetric/,
        `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode("x".repeat(32)))}`,
      ],
      [/must be Bearer|asymmetric/, `Bearer ${new UnsecuredJWT(claims).encode()}`],
    ];
    for (const [why, authorization] of wrong) {
      const answer = await ask(subgraph, authorization);
      const text = await answer.text();
      expect(answer.status, authorization).toBe(401);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer( error="invalid_token")?$/);
      expect(JSON.parse(text)).toMatchObject({
        errors: [{ message: expect.stringMatching(why), extensions: { code: "UNAUTHENTICATED" } }],
      });
      for (const part of (authorization ?? "").split(/[ .]/).filter(({ length }) => length > 8)) {
        expect(text).not.toContain(part);
      }
    }
    expect(subgraph.newCalls()).toEqual([]);
    for (const path of ["/", "/health/ready", "/metrics"]) {
      expect((await fetch(`${subgraph.url}${path}`)).status, path).not.toBe(401);
    }
  });

  it("is accepted up to ten seconds after it expired, because clocks differ", async () => {
    await using issuing = await startTokenIssuer();
    await using subgraph = await start(issuing.env);
    expect((await ask(subgraph, `Bearer ${await issuing.token({ exp: seconds(-5) })}`)).status).toBe(200);
    expect((await ask(subgraph, `Bearer ${await issuing.token({ exp: seconds(-15) })}`)).status).toBe(401);
  });

  it("is required in addition to the router's secret", async () => {
    await using issuing = await startTokenIssuer();
    await using subgraph = await start({ ...issuing.env, ROUTER_SECRET: "open-sesame-seeds" });
    const [bearer, router] = [`Bearer ${await issuing.token()}`, { "router-authorization": "open-sesame-seeds" }];
    expect((await ask(subgraph, bearer)).status).toBe(401);
    expect((await ask(subgraph, undefined, router)).status).toBe(401);
    expect((await ask(subgraph, bearer, router)).status).toBe(200);
  });

  it("can be signed with a new key. Keys are fetched at most every 30 seconds", async () => {
    await using issuing = await startTokenIssuer();
    await using subgraph = await start(issuing.env);
    const old = `Bearer ${await issuing.token()}`;
    expect((await ask(subgraph, old)).status).toBe(200);
    await issuing.rotate();
    const renewed = `Bearer ${await issuing.token()}`;
    for (let i = 0; i < 5; i += 1) expect((await ask(subgraph, renewed)).status).toBe(401);
    expect(issuing.requests()).toBe(1);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
    expect((await ask(subgraph, renewed)).status).toBe(200);
    expect((await ask(subgraph, old)).status).toBe(401);
    expect(issuing.requests()).toBe(2);
  });
});

describe("an issuer that cannot be reached", () => {
  it("causes 503 with Retry-After, is not called for every request, and is logged once", async () => {
    await using issuing = await startTokenIssuer();
    await using subgraph = await start(issuing.env);
    const token = await issuing.token({ sub: "Zqxmark" });
    issuing.answerWith(500);
    for (let i = 0; i < 4; i += 1) {
      const answer = await ask(subgraph, `Bearer ${token}`);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    }
    expect(issuing.requests()).toBe(1);
    // A request without a token is rejected without the keys.
    expect((await ask(subgraph)).status).toBe(401);
    const missed = "the keys of JWT_JWKS_URL cannot be fetched: requests that need them get status 503";
    await subgraph.logLines(missed, 1);
    issuing.answerWith(200);
    await expect.poll(async () => (await ask(subgraph, `Bearer ${token}`)).status, { timeout: 9000 }).toBe(200);
    await subgraph.logLines("the keys of JWT_JWKS_URL can be fetched again", 1);
    expect(await subgraph.logLines(missed, 1)).toHaveLength(1);
    for (const secret of ["Zqxmark", ...token.split(".")]) expect(subgraph.logged.join()).not.toContain(secret);
  }, 20_000);
});
