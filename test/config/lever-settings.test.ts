import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.js";

const oauth = { LEVER_CLIENT_ID: "client", LEVER_CLIENT_SECRET: "secret", LEVER_REFRESH_TOKEN: "token" };
const LEVER_BASE_URL = "https://api.sandbox.lever.co/v1";

describe("the settings for Lever", () => {
  it("require a key with LEVER_BASE_URL", () => {
    expect(() => readConfig({ LEVER_BASE_URL: "https://api.sandbox.lever.co/v1" })).toThrow(
      "LEVER_API_KEY: is required",
    );
  });

  it("accept OAuth instead of a key, with Lever's token URL by default", () => {
    const { lever } = readConfig({ ...oauth, LEVER_TOKEN_FILE: "/data/tokens" });
    expect(lever.oauth).toEqual({
      clientId: "client",
      clientSecret: "secret",
      refreshToken: "token",
      tokenUrl: "https://auth.lever.co/oauth/token",
      tokenFile: "/data/tokens",
    });
    const LEVER_TOKEN_URL = "https://sandbox-lever.auth0.com/oauth/token";
    expect(readConfig({ ...oauth, LEVER_BASE_URL, LEVER_TOKEN_URL }).lever.oauth?.tokenUrl).toBe(LEVER_TOKEN_URL);
  });

  it.each<[Record<string, string>, problem: string]>([
    [{ ...oauth, LEVER_BASE_URL }, "LEVER_TOKEN_URL: is required with OAuth and LEVER_BASE_URL"],
    [
      { ...oauth, LEVER_CLIENT_SECRET: "" },
      "LEVER_CLIENT_SECRET: is required with LEVER_CLIENT_ID, LEVER_REFRESH_TOKEN",
    ],
    [{ LEVER_TOKEN_URL: "https://auth.example" }, "LEVER_REFRESH_TOKEN: is required"],
    [{ ...oauth, LEVER_API_KEY: "key" }, "LEVER_REFRESH_TOKEN: cannot be used with LEVER_API_KEY"],
    [
      { ...oauth, LEVER_TOKEN_URL: "http://auth.example" },
      "LEVER_TOKEN_URL: must be an https:// URL, or http:// on loopback",
    ],
    [{ ...oauth, HOST: "0.0.0.0" }, "ROUTER_SECRET: "],
    [{ LEVER_CREDENTIALS: "header" }, "ROUTER_SECRET: is required with LEVER_CREDENTIALS=header"],
    [
      { LEVER_CREDENTIALS: "header", ROUTER_SECRET: "s", ALLOW_UNAUTHENTICATED: "true", ...oauth },
      "LEVER_CLIENT_ID: cannot be used",
    ],
    [{ LEVER_CREDENTIALS: "header", ROUTER_SECRET: "s", LEVER_API_KEY: "k" }, "LEVER_API_KEY: cannot be used"],
    [{ LEVER_CREDENTIALS: "cookie" }, "LEVER_CREDENTIALS: "],
  ])("refuse incomplete, unsafe or combined credentials: %j", (set, problem) => {
    expect(() => readConfig(set)).toThrow(problem);
  });

  it("accept keys from requests, with and without LEVER_BASE_URL", () => {
    const header = { LEVER_CREDENTIALS: "header", ROUTER_SECRET: "secret of router", HOST: "0.0.0.0" };
    expect(readConfig({ ...header, LEVER_BASE_URL, MAX_TENANTS: "5" })).toMatchObject({
      maxTenants: 5,
      lever: { credentials: "header", baseUrl: LEVER_BASE_URL },
    });
    expect(readConfig({ ...oauth, LEVER_TOKEN_URL: "http://127.0.0.1:1/token" }).lever.oauth).toBeDefined();
  });

  it("use the embedded sandbox in production only with SANDBOX=true", () => {
    const production = { NODE_ENV: "production" };
    expect(() => readConfig(production)).toThrow(
      /\n {2}LEVER_API_KEY: or OAuth is required with NODE_ENV=production; set SANDBOX=true to serve the embedded sandbox$/,
    );
    expect(() => readConfig({ SANDBOX: "false" })).toThrow("LEVER_API_KEY: or OAuth is required with SANDBOX=false");
    expect(() => readConfig({ SANDBOX: "perhaps" })).toThrow("SANDBOX: ");
    expect(readConfig({ ...production, SANDBOX: "true" }).embedsSandbox).toBe(true);
    for (const credential of [
      { LEVER_API_KEY: "key" },
      oauth,
      { LEVER_CREDENTIALS: "header", ROUTER_SECRET: "secret of router" },
    ]) {
      expect(readConfig({ ...production, ...credential }).embedsSandbox).toBe(false);
      expect(readConfig({ ...production, ...credential, SANDBOX: "false" }).embedsSandbox).toBe(false);
      expect(() => readConfig({ ...credential, SANDBOX: "true" })).toThrow("SANDBOX: cannot be used with LEVER_");
    }
  });

  it("accept several webhook tokens, but none if requests bring the keys", () => {
    expect(readConfig({ LEVER_WEBHOOK_TOKEN: "the first of both, the other of both" }).lever.webhookTokens).toEqual([
      "the first of both",
      "the other of both",
    ]);
    expect(() => readConfig({ LEVER_WEBHOOK_TOKEN: "one", LEVER_CREDENTIALS: "header" })).toThrow(
      /LEVER_WEBHOOK_TOKEN: cannot be used with LEVER_CREDENTIALS=header/,
    );
  });
});
