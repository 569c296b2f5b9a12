import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { AccessTokens } from "../../../src/upstream/oauth/access-tokens.js";
import { RedisTokenStore } from "../../../src/upstream/oauth/redis-token-store.js";
import { TokenEndpoint } from "../../../src/upstream/oauth/token-endpoint.js";
import { FileTokenStore } from "../../../src/upstream/oauth/file-token-store.js";
import type { TokenStore } from "../../../src/upstream/oauth/token-store.js";
import { hasRedis } from "../../support/redis-server.js";
import { startLoggedSubgraph } from "../../support/logged-subgraph.js";
import { startOAuthLever } from "../../support/oauth-lever.js";
import { startSubgraph } from "../../support/subgraph.js";
import { account, ownRedis, sharedRedis, tokens } from "../../support/token-stores.js";

if (!hasRedis) console.warn("skipped: tokens in Redis, because redis-server is not installed");

const stages = "{ stages { id } }";

const ownFile = () => join(mkdtempSync(join(tmpdir(), "saved-tokens-")), "tokens");

describe.each<[where: string, here: boolean, start: () => Promise<() => TokenStore>]>([
  [
    "a file",
    true,
    async () => {
      const path = ownFile();
      return () => new FileTokenStore(path, account);
    },
  ],
  [
    "Redis",
    hasRedis,
    async () => {
      const server = await ownRedis();
      return () => new RedisTokenStore({ redis: sharedRedis(server), account });
    },
  ],
])("tokens in %s", (_where, here, start) => {
  describe.runIf(here)("follow the contract of a store:", () => {
    it("another process finds the stored tokens, and a late one does not overwrite newer tokens", async () => {
      const open = await start();
      const [one, other] = [open(), open()];
      expect(await one.read()).toBeUndefined();
      const second = tokens(2);
      await one.write(second);
      expect(await other.read()).toEqual(second);
      await other.write(tokens(1));
      expect(await one.read()).toMatchObject({ generation: 2 });
      await other.write(tokens(3));
      expect(await one.read()).toMatchObject({ generation: 3, refreshToken: "refresh 3" });
    });
  });
});

describe("a token file", () => {
  it("has no tokens for another authorization, which replaces them", async () => {
    const path = ownFile();
    await new FileTokenStore(path, account).write(tokens(5));
    const another = new FileTokenStore(path, "b".repeat(64));
    expect(await another.read()).toBeUndefined();
    await another.write(tokens(1));
    expect(await another.read()).toMatchObject({ generation: 1 });
  });

  it.each([
    ["in no folder", () => join(tmpdir(), randomUUID(), "tokens")],
    ["that is a folder", () => dirname(ownFile())],
    [
      "with other content",
      () => {
        const path = ownFile();
        writeFileSync(path, "my notes");
        return path;
      },
    ],
  ])("%s stops the start, and is not changed", async (_what, pathOf) => {
    await using lever = await startOAuthLever();
    const path = pathOf();
    const start = startSubgraph({ lever, env: { ...lever.env, LEVER_TOKEN_FILE: path } });
    await expect(start).rejects.toThrow("LEVER_TOKEN_FILE: the file cannot be used");
    expect(lever.log).toEqual([]);
    if (existsSync(path) && statSync(path).isFile()) expect(readFileSync(path, "utf8")).toBe("my notes");
  });

  it("that was deleted causes an error, but the refresh token is not used", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    rmSync(dirname(lever.tokenFile), { recursive: true });
    const { errors } = await subgraph.query(stages);
    expect(errors).toMatchObject([
      { message: expect.stringContaining("could not be refreshed"), extensions: { code: "UPSTREAM_UNAVAILABLE" } },
    ]);
    expect(lever.log).toEqual([]);
  });
});

describe("a process that is killed when it first uses a token", () => {
  it("has saved the token, and the next process continues with it", async () => {
    await using lever = await startOAuthLever();
    lever.faults.failNext(/stages/, "stall");
    using killed = await startLoggedSubgraph(lever, lever.env);
    killed.ask({ query: stages }).catch(() => undefined);
    await expect
      .poll(() => lever.log.some(({ endpoint }) => endpoint === "/stages"), { timeout: 10_000, interval: 1 })
      .toBe(true);
    killed.kill();
    lever.authorization!.revokeAccessTokens();
    await using next = await startSubgraph({ lever, env: lever.env });
    expect((await next.query(stages)).errors).toEqual([]);
    expect(lever.authorization!.granted).toBe(2);
  });
});

describe("a new refresh token that cannot be saved immediately", () => {
  it("is used and reported, saved as soon as possible, and locked until then", async () => {
    await using lever = await startOAuthLever();
    const path = ownFile();
    const file = new FileTokenStore(path, account);
    let failing = true;
    let locked = false;
    const store: TokenStore = {
      lock: () => {
        locked = true;
        return Promise.resolve(() => {
          locked = false;
          return Promise.resolve();
        });
      },
      read: () => file.read(),
      write: (each) => (failing ? Promise.reject(new Error("No space left.")) : file.write(each)),
    };
    const problems: unknown[] = [];
    const {
      LEVER_CLIENT_ID: clientId = "",
      LEVER_CLIENT_SECRET: clientSecret = "",
      LEVER_REFRESH_TOKEN = "",
    } = lever.env;
    const endpoint = new TokenEndpoint({
      url: lever.tokenUrl,
      clientId,
      clientSecret,
      timeoutMs: 1000,
      settings: { url: "URL", clientId: "ID", clientSecret: "SECRET", refreshToken: "TOKEN" },
      provider: "LEVER",
      label: "Lever",
    });
    const options = { endpoint, refreshToken: LEVER_REFRESH_TOKEN, provider: "LEVER" };
    const access = new AccessTokens({ ...options, store, onSaveFailed: (cause) => problems.push(cause) });
    const token = await access.get();
    expect(lever.authorization!.accepts(token)).toBe(true);
    expect(access.isUnsaved).toBe(true);
    expect(problems).toHaveLength(1);
    expect(locked).toBe(true);
    failing = false;
    await expect.poll(() => access.isUnsaved, { timeout: 5000 }).toBe(false);
    expect(locked).toBe(false);
    const other = new AccessTokens({ ...options, store: file });
    expect(await other.get()).toBe(token);
    expect(lever.authorization!.granted).toBe(1);
    await access.close();
  });
});
