import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/ats/errors.js";
import { readConfig } from "../../src/config/config.js";

const jwt = {
  JWT_JWKS_URL: "https://login.example/jwks",
  JWT_ISSUER: "https://login.example",
  JWT_AUDIENCE: "ats",
};

describe("the settings", () => {
  it("have a default each: the embedded sandbox on loopback, open to explorers", () => {
    expect(readConfig({})).toEqual({
      host: "127.0.0.1",
      allowedHosts: [],
      port: 4001,
      logLevel: "info",
      graphiql: true,
      introspection: true,
      guards: {
        routerSecrets: [],
        jwt: undefined,
        corsOrigins: [],
        maxQueryTokens: 10_000,
        maxConcurrentOperations: 1000,
        maxRequestsPerMinute: undefined,
      },
      trustedDocuments: undefined,
      trustProxy: [],
      maxBodyBytes: 524_288,
      requestTimeoutMs: 10_000,
      queryLimits: { depth: 15, aliases: 200, directives: 100, listSize: 5000 },
      queryDeadlineMs: 30_000,
      maxQueueMs: 15_000,
      shutdown: { delayMs: 0, graceMs: 25_000 },
      maxOperationCost: undefined,
      upstreamExtension: true,
      strictProviderSupport: false,
      redisUrl: undefined,
      tracing: false,
      maxTenants: 1000,
      cacheKey: undefined,
      lever: {
        credentials: "settings",
        apiKey: undefined,
        oauth: undefined,
        baseUrl: "https://api.lever.co/v1",
        rate: 10,
        burst: 20,
        timeoutMs: 10_000,
        confidentiality: "non-confidential",
        leadStages: [],
        referenceTtlMs: 60_000,
        recordTtlMs: 0,
        webhookTokens: [],
      },
      embedsSandbox: true,
      sandbox: { port: 4010, seed: 1, candidates: 250 },
    });
  });

  it("turn GraphiQL and introspection off in production by default", () => {
    const production = { NODE_ENV: "production", LEVER_API_KEY: "key" };
    expect(readConfig(production)).toMatchObject({ graphiql: false, introspection: false });
    expect(readConfig({ ...production, GRAPHIQL: "true" })).toMatchObject({ graphiql: true });
    expect(readConfig({ INTROSPECTION: "false" })).toMatchObject({ introspection: false });
  });

  it("count as unset when empty", () => {
    expect(readConfig({ PORT: "", LEVER_API_KEY: "" })).toEqual(readConfig({}));
  });

  it("take lists with commas, and large values", () => {
    expect(
      readConfig({ LEVER_LEAD_STAGES: " a, b ,,c", LEVER_RATE: "5000", REFERENCE_TTL_MS: "120000" }).lever,
    ).toMatchObject({ leadStages: ["a", "b", "c"], rate: 5000, referenceTtlMs: 120_000 });
  });

  it("are refused with all problems together, each with the name of its setting", () => {
    const read = () =>
      readConfig({ PORT: "http", LEVER_BURST: "0", LEVER_CONFIDENTIALITY: "secret", GRAPHIQL: "maybe" });
    expect(read).toThrow(ConfigError);
    for (const name of ["PORT", "LEVER_BURST", "LEVER_CONFIDENTIALITY", "GRAPHIQL"]) expect(read).toThrow(`${name}: `);
  });

  it("are refused with the contradictions between them, also with other problems", () => {
    const read = () => readConfig({ PORT: "x", HOST: "0.0.0.0", LEVER_API_KEY: "a\nb" });
    for (const name of ["PORT: must be a number", "ROUTER_SECRET: ", "LEVER_API_KEY: must be printable"]) {
      expect(read).toThrow(name);
    }
  });

  it("refuse a real account on a public address without a router secret or tokens of users", () => {
    const open = { HOST: "0.0.0.0", LEVER_API_KEY: "key" };
    expect(() => readConfig(open)).toThrow("ROUTER_SECRET: or JWT_JWKS_URL is required");
    expect(readConfig({ ...open, ROUTER_SECRET: "secret" }).guards.routerSecrets).toEqual(["secret"]);
    expect(readConfig({ ...open, ...jwt }).guards.jwt).toMatchObject({ issuer: "https://login.example" });
    expect(readConfig({ ...open, ALLOW_UNAUTHENTICATED: "true" }).host).toBe("0.0.0.0");
    expect(readConfig({ HOST: "0.0.0.0" }).host).toBe("0.0.0.0");
  });

  it("accept a previous router secret only with a current one", () => {
    const secrets = { ROUTER_SECRET: "new", ROUTER_SECRET_PREVIOUS: "old" };
    expect(readConfig(secrets).guards.routerSecrets).toEqual(["new", "old"]);
    expect(() => readConfig({ ROUTER_SECRET_PREVIOUS: "old" })).toThrow(
      /ROUTER_SECRET_PREVIOUS: is the secret before ROUTER_SECRET, but ROUTER_SECRET is not set$/,
    );
  });

  it("take whose tokens are good all together or not at all, with keys that come safely", () => {
    expect(readConfig(jwt).guards.jwt).toEqual({
      jwksUrl: "https://login.example/jwks",
      issuer: "https://login.example",
      audience: "ats",
    });
    for (const name of Object.keys(jwt)) {
      expect(() => readConfig({ ...jwt, [name]: "" })).toThrow(
        new RegExp(`\\n  ${name}: is required with JWT_\\w+ and JWT_\\w+$`),
      );
    }
    for (const url of ["http://127.0.0.1:9/jwks", "http://localhost/jwks", "http://[::1]/jwks"]) {
      expect(readConfig({ ...jwt, JWT_JWKS_URL: url }).guards.jwt?.jwksUrl).toBe(url);
    }
    for (const url of ["http://login.example/jwks", "file:///jwks", "jwks", "http://127.0.0.1.example/jwks"]) {
      expect(() => readConfig({ ...jwt, JWT_JWKS_URL: url })).toThrow("JWT_JWKS_URL: must be an https:// URL");
    }
  });

  it("take host names, with or without a port", () => {
    const names = ["ats.example", "Ats.Example:8443", "host_1", "[::1]:80", "::1", "10.0.0.5"];
    expect(readConfig({ ALLOWED_HOSTS: names.join(", ") }).allowedHosts).toEqual(names);
    for (const wrong of ["https://ats.example", "ats.example/graphql", "*", "*.ats.example", "a b", "me@ats.example"]) {
      expect(() => readConfig({ ALLOWED_HOSTS: wrong })).toThrow("ALLOWED_HOSTS: must be host names");
    }
  });

  it("take any address of this machine alone for loopback", () => {
    for (const host of ["localhost", "127.0.0.2", "::1", "::ffff:127.0.0.1"]) {
      expect(readConfig({ HOST: host, LEVER_API_KEY: "key" }).host).toBe(host);
    }
    for (const host of ["localhost.example", "127.0.0.1.example", "128.0.0.1", "::2", "::"]) {
      expect(() => readConfig({ HOST: host, LEVER_API_KEY: "key" })).toThrow("ROUTER_SECRET: ");
    }
  });

  it("take origins and proxies one by one, and never all of them", () => {
    expect(readConfig({ CORS_ORIGINS: "https://a.example, http://localhost:5173" }).guards.corsOrigins).toEqual([
      "https://a.example",
      "http://localhost:5173",
    ]);
    for (const origin of ["*", "https://a.example/", "a.example", "https://*.a.example/x", "null"]) {
      expect(() => readConfig({ CORS_ORIGINS: origin })).toThrow("CORS_ORIGINS");
    }
    expect(readConfig({ TRUST_PROXY: "10.0.0.0/8, ::1" }).trustProxy).toEqual(["10.0.0.0/8", "::1"]);
    for (const proxy of ["true", "1", "proxy.example"]) {
      expect(() => readConfig({ TRUST_PROXY: proxy })).toThrow("TRUST_PROXY");
    }
  });

  it("accept a mode for trusted documents only with their file", () => {
    expect(readConfig({ TRUSTED_DOCUMENTS: "a.json" }).trustedDocuments).toEqual({ path: "a.json", only: false });
    expect(readConfig({ TRUSTED_DOCUMENTS: "a.json", TRUSTED_DOCUMENTS_MODE: "only" }).trustedDocuments).toEqual({
      path: "a.json",
      only: true,
    });
    expect(() => readConfig({ TRUSTED_DOCUMENTS_MODE: "only" })).toThrow("TRUSTED_DOCUMENTS: is required with");
  });

  it("bound what may be asked, within what can be read", () => {
    expect(() => readConfig({ MAX_QUERY_DEPTH: "201", MAX_LIST_SIZE: "0" })).toThrow(
      /MAX_QUERY_DEPTH: must be 200 or less\n.*MAX_LIST_SIZE: must be 1 or more/s,
    );
  });

  it("take a Redis, and refuse what is none without repeating the password in it", () => {
    for (const redisUrl of ["redis://127.0.0.1:6379", "rediss://user:secret@redis.example:6380/1"]) {
      expect(readConfig({ REDIS_URL: redisUrl })).toMatchObject({ redisUrl });
    }
    for (const redisUrl of ["localhost:6379", "https://:secret@redis.example", "redis"]) {
      expect(() => readConfig({ REDIS_URL: redisUrl })).toThrow(/REDIS_URL: must be a redis:\/\/ or rediss:\/\/ URL$/);
    }
  });

  it("let a first call wait for half of the time of an operation by default", () => {
    expect(readConfig({ QUERY_DEADLINE_MS: "5000" }).maxQueueMs).toBe(2500);
    expect(readConfig({ QUERY_DEADLINE_MS: "5000", MAX_QUEUE_MS: "0" }).maxQueueMs).toBe(0);
  });

  it("take a key of 32 bytes in base64 or hex, and say how to make one", () => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, i) => 251 - i));
    for (const encoding of ["base64", "base64url", "hex"] as const) {
      expect(readConfig({ CACHE_KEY: key.toString(encoding) }).cacheKey).toEqual(key);
    }
    for (const text of ["secret", key.subarray(1).toString("hex"), `${key.toString("base64")}AA==`, "x".repeat(64)]) {
      expect(() => readConfig({ CACHE_KEY: text })).toThrow(
        /CACHE_KEY: must be 32 bytes .* `openssl rand -base64 32`$/,
      );
    }
  });

  it("take several webhook tokens, and refuse any where requests bring the account's key", () => {
    expect(readConfig({ LEVER_WEBHOOK_TOKEN: "one, two" }).lever.webhookTokens).toEqual(["one", "two"]);
    expect(() => readConfig({ LEVER_WEBHOOK_TOKEN: "one", LEVER_CREDENTIALS: "header" })).toThrow(
      /LEVER_WEBHOOK_TOKEN: cannot be used with LEVER_CREDENTIALS=header/,
    );
  });

  it("trade freshness for calls, and answers' costs for silence, only when told to", () => {
    expect(readConfig({ RECORD_TTL_MS: "5000", UPSTREAM_EXTENSION: "false" })).toMatchObject({
      upstreamExtension: false,
      lever: { recordTtlMs: 5000 },
    });
    expect(() => readConfig({ RECORD_TTL_MS: "-1", UPSTREAM_EXTENSION: "perhaps" })).toThrow(
      /RECORD_TTL_MS: .*\n.*UPSTREAM_EXTENSION: /s,
    );
  });

  it("refuse a Lever without a key", () => {
    expect(() => readConfig({ LEVER_BASE_URL: "https://api.sandbox.lever.co/v1" })).toThrow(
      "LEVER_API_KEY: is required",
    );
  });

  const oauth = { LEVER_CLIENT_ID: "client", LEVER_CLIENT_SECRET: "secret", LEVER_REFRESH_TOKEN: "token" };
  const LEVER_BASE_URL = "https://api.sandbox.lever.co/v1";

  it("take OAuth instead of a key, at Lever's own address unless it is another Lever", () => {
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
  ])("take one way to call Lever at a time: %j is refused", (set, problem) => {
    expect(() => readConfig(set)).toThrow(problem);
  });

  it("take the embedded sandbox in production only if it is asked for", () => {
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
      { LEVER_CREDENTIALS: "header", ROUTER_SECRET: "secret" },
    ]) {
      expect(readConfig({ ...production, ...credential }).embedsSandbox).toBe(false);
      expect(readConfig({ ...production, ...credential, SANDBOX: "false" }).embedsSandbox).toBe(false);
      expect(() => readConfig({ ...credential, SANDBOX: "true" })).toThrow("SANDBOX: cannot be used with LEVER_");
    }
  });

  it("take keys from requests, for Lever itself or another", () => {
    const header = { LEVER_CREDENTIALS: "header", ROUTER_SECRET: "secret", HOST: "0.0.0.0" };
    expect(readConfig({ ...header, LEVER_BASE_URL, MAX_TENANTS: "5" })).toMatchObject({
      maxTenants: 5,
      lever: { credentials: "header", baseUrl: LEVER_BASE_URL },
    });
    expect(readConfig({ ...oauth, LEVER_TOKEN_URL: "http://127.0.0.1:1/token" }).lever.oauth).toBeDefined();
  });
});
