import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.js";

const key = "sixteen-letters-";
const complete = {
  ROUTER_PURGE_URL: "http://router:4000/invalidation",
  ROUTER_PURGE_KEY: key,
  LEVER_WEBHOOK_TOKEN: "a token of Lever's webhook",
  RECORD_TTL_MS: "60000",
};

describe("the settings for a router's cache", () => {
  it("switch tags on with the URL, and have the name of the subgraph", () => {
    expect(readConfig(complete)).toMatchObject({
      cacheTags: true,
      routerPurge: { url: complete.ROUTER_PURGE_URL, key, subgraph: "ats", ttlMs: 60_000 },
    });
    expect(readConfig({ ...complete, ROUTER_SUBGRAPH_NAME: "people" }).routerPurge?.subgraph).toBe("people");
    expect(readConfig({})).toMatchObject({ cacheTags: false, routerPurge: undefined });
    expect(readConfig({ ROUTER_CACHE_TAGS: "true" })).toMatchObject({ cacheTags: true, routerPurge: undefined });
  });

  it.each([
    ["ROUTER_PURGE_KEY", "", "is required with ROUTER_PURGE_URL"],
    ["ROUTER_PURGE_KEY", "fifteen-letters", "must have at least 16 characters"],
    ["ROUTER_PURGE_URL", "", "is required with ROUTER_PURGE_KEY"],
    ["ROUTER_PURGE_URL", "http://user:pass@router/", "must not contain a user name or password"],
    ["LEVER_WEBHOOK_TOKEN", "", "is required with ROUTER_PURGE_URL"],
    ["RECORD_TTL_MS", "0", "is required with ROUTER_PURGE_URL"],
    ["ROUTER_CACHE_TAGS", "false", "must be true with ROUTER_PURGE_URL"],
  ])("refuse %s=%s", (name, value, problem) => {
    const read = () => readConfig({ ...complete, [name]: value });
    expect(read).toThrow(`${name}: ${problem}`);
    expect(read).not.toThrow(/letters|pass@/);
  });
});
