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
      lever: {
        apiKey: undefined,
        baseUrl: "https://api.lever.co/v1",
        rate: 10,
        burst: 20,
        timeoutMs: 10_000,
        confidentiality: "non-confidential",
        leadStages: [],
        referenceTtlMs: 60_000,
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

  it("refuse a real account on a public address without a router secret", () => {
    const open = { HOST: "0.0.0.0", LEVER_API_KEY: "key" };
    expect(() => readConfig(open)).toThrow("ROUTER_SECRET: ");
    expect(readConfig({ ...open, ROUTER_SECRET: "secret" }).routerSecret).toBe("secret");
    expect(readConfig({ ...open, ALLOW_UNAUTHENTICATED: "true" }).host).toBe("0.0.0.0");
    expect(readConfig({ HOST: "0.0.0.0" }).host).toBe("0.0.0.0");
  });

  it("refuse what is not supported yet, and a Lever without a key", () => {
    expect(() => readConfig({ REDIS_URL: "redis://localhost" })).toThrow("REDIS_URL: is not supported yet");
    expect(() => readConfig({ LEVER_BASE_URL: "https://api.sandbox.lever.co/v1" })).toThrow(
      "LEVER_API_KEY: is required",
    );
  });
});
