import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.js";

const secret = "s".repeat(16);
const oauth = { LEVER_CLIENT_ID: "client", LEVER_CLIENT_SECRET: "secret", LEVER_REFRESH_TOKEN: "token" };
const jwt = { JWT_ISSUER: "https://login.example", JWT_AUDIENCE: "ats" };

describe("a secret", () => {
  it.each([
    [{ ROUTER_SECRET: "s".repeat(15) }, "ROUTER_SECRET"],
    [{ ROUTER_SECRET: `  ${"s".repeat(15)}  ` }, "ROUTER_SECRET"],
    [{ ROUTER_SECRET: secret, ROUTER_SECRET_PREVIOUS: "old" }, "ROUTER_SECRET_PREVIOUS"],
    [{ LEVER_WEBHOOK_TOKEN: "t".repeat(15) }, "LEVER_WEBHOOK_TOKEN"],
    [{ LEVER_WEBHOOK_TOKEN: `${secret},t` }, "LEVER_WEBHOOK_TOKEN"],
    [{ LEVER_API_KEY: "key", HOST: "0.0.0.0", ROUTER_SECRET: "short" }, "ROUTER_SECRET"],
  ])("must have at least 16 characters: %j", (set, name) => {
    expect(() => readConfig(set)).toThrow(new RegExp(`\\n  ${name}: must have at least 16 characters[^\\n]*$`));
  });

  it.each(["se\u00e9cret-of-the-router", "secret\nof-the-router", "secret of the\u2009router"])(
    "must be possible in a header: %j",
    (text) => {
      expect(() => readConfig({ ROUTER_SECRET: text })).toThrow("ROUTER_SECRET: must be printable ASCII");
    },
  );

  it("may have more characters, and spaces", () => {
    const env = { ROUTER_SECRET: "a secret of words", ROUTER_SECRET_PREVIOUS: secret, LEVER_WEBHOOK_TOKEN: secret };
    const { guards, lever } = readConfig(env);
    expect(guards.routerSecrets).toEqual(["a secret of words", secret]);
    expect(lever.webhookTokens).toEqual([secret]);
  });
});

describe.each([
  ["LEVER_BASE_URL", { LEVER_API_KEY: "key" }],
  ["LEVER_TOKEN_URL", oauth],
  ["JWT_JWKS_URL", jwt],
])("%s, to which secrets are sent,", (name, others) => {
  const read = (url: string) => readConfig({ ...others, [name]: url });

  it.each(["https://lever.example/v1", "https://lever.example:8443", "http://127.0.0.1:4010/v1", "http://[::1]/v1"])(
    "may be %s",
    (url) => {
      expect(() => read(url)).not.toThrow();
      expect(() => read("http://localhost:4010/v1")).not.toThrow();
    },
  );

  it.each([
    ["http://lever.example/v1", "must be an https:// URL, or http:// on loopback"],
    ["http://sandbox:4010/v1", "must be an https:// URL, or http:// on loopback"],
    ["http://127.0.0.1.example", "must be an https:// URL, or http:// on loopback"],
    ["http://localhost.example", "must be an https:// URL, or http:// on loopback"],
    ["http://10.0.0.5/v1", "must be an https:// URL, or http:// on loopback"],
    ["http://0.0.0.0/v1", "must be an https:// URL, or http:// on loopback"],
    ["ftp://lever.example", "must be an https:// URL, or http:// on loopback"],
    ["lever.example/v1", "must be an https:// URL, or http:// on loopback"],
    ["https://", "must be an https:// URL, or http:// on loopback"],
    ["https://user:hunter2@lever.example/v1", "must not have a user name or a password"],
    ["https://hunter2@lever.example/v1", "must not have a user name or a password"],
    ["https://@lever.example", "must not have a user name or a password"],
    ["http://:hunter2@127.0.0.1", "must not have a user name or a password"],
    ["https://lever.example\\@other.example/v1#hunter2", "must not have a fragment (#...)"],
    ["https://lever.example/v1#hunter2", "must not have a fragment (#...)"],
    ["https://lever.example/v1#", "must not have a fragment (#...)"],
  ])("may not be %s", (url, problem) => {
    let message = "";
    try {
      read(url);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toBe(`These settings cannot be used:\n  ${name}: ${problem}`);
  });
});

describe("a query in a URL", () => {
  it.each(["?key=hunter2", "?"])("is refused in LEVER_BASE_URL: %s", (query) => {
    const url = `https://lever.example/v1${query}`;
    expect(() => readConfig({ LEVER_API_KEY: "key", LEVER_BASE_URL: url })).toThrow(
      /LEVER_BASE_URL: must not have a query \(\?\.\.\.\)$/,
    );
  });

  it("is accepted where issuers use it", () => {
    const url = "https://login.example/keys?policy=sign-in";
    expect(readConfig({ ...jwt, JWT_JWKS_URL: url }).guards.jwt?.jwksUrl).toBe(url);
    expect(readConfig({ ...oauth, LEVER_TOKEN_URL: url }).lever.oauth?.tokenUrl).toBe(url);
  });
});
