import { generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { leverEvent, sendEvent } from "../../support/lever-event.js";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";
import { audience, issuer, startTokenIssuer } from "../../support/token-issuer.js";

const ROUTER_SECRET = "the secret of the router";
const LEVER_WEBHOOK_TOKEN = "the signature token";
const limit = { MAX_REQUESTS_PER_MINUTE: "3", TRUST_PROXY: "127.0.0.1" };

/** The status of a query. Its sender has an address of its own, and each query another port. */
async function query({ url }: TestSubgraph, address: string, headers: Record<string, string>) {
  const port = 1024 + Math.floor(Math.random() * 60_000);
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": `${address}:${port}`, ...headers },
    body: JSON.stringify({ query: "{ __typename }" }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  const retryAfter = response.headers.get("retry-after");
  if (response.status === 429) {
    expect(errors).toMatchObject([{ extensions: { code: "TOO_MANY_REQUESTS" } }]);
    expect(Number(retryAfter)).toBeGreaterThan(0);
  }
  return response.status;
}

async function inTurn(count: number, ask: (index: number) => Promise<number>): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i += 1) statuses.push(await ask(i));
  return statuses;
}

describe("the router secret", () => {
  it("cannot be found by trying: wrong ones count as requests of their address", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { ...limit, ROUTER_SECRET } });
    const ask = (address: string, secret: string) => query(subgraph, address, { "router-authorization": secret });
    expect(await inTurn(5, (i) => ask("192.0.2.1", `guess ${i}`))).toEqual([401, 401, 401, 429, 429]);
    expect(await ask("192.0.2.1", ROUTER_SECRET)).toBe(429);
    expect(await inTurn(4, () => ask("192.0.2.2", ROUTER_SECRET))).toEqual([200, 200, 200, 429]);
    // Wrong and right ones count together. A request without a secret is no attempt.
    expect(await query(subgraph, "[2001:db8::1]", {})).toBe(401);
    expect(await ask("[2001:db8::1]", "")).toBe(401);
    expect(await inTurn(4, (i) => ask("[2001:db8::2]", i % 2 === 0 ? "guess" : ROUTER_SECRET))).toEqual([
      401, 200, 401, 429,
    ]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("cannot be found by trying where users' tokens are required too", async () => {
    await using issuing = await startTokenIssuer();
    await using subgraph = await startSubgraph({ candidates: 1, env: { ...limit, ...issuing.env, ROUTER_SECRET } });
    const authorization = `Bearer ${await issuing.token()}`;
    const ask = (address: string, secret: string) =>
      query(subgraph, address, { authorization, "router-authorization": secret });
    expect(await inTurn(5, (i) => ask("192.0.2.1", `guess ${i}`))).toEqual([401, 401, 401, 429, 429]);
    expect(await ask("192.0.2.1", ROUTER_SECRET)).toBe(429);
    expect(await ask("192.0.2.2", ROUTER_SECRET)).toBe(200);
  });
});

describe("a user's token", () => {
  it("with a wrong signature counts, and does not cost other users of the address their requests", async () => {
    await using issuing = await startTokenIssuer();
    await using subgraph = await startSubgraph({ candidates: 1, env: { ...limit, ...issuing.env } });
    const ask = (token: string) => query(subgraph, "192.0.2.1", { authorization: `Bearer ${token}` });
    const { privateKey } = await generateKeyPair("ES256");
    const forged = await new SignJWT({ sub: "admin" })
      .setProtectedHeader({ alg: "ES256", kid: "key-1" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime("1m")
      .sign(privateKey);
    const expired = await issuing.token({ exp: 1 });
    // An expired token is signed by the issuer: its user has to learn that it expired, not that they asked too often.
    expect(await inTurn(5, () => ask(expired))).toEqual([401, 401, 401, 401, 401]);
    const unsigned = `${forged.slice(0, -4)}AAAA`;
    const wrong = [forged, "not-a-token", unsigned, forged, "a.b.c"];
    expect(await inTurn(5, (i) => ask(wrong[i]!))).toEqual([401, 401, 401, 429, 429]);
    const valid = await issuing.token();
    expect(await inTurn(4, () => ask(valid))).toEqual([200, 200, 200, 429]);
  });
});

describe("an event", () => {
  it("with a wrong signature counts, and does not stop Lever's own events", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { ...limit, LEVER_WEBHOOK_TOKEN } });
    const send = async (token: string) => (await sendEvent(subgraph, leverEvent(token))).status;
    expect(await inTurn(5, (i) => send(`guess ${i}`))).toEqual([401, 401, 401, 429, 429]);
    expect(await inTurn(5, () => send(LEVER_WEBHOOK_TOKEN))).toEqual([204, 204, 204, 204, 204]);
  });
});
