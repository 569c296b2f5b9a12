import { gzipSync } from "node:zlib";
import nodeFetch from "node-fetch";
import { describe, expect, it } from "vitest";
import { AtsError } from "../../../src/ats/errors.js";
import { LocalRateLimiter } from "../../../src/upstream/rate-limit/local-rate-limiter.js";
import type { Call } from "../../../src/ats/call-context.js";
import { type TransportOptions, createTransport } from "../../../src/upstream/http/transport.js";
import { BadRequestFromProvider } from "../../../src/upstream/http/upstream-errors.js";
import {
  type ScriptedServer,
  type Step,
  json,
  redirect,
  reset,
  resetInBody,
  stall,
  stallInBody,
  startScriptedServer,
  text,
} from "../../support/scripted-server.js";
import { ManualClock, settled } from "../../support/manual-clock.js";
import { clientDisconnected, testCallContext } from "../../support/test-call-context.js";

const secret = "Basic c2VjcmV0Og==";

/** A transport to a server, without waits between retries. `calls` are the calls that its observer received. */
function startTransport({ origin }: ScriptedServer, options: Partial<TransportOptions> = {}) {
  const calls: Call[] = [];
  const transport = createTransport({
    provider: "LEVER",
    label: "Lever",
    credentialSetting: "LEVER_API_KEY",
    baseUrlSetting: "LEVER_BASE_URL",
    authorization: () => Promise.resolve(secret),
    rateLimiter: new LocalRateLimiter({ rate: 1000, burst: 1000 }),
    timeoutMs: 5000,
    random: () => 0,
    observe: (call) => calls.push(call),
    ...options,
  });
  const get = (caller = testCallContext(), path = "/stages") =>
    transport.get({ url: new URL(path, origin), endpoint: "/stages", priority: "reference" }, caller);
  return { transport, get, calls };
}

async function errorOf(answer: Promise<unknown>): Promise<AtsError> {
  const outcome = await answer.then(
    () => "no error",
    (error: unknown) => error,
  );
  if (!(outcome instanceof AtsError)) throw new Error(`Not an AtsError: ${String(outcome)}`);
  return outcome;
}

describe("a response", () => {
  it("is the JSON of a request with credentials, which is counted", async () => {
    await using server = await startScriptedServer(json({ data: [1] }));
    const { get } = startTransport(server);
    const caller = testCallContext();
    expect(await get(caller, "/v1/stages?limit=100")).toEqual({ found: true, body: { data: [1] } });
    expect(server.log).toEqual(["GET /v1/stages?limit=100"]);
    expect(server.authorizations).toEqual([secret]);
    expect(caller.calls).toEqual(["/stages"]);
  });

  it("with 404 means that there is no such object", async () => {
    await using server = await startScriptedServer(json({ code: "ResourceNotFound" }, 404));
    expect(await startTransport(server).get()).toEqual({ found: false });
  });

  it("keeps the connection for the next call, for each status", async () => {
    await using server = await startScriptedServer(
      json({}),
      json({}, 404),
      text("<html>".repeat(8000), 503),
      redirect("/elsewhere"),
      json({ code: "BadRequestError" }, 400),
      json({}),
    );
    const { get } = startTransport(server);
    await get();
    await get();
    await get().catch(() => undefined);
    await get();
    expect(server.log).toHaveLength(6);
    expect(server.connections()).toBe(1);
  });

  it("may be compressed, and its decompressed size is limited", async () => {
    const gzip = { "content-encoding": "gzip" };
    await using server = await startScriptedServer(
      text(gzipSync('{"data":1}'), 200, gzip),
      text(gzipSync(Buffer.alloc(33 * 1024 * 1024, 32)), 200, gzip),
      text("not gzip", 200, gzip),
    );
    const { get } = startTransport(server);
    expect(await get()).toEqual({ found: true, body: { data: 1 } });
    expect(await errorOf(get())).toMatchObject({
      code: "UPSTREAM_BAD_RESPONSE",
      message: "Lever returned more than 33554432 bytes.",
    });
    expect(await errorOf(get())).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE" });
    expect(server.log).toHaveLength(3);
  });
});

describe("a failure", () => {
  const always = (step: Step) => [step];
  it.each([
    ["401", always(json({}, 401)), "UPSTREAM_UNAUTHENTICATED", 1],
    ["403", always(json({}, 403)), "UPSTREAM_FORBIDDEN", 1],
    ["429, with four retries", always(json({}, 429)), "UPSTREAM_RATE_LIMITED", 5],
    ["500, with two retries", always(json({}, 500)), "UPSTREAM_UNAVAILABLE", 3],
    ["502 with HTML, with two retries", always(text("<html>", 502)), "UPSTREAM_UNAVAILABLE", 3],
    ["501", always(json({}, 501)), "UPSTREAM_UNAVAILABLE", 1],
    ["a reset, with two retries", always(reset), "UPSTREAM_UNAVAILABLE", 3],
    ["a reset in the body, with two retries", always(resetInBody), "UPSTREAM_UNAVAILABLE", 3],
    ["truncated JSON", always(text('{"data":[{"id":')), "UPSTREAM_BAD_RESPONSE", 1],
    ["HTML", always(text("<html>secret-in-body</html>")), "UPSTREAM_BAD_RESPONSE", 1],
    ["an empty body", always(text("")), "UPSTREAM_BAD_RESPONSE", 1],
    ["204", always(text("", 204)), "UPSTREAM_BAD_RESPONSE", 1],
    ["400", always(json({}, 400)), "UPSTREAM_BAD_RESPONSE", 1],
    ["418", always(json({}, 418)), "UPSTREAM_BAD_RESPONSE", 1],
    ["304", always(text("", 304)), "UPSTREAM_BAD_RESPONSE", 1],
  ])("%s", async (_name, script, code, sends) => {
    await using server = await startScriptedServer(...script);
    const caller = testCallContext();
    const error = await errorOf(startTransport(server).get(caller, "/stages?email=jo%40example.com"));
    expect(error).toMatchObject({ code, provider: "LEVER" });
    expect(server.log).toHaveLength(sends);
    expect(caller.calls).toHaveLength(sends);
    const visible = `${error.message} ${String(error.cause)} ${JSON.stringify(error)}`;
    for (const hidden of ["127.0.0.1", "example.com", "c2VjcmV0", "secret"]) expect(visible).not.toContain(hidden);
  });

  it("names the setting with the wrong credentials", async () => {
    await using server = await startScriptedServer(json({}, 401));
    expect((await errorOf(startTransport(server).get())).message).toContain("LEVER_API_KEY");
  });

  it("to connect is UPSTREAM_UNAVAILABLE with the reason", async () => {
    const server = await startScriptedServer(json({}));
    await server[Symbol.asyncDispose]();
    expect(await errorOf(startTransport(server).get())).toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
      message: "Lever could not be reached (ECONNREFUSED).",
    });
  });

  it.each([
    ["the headers", stall],
    ["the body", stallInBody],
  ])(
    "to receive %s in time is UPSTREAM_TIMEOUT after one retry, and the connection is dropped",
    async (_name, step) => {
      await using server = await startScriptedServer(step);
      const error = await errorOf(startTransport(server, { timeoutMs: 40 }).get());
      expect(error).toMatchObject({ code: "UPSTREAM_TIMEOUT", message: "Lever did not answer within 40 ms." });
      expect(server.log).toHaveLength(2);
      await expect.poll(server.abandoned).toBe(2);
    },
  );

  it("that a retry repairs is not visible to the caller", async () => {
    await using server = await startScriptedServer(json({}, 503), reset, json({}, 429), json({ data: 1 }));
    expect(await startTransport(server).get()).toEqual({ found: true, body: { data: 1 } });
    expect(server.log).toHaveLength(4);
  });

  it("with 400 keeps the provider's message, but does not show it", async () => {
    const upstreamBody = { code: "BadRequestError", message: "Invalid offset token" };
    await using server = await startScriptedServer(json(upstreamBody, 400), text("<html>", 400));
    const { get } = startTransport(server);
    const error = await errorOf(get());
    expect(error instanceof BadRequestFromProvider && error.upstreamMessage).toBe("Invalid offset token");
    expect(JSON.stringify(error) + error.message).not.toContain("offset");
    expect(await errorOf(get())).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE", upstreamMessage: "" });
  });
});

describe("the end of an operation", () => {
  it("prevents a retry whose Retry-After is later", async () => {
    await using server = await startScriptedServer(json({}, 503, { "retry-after": "60" }));
    const caller = testCallContext({ deadline: performance.now() + 20_000 });
    expect(await errorOf(startTransport(server).get(caller))).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    expect(server.log).toHaveLength(1);
  });

  it("aborts a running call and drops its connection", async () => {
    await using server = await startScriptedServer(stallInBody);
    const caller = testCallContext();
    const { get, calls } = startTransport(server);
    const answer = get(caller);
    await expect.poll(() => server.log).toHaveLength(1);
    caller.disconnect();
    await expect(answer).rejects.toBe(clientDisconnected);
    await expect.poll(server.abandoned).toBe(1);
    expect(calls).toMatchObject([{ outcome: "aborted", attempt: 1 }]);
  });

  it("aborts a wait before a retry", async () => {
    await using server = await startScriptedServer(json({}, 503, { "retry-after": "60" }));
    const caller = testCallContext();
    const { get, calls } = startTransport(server);
    const answer = get(caller);
    await expect.poll(() => calls).toHaveLength(1);
    caller.disconnect();
    await expect(answer).rejects.toBe(clientDisconnected);
  });

  it("aborts a wait for credentials", async () => {
    await using server = await startScriptedServer(json({}));
    const caller = testCallContext();
    const answer = startTransport(server, { authorization: () => new Promise(() => undefined) }).get(caller);
    await settled();
    caller.disconnect();
    await expect(answer).rejects.toBe(clientDisconnected);
    expect(server.log).toEqual([]);
  });
});

describe("the rate limiter", () => {
  it("is asked before every request, also for retries and redirects", async () => {
    await using server = await startScriptedServer(json({}, 503), redirect("/there"), json({}));
    const turns: string[] = [];
    const rateLimiter = new LocalRateLimiter({ rate: 1000, burst: 1000 });
    const take = rateLimiter.acquire.bind(rateLimiter);
    rateLimiter.acquire = (call) => {
      turns.push(call.priority);
      return take(call);
    };
    const caller = testCallContext();
    await startTransport(server, { rateLimiter }).get(caller);
    expect(server.log).toEqual(["GET /stages", "GET /stages", "GET /there"]);
    expect(turns).toHaveLength(3);
    expect(caller.calls).toEqual(["/stages", "/stages", "/stages"]);
  });

  it("is paused for all operations by a 429, for the time of Retry-After", async () => {
    await using server = await startScriptedServer(json({}, 429, { "retry-after": "0.2" }), json({}));
    const { get } = startTransport(server);
    const [first, second] = [testCallContext(), testCallContext()];
    const startedAt = performance.now();
    const one = get(first);
    await expect.poll(() => server.log.length).toBe(1);
    await Promise.all([one, get(second)]);
    expect(performance.now() - startedAt).toBeGreaterThan(190);
    expect(first.waitedMs()).toBeGreaterThan(150);
    expect(server.log).toHaveLength(3);
  });

  it("is also paused by a 429 that is not retried", async () => {
    await using server = await startScriptedServer(json({}, 429, { "retry-after": "30" }));
    const rateLimiter = new LocalRateLimiter({ rate: 1000, burst: 1000 });
    const paused: number[] = [];
    rateLimiter.pauseFor = (ms) => paused.push(ms);
    const caller = testCallContext({ deadline: performance.now() + 10_000 });
    const error = await errorOf(startTransport(server, { rateLimiter }).get(caller));
    expect(error.code).toBe("UPSTREAM_RATE_LIMITED");
    expect(paused).toEqual([30_000]);
  });

  it("sends no call above the caller's limit, and counts only calls that are sent", async () => {
    await using server = await startScriptedServer(json({}, 503));
    const caller = testCallContext({ cap: 2 });
    expect(await errorOf(startTransport(server).get(caller))).toMatchObject({ code: "CALL_BUDGET_EXCEEDED" });
    expect(server.log).toHaveLength(2);
    expect(caller.calls).toHaveLength(2);
  });
});

describe("a redirect", () => {
  /** Sends requests for https://lever.example and https://files.example to two loopback servers over http. */
  function overHttps(lever: ScriptedServer, files: ScriptedServer): typeof nodeFetch {
    return (url, init) => {
      const target = new URL(url);
      if (target.protocol !== "https:") throw new Error("A request over http.");
      const origin = target.host === "lever.example" ? lever.origin : files.origin;
      return nodeFetch(new URL(target.pathname, origin), init);
    };
  }

  it.each([301, 302, 303, 307, 308])("with %s to the same host is followed, with the credentials", async (status) => {
    await using server = await startScriptedServer(redirect("/there?a=b", status), json({ data: 1 }));
    expect(await startTransport(server).get()).toEqual({ found: true, body: { data: 1 } });
    expect(server.log).toEqual(["GET /stages", "GET /there?a=b"]);
    expect(server.authorizations).toEqual([secret, secret]);
  });

  it("is followed three times, but not four times", async () => {
    await using server = await startScriptedServer(redirect("/again"));
    expect(await errorOf(startTransport(server).get())).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE" });
    expect(server.log).toHaveLength(4);
  });

  it("to another host is not followed, and the error names the setting of the host", async () => {
    await using files = await startScriptedServer(json({ data: 1 }));
    await using lever = await startScriptedServer(redirect("https://files.example/file"));
    const { get } = startTransport({ ...lever, origin: "https://lever.example" }, { fetch: overHttps(lever, files) });
    const error = await errorOf(get());
    expect(error).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" });
    expect(error.message).toBe(
      "Lever redirects to another address (HTTP 302). Only redirects within the host of LEVER_BASE_URL are followed: check that setting.",
    );
    expect(lever.log).toHaveLength(1);
    expect(files.log).toEqual([]);
  });

  it("to another host is not followed after a redirect within the host either", async () => {
    await using files = await startScriptedServer(json({ data: 1 }));
    await using lever = await startScriptedServer(redirect("/on"), redirect("https://files.example/file"));
    const { get } = startTransport({ ...lever, origin: "https://lever.example" }, { fetch: overHttps(lever, files) });
    expect((await errorOf(get())).message).toContain("LEVER_BASE_URL");
    expect(lever.log).toEqual(["GET /stages", "GET /on"]);
    expect(files.log).toEqual([]);
  });

  it("from https to http is not followed, even on the same host", async () => {
    await using lever = await startScriptedServer(redirect("http://lever.example/there"), json({}));
    const { get } = startTransport({ ...lever, origin: "https://lever.example" }, { fetch: overHttps(lever, lever) });
    expect(await errorOf(get())).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE" });
    expect(lever.log).toHaveLength(1);
  });

  it.each([
    ["another host over http", "http://localhost:9/"],
    ["a file", "file:///etc/passwd"],
    ["a URL with credentials in it", "https://me:secret@lever.example/"],
    ["an invalid URL", "https://"],
  ])("to %s is not followed", async (_name, location) => {
    await using server = await startScriptedServer(redirect(location), json({}));
    expect(await errorOf(startTransport(server).get())).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE" });
    expect(server.log).toHaveLength(1);
  });
});

describe("credentials", () => {
  it("are unknown until a response shows their state, and then have the state of the latest one", async () => {
    await using server = await startScriptedServer(
      json({}, 503, { "retry-after": "60" }),
      json({}, 401),
      json({}, 403),
    );
    const { transport, get } = startTransport(server);
    const health = () => transport.health().credentials;
    expect(health()).toBe("unknown");
    await get(testCallContext({ deadline: performance.now() + 1000 })).catch(() => undefined);
    expect(health()).toBe("unknown");
    await get().catch(() => undefined);
    expect(health()).toBe("rejected");
    await get().catch(() => undefined);
    expect(health()).toBe("ok");
  });

  it("that were rejected are unknown again after a minute", async () => {
    await using server = await startScriptedServer(json({}, 401));
    const clock = new ManualClock();
    const rateLimiter = new LocalRateLimiter({ rate: 10, burst: 10 }, clock);
    const { transport, get } = startTransport(server, { clock, rateLimiter });
    await get().catch(() => undefined);
    await clock.advance(59_000);
    expect(transport.health().credentials).toBe("rejected");
    await clock.advance(1000);
    expect(transport.health().credentials).toBe("unknown");
  });

  it("are renewed once after a 401", async () => {
    await using server = await startScriptedServer(json({}, 401), json({ data: 1 }), json({}, 401));
    let token = 1;
    const { get } = startTransport(server, {
      authorization: () => Promise.resolve(`Bearer ${token}`),
      onUnauthorized: () => {
        token += 1;
        return Promise.resolve(true);
      },
    });
    expect(await get()).toEqual({ found: true, body: { data: 1 } });
    expect(await errorOf(get())).toMatchObject({ code: "UPSTREAM_UNAUTHENTICATED" });
    expect(server.authorizations).toEqual(["Bearer 1", "Bearer 2", "Bearer 2", "Bearer 3"]);
  });
});

describe("a host whose calls all fail", () => {
  it("receives no calls, not even queued ones, until a call succeeds again", async () => {
    await using server = await startScriptedServer(...Array<Step>(10).fill(json({}, 501)), json({ data: 1 }));
    const clock = new ManualClock();
    const rateLimiter = new LocalRateLimiter({ rate: 1000, burst: 1000 }, clock);
    const { get, transport } = startTransport(server, { clock, rateLimiter });
    for (let read = 0; read < 10; read += 1) {
      await clock.advance(600);
      await get().catch(() => undefined);
    }
    expect(transport.health().down).toBe(true);
    rateLimiter.pauseFor(1000);
    const caller = testCallContext();
    expect(await errorOf(get(caller))).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", provider: "LEVER" });
    expect(server.log).toHaveLength(10);
    expect(caller.calls).toEqual([]);
    await clock.advance(2000);
    const both = await Promise.allSettled([get(), get()]);
    expect(both).toMatchObject([{ status: "fulfilled" }, { status: "rejected" }]);
    expect(server.log).toHaveLength(11);
    expect(transport.health().down).toBe(false);
    await get();
    expect(server.log).toHaveLength(12);
  });
});

it("reports every call to its observer", async () => {
  await using server = await startScriptedServer(json({}, 503), reset, json({}));
  const { get, calls } = startTransport(server);
  await get();
  expect(calls).toMatchObject([
    { endpoint: "/stages", outcome: 503, attempt: 1 },
    { endpoint: "/stages", outcome: "network", attempt: 2 },
    { endpoint: "/stages", outcome: 200, attempt: 3 },
  ]);
  expect(calls.every(({ durationMs, waitedMs }) => durationMs > 0 && waitedMs >= 0)).toBe(true);
});
