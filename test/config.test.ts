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
      maxQueueMs: 15_000,
      shutdown: { delayMs: 0, graceMs: 25_000 },
      maxOperationCost: undefined,
      upstreamExtension: true,
      strictProviderSupport: false,
      redisUrl: undefined,
      tracing: false,
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

  it("let a first call wait for half of an operation's time, unless told otherwise", () => {
    expect(readConfig({ QUERY_DEADLINE_MS: "5000" }).maxQueueMs).toBe(2500);
    expect(readConfig({ QUERY_DEADLINE_MS: "5000", MAX_QUEUE_MS: "0" }).maxQueueMs).toBe(0);
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
