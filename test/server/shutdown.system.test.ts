import { once } from "node:events";
import { connect } from "node:net";
import { build } from "esbuild";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Sandbox, startSandbox } from "../../src/lever-sandbox/index.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { type LoggedSubgraph, startLoggedSubgraph } from "../support/logged-subgraph.js";
import { maxExcessCalls } from "../support/max-excess-calls.js";
import { plainAccount } from "../support/plain-account.js";
import { startProcess } from "../support/started-process.js";

if (!hasRedis) console.warn("skipped: a replica that is killed, because redis-server is not installed");

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function start(env: Record<string, string> = {}, options = {}) {
  const lever = await startSandbox({ account: plainAccount(40), rate: Infinity, ...options });
  onTestFinished(() => lever.close());
  const subgraph = await startLoggedSubgraph(lever, env);
  onTestFinished(() => {
    subgraph[Symbol.dispose]();
  });
  return { lever, subgraph };
}

/** A query that takes one call for the list, and one for each offer. */
const offers = (first: number) => ({ query: `{ applications(first: ${first}) { nodes { id offerId } } }` });

/** One call a second, without a burst. */
const oneCallASecond = { LEVER_RATE: "1", LEVER_BURST: "1" };

async function sendAndStop({ subgraph, lever }: { subgraph: LoggedSubgraph; lever: Sandbox }) {
  const response = subgraph.ask(offers(20));
  await expect.poll(() => lever.log.length).toBeGreaterThan(0);
  const stoppedAt = performance.now();
  subgraph.stop();
  return { response, sinceStop: () => performance.now() - stoppedAt };
}

describe("a server that is stopped", () => {
  it("lets operations run for SHUTDOWN_GRACE_MS, and then answers them with the data they have", async () => {
    const started = await start({ ...oneCallASecond, SHUTDOWN_GRACE_MS: "1500" });
    const { response, sinceStop } = await sendAndStop(started);
    const answer = await response;
    expect(sinceStop()).toBeGreaterThan(1400);
    const { data, errors, extensions } = (await answer.json()) as any;
    expect(answer.status).toBe(200);
    expect(answer.headers.get("connection")).toBe("close");
    expect(data.applications.nodes).toHaveLength(20);
    expect(errors.length).toBeGreaterThan(15);
    const [cause] = extensions.causes;
    expect(extensions.causes).toEqual([cause]);
    expect(cause).toMatchObject({ message: expect.stringContaining("The server is stopping"), count: errors.length });
    for (const error of errors) expect(error.extensions).toEqual({ code: "DEADLINE_EXCEEDED", cause: cause.id });
    expect(await started.subgraph.ended).toBe(0);
    expect(sinceStop()).toBeLessThan(4000);
    expect(await started.subgraph.logLines("operation", 1)).toMatchObject([{ outcome: "partial" }]);
  });

  it("stops being ready immediately, and accepts no connection after SHUTDOWN_DELAY_MS", async () => {
    const { subgraph } = await start({ SHUTDOWN_DELAY_MS: "1500" });
    const probe = () => fetch(`${subgraph.url}/health/ready`);
    expect((await probe()).status).toBe(200);
    subgraph.stop();
    await expect.poll(async () => (await probe()).status, { interval: 20 }).toBe(503);
    const stillAnswered = await subgraph.ask({ query: "{ __typename }" });
    expect([stillAnswered.status, stillAnswered.headers.get("connection")]).toEqual([200, "close"]);
    expect((await fetch(`${subgraph.url}/health/live`)).status).toBe(200);
    expect(await subgraph.ended).toBe(0);
    await expect(probe()).rejects.toThrow();
  });

  it("does not wait for connections that send no request, half a request, or do not read", async () => {
    const { subgraph } = await start();
    const { hostname, port } = new URL(subgraph.url);
    for (const sent of [
      "",
      "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{",
      "GET /metrics HT",
    ]) {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => undefined);
      await once(socket, "connect");
      socket.write(sent);
    }
    await pause(100);
    const stoppedAt = performance.now();
    subgraph.stop();
    expect(await subgraph.ended).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(4000);
  });

  it("ends immediately at a second signal", async () => {
    const started = await start(oneCallASecond);
    const { response, sinceStop } = await sendAndStop(started);
    response.catch(() => undefined);
    await expect.poll(() => fetch(started.subgraph.url).then(String, String)).toContain("fetch failed");
    started.subgraph.stop();
    expect(await started.subgraph.ended).toBe(1);
    expect(sinceStop()).toBeLessThan(4000);
  });
});

describe("an uncaught error", () => {
  let setUp: string;
  beforeAll(async () => {
    const contents = `
      import { pino } from "pino";
      import { exitOnUncaughtError } from "./src/server/process.ts";
      import { safeError } from "./src/server/logging/safe-error.ts";
      exitOnUncaughtError(pino({ serializers: { err: safeError } }));
      setInterval(() => undefined, 1000);`;
    const stdin = { contents, resolveDir: "." };
    const built = await build({ stdin, bundle: true, packages: "external", format: "esm", write: false });
    setUp = built.outputFiles[0]!.text;
  });

  it.each(["Promise.reject(error);", "setTimeout(() => { throw error; });", "Promise.reject(error.message);"])(
    "ends the process with one log line, without the error's message: %s",
    async (failure) => {
      const code = `${setUp} const error = new TypeError("jane@example.org"); ${failure}`;
      using child = startProcess(["--input-type=module", "--eval", code], {});
      expect(await child.ended).toBe(1);
      const [line = "", ...rest] = child.output().trim().split("\n");
      expect(rest).toEqual([]);
      expect(JSON.parse(line)).toMatchObject({ level: 60, msg: "uncaught error" });
      expect(line).not.toContain("jane");
    },
  );
});

describe.runIf(hasRedis)("a replica that is killed", () => {
  const limit = { rate: 10, burst: 20 };

  it("loses its own operations only, and the other replica stays within the account's limit", async () => {
    const redis = await startRedisServer();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const env = { REDIS_URL: redis.url, LEVER_RATE: String(limit.rate), LEVER_BURST: String(limit.burst) };
    const { lever, subgraph: killed } = await start(env, limit);
    const other = await startLoggedSubgraph(lever, env);
    onTestFinished(() => {
      other[Symbol.dispose]();
    });
    // Code is slow when it runs for the first time. Calls that it sends late would arrive together with later ones.
    for (const each of [killed, other]) expect((await each.ask(offers(5))).status).toBe(200);

    const stages = { query: "{ stages { name } }" };
    await (await killed.ask(stages)).text();

    const lost = killed.ask(offers(40)).then(String, () => "lost");
    const fromOther = other.ask(offers(30));
    const before = lever.log.length;
    await expect.poll(() => lever.log.length, { timeout: 10_000 }).toBeGreaterThan(before + 25);
    const killedAt = lever.log.at(-1)!.at;
    killed.kill();
    expect(await lost).toBe("lost");
    const { data, errors } = (await (await fromOther).json()) as any;
    expect(errors).toBeUndefined();
    expect(data.applications.nodes).toHaveLength(30);
    const after = lever.log.filter(({ at }) => at >= killedAt).map(({ at }) => at);
    expect(after.length).toBeGreaterThan(10);
    const gaps = after.slice(1).map((at, index) => at - after[index]!);
    expect(Math.max(...gaps)).toBeLessThan(1000);
    expect(maxExcessCalls(lever.log, limit)).toBeLessThanOrEqual(0);
    expect(lever.log.filter(({ status }) => status === 429)).toEqual([]);

    // A new replica finds what the killed one cached in Redis.
    const next = await startLoggedSubgraph(lever, env);
    onTestFinished(() => {
      next[Symbol.dispose]();
    });
    const reused = (await (await next.ask(stages)).json()) as any;
    expect(reused.data.stages.length).toBeGreaterThan(0);
    expect(reused.extensions.upstream).toMatchObject({ calls: 0, cached: 1 });
  });
});
