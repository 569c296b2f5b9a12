import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../src/config.js";

describe("the settings", () => {
  it("have a default each: the embedded sandbox on loopback, open to explorers", () => {
    expect(readConfig({})).toEqual({
      host: "127.0.0.1",
      port: 4001,
      logLevel: "info",
      graphiql: true,
      introspection: true,
      routerSecret: undefined,
      queryDeadlineMs: 30_000,
      maxOperationCost: undefined,
      upstreamExtension: true,
      strictProviderSupport: false,
      redisUrl: undefined,
      cacheKey: undefined,
      lever: {
        apiKey: undefined,
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
      sandbox: { port: 4010, seed: 1, candidates: 250 },
    });
  });

  it("close GraphiQL and introspection in production, unless told otherwise", () => {
    expect(readConfig({ NODE_ENV: "production" })).toMatchObject({ graphiql: false, introspection: false });
    expect(readConfig({ NODE_ENV: "production", GRAPHIQL: "true" })).toMatchObject({ graphiql: true });
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

  it("are refused all at once, each problem by the name of its setting", () => {
    const read = () =>
      readConfig({ PORT: "http", LEVER_BURST: "0", LEVER_CONFIDENTIALITY: "secret", GRAPHIQL: "maybe" });
    expect(read).toThrow(ConfigError);
    for (const name of ["PORT", "LEVER_BURST", "LEVER_CONFIDENTIALITY", "GRAPHIQL"]) expect(read).toThrow(`${name}: `);
  });

  it("are refused with the contradictions between them, whatever else is wrong", () => {
    const read = () => readConfig({ PORT: "x", HOST: "0.0.0.0", LEVER_API_KEY: "a\nb" });
    for (const name of ["PORT: must be a number", "ROUTER_SECRET: ", "LEVER_API_KEY: must be printable"]) {
      expect(read).toThrow(name);
    }
  });

  it("refuse a real account on a public address without a router secret", () => {
    const open = { HOST: "0.0.0.0", LEVER_API_KEY: "key" };
    expect(() => readConfig(open)).toThrow("ROUTER_SECRET: ");
    expect(readConfig({ ...open, ROUTER_SECRET: "secret" }).routerSecret).toBe("secret");
    expect(readConfig({ ...open, ALLOW_UNAUTHENTICATED: "true" }).host).toBe("0.0.0.0");
    expect(readConfig({ HOST: "0.0.0.0" }).host).toBe("0.0.0.0");
  });

  it("take a Redis, and refuse what is none without repeating the password in it", () => {
    for (const redisUrl of ["redis://127.0.0.1:6379", "rediss://user:secret@redis.example:6380/1"]) {
      expect(readConfig({ REDIS_URL: redisUrl })).toMatchObject({ redisUrl });
    }
    for (const redisUrl of ["localhost:6379", "https://:secret@redis.example", "redis"]) {
      expect(() => readConfig({ REDIS_URL: redisUrl })).toThrow(/REDIS_URL: must be a redis:\/\/ or rediss:\/\/ URL$/);
    }
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

  it("refuse what is not supported yet, and a Lever without a key", () => {
    expect(() => readConfig({ LEVER_CLIENT_ID: "client" })).toThrow("LEVER_CLIENT_ID: OAuth is not supported yet");
    expect(() => readConfig({ LEVER_BASE_URL: "https://api.sandbox.lever.co/v1" })).toThrow(
      "LEVER_API_KEY: is required",
    );
  });
});
