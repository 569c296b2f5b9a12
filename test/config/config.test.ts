import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/ats/errors.js";
import { readConfig } from "../../src/config/config.js";

describe("the settings", () => {
  it("have defaults: the embedded sandbox on loopback, with GraphiQL and introspection", () => {
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
      maxConnections: 10_000,
      requestTimeoutMs: 10_000,
      queryLimits: {
        depth: 15,
        aliases: 200,
        directives: 100,
        listSize: 5000,
        rootFields: 50,
        representations: 1000,
      },
      queryDeadlineMs: 30_000,
      maxQueueMs: 15_000,
      shutdown: { delayMs: 0, graceMs: 25_000 },
      maxOperationCost: undefined,
      upstreamExtension: true,
      cacheTags: false,
      routerPurge: undefined,
      strictProviderSupport: false,
      redisUrl: undefined,
      tracing: undefined,
      ignoredVariables: [],
      answerCacheBytes: 0,
      maxTenants: 1000,
      maxUnprovenTenants: 100,
      cacheKey: undefined,
      lever: {
        credentials: "settings",
        apiKey: undefined,
        oauth: undefined,
        baseUrl: "https://api.lever.co/v1",
        rate: 10,
        burst: 20,
        trialRateLimit: { rate: 100, burst: 100 },
        timeoutMs: 10_000,
        confidentiality: "non-confidential",
        leadStages: [],
        accountSurvey: true,
        referenceTtlMs: 60_000,
        recordTtlMs: 0,
        cacheBytes: 18_874_368,
        webhookTokens: [],
      },
      embedsSandbox: true,
      sandbox: { port: 4010, seed: 1, candidates: 250 },
    });
  });

  it("disable GraphiQL and introspection in production by default", () => {
    const production = { NODE_ENV: "production", LEVER_API_KEY: "key" };
    expect(readConfig(production)).toMatchObject({ graphiql: false, introspection: false });
    expect(readConfig({ ...production, GRAPHIQL: "true" })).toMatchObject({ graphiql: true });
    expect(readConfig({ INTROSPECTION: "false" })).toMatchObject({ introspection: false });
  });

  it("treat an empty value as unset", () => {
    expect(readConfig({ PORT: "", LEVER_API_KEY: "" })).toEqual(readConfig({}));
  });

  it("accept lists with commas, and large values", () => {
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

  it("are refused with contradictions and other problems together", () => {
    const read = () => readConfig({ PORT: "x", HOST: "0.0.0.0", LEVER_API_KEY: "a\nb" });
    for (const name of ["PORT: must be a number", "ROUTER_SECRET: ", "LEVER_API_KEY: must be printable"]) {
      expect(read).toThrow(name);
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

  it("accept a depth and a list size only within their ranges", () => {
    expect(() => readConfig({ MAX_QUERY_DEPTH: "201", MAX_LIST_SIZE: "0" })).toThrow(
      /MAX_QUERY_DEPTH: must be 200 or less\n.*MAX_LIST_SIZE: must be 1 or more/s,
    );
  });

  it("accept the URL of a Redis, and do not repeat its password in an error", () => {
    for (const redisUrl of ["redis://127.0.0.1:6379", "rediss://user:secret@redis.example:6380/1"]) {
      expect(readConfig({ REDIS_URL: redisUrl })).toMatchObject({ redisUrl });
    }
    for (const redisUrl of ["localhost:6379", "https://:secret@redis.example", "redis"]) {
      expect(() => readConfig({ REDIS_URL: redisUrl })).toThrow(/REDIS_URL: must be a redis:\/\/ or rediss:\/\/ URL$/);
    }
  });

  it("let a first call wait for half of the deadline by default", () => {
    expect(readConfig({ QUERY_DEADLINE_MS: "5000" }).maxQueueMs).toBe(2500);
    expect(readConfig({ QUERY_DEADLINE_MS: "5000", MAX_QUEUE_MS: "0" }).maxQueueMs).toBe(0);
  });

  it("accept a key of 32 bytes in base64 or hex, and say how to create one", () => {
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

  it("accept a time to reuse records, and no costs in responses", () => {
    expect(readConfig({ RECORD_TTL_MS: "5000", UPSTREAM_EXTENSION: "false" })).toMatchObject({
      upstreamExtension: false,
      lever: { recordTtlMs: 5000 },
    });
    expect(() => readConfig({ RECORD_TTL_MS: "-1", UPSTREAM_EXTENSION: "perhaps" })).toThrow(
      /RECORD_TTL_MS: .*\n.*UPSTREAM_EXTENSION: /s,
    );
  });
});
