import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";

const client = { clientId: "client", clientSecret: "secret", refreshToken: "first" };
const sandbox = await startSandbox({ candidates: 1, rate: 10, burst: 2, oauth: client });
const authorization = sandbox.authorization!;
afterAll(() => sandbox.close());

const form = (changes: Record<string, string> = {}) => ({
  grant_type: "refresh_token",
  client_id: client.clientId,
  client_secret: client.clientSecret,
  refresh_token: authorization.refreshToken,
  ...changes,
});

async function ask(fields: Record<string, string>, type = "application/x-www-form-urlencoded") {
  const body = new URLSearchParams(fields).toString();
  const response = await fetch(sandbox.tokenUrl, { method: "POST", headers: { "content-type": type }, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const read = async (token: string) =>
  (await fetch(`${sandbox.url}/stages`, { headers: { authorization: `Bearer ${token}` } })).status;

describe("the token endpoint", () => {
  it("returns an access token for an hour and a new refresh token", async () => {
    const { status, body } = await ask(form());
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3600, refresh_token: authorization.refreshToken });
    expect(body.refresh_token).not.toBe("first");
    expect(await read(body.access_token as string)).toBe(200);
    authorization.revokeAccessTokens();
    expect(await read(body.access_token as string)).toBe(401);
  });

  it("applies one rate limit to all tokens of a client", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const { body } = await ask(form());
      statuses.push(await read(body.access_token as string));
    }
    expect(statuses).toContain(429);
  });

  it.each<[what: string, fields: Record<string, string>, status: number, error: string]>([
    ["another client", { client_id: "other" }, 401, "access_denied"],
    ["a wrong secret", { client_secret: "wrong" }, 401, "access_denied"],
    ["another grant", { grant_type: "client_credentials" }, 403, "unauthorized_client"],
    ["an unknown token", { refresh_token: "made up" }, 403, "invalid_grant"],
  ])("refuses %s, and the tokens stay valid", async (_what, fields, status, error) => {
    expect(await ask(form(fields))).toMatchObject({ status, body: { error } });
    expect((await ask(form())).status).toBe(200);
  });

  it("accepts only forms", async () => {
    expect((await ask(form(), "application/json")).status).toBe(401);
  });

  it("ends the authorization at the second use of a refresh token", async () => {
    const { body } = await ask(form());
    expect(await ask(form({ refresh_token: "first" }))).toMatchObject({
      status: 403,
      body: { error: "invalid_grant" },
    });
    expect(await ask(form({ refresh_token: body.refresh_token as string }))).toMatchObject({ status: 403 });
    expect(await read(body.access_token as string)).toBe(401);
  });
});
