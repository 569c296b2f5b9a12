import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { RequestRejected } from "../../../src/upstream/http/upstream-errors.js";
import {
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
import { settled } from "../../support/manual-clock.js";
import { clientDisconnected, testCallContext } from "../../support/test-call-context.js";
import { errorOf, secret, startTransport } from "../../support/test-transport.js";

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
      text(gzipSync(Buffer.alloc(9 * 1024 * 1024, 32)), 200, gzip),
      text("not gzip", 200, gzip),
    );
    const { get } = startTransport(server);
    expect(await get()).toEqual({ found: true, body: { data: 1 } });
    expect(await errorOf(get())).toMatchObject({
      code: "UPSTREAM_BAD_RESPONSE",
      message: "Lever returned more than 8388608 bytes.",
    });
    expect(await errorOf(get())).toMatchObject({ code: "UPSTREAM_BAD_RESPONSE" });
    // The body that is not gzip was requested twice.
    expect(server.log).toHaveLength(4);
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
    ["505", always(json({}, 505)), "UPSTREAM_UNAVAILABLE", 1],
    ["520, with two retries", always(text("<html>", 520)), "UPSTREAM_UNAVAILABLE", 3],
    ["408, with two retries", always(text("<html>", 408)), "UPSTREAM_UNAVAILABLE", 3],
    ["truncated JSON, with one retry", always(text('{"data":[{"id":')), "UPSTREAM_BAD_RESPONSE", 2],
    ["HTML, with one retry", always(text("<html>secret-in-body</html>")), "UPSTREAM_BAD_RESPONSE", 2],
    ["an empty body, with one retry", always(text("")), "UPSTREAM_BAD_RESPONSE", 2],
    ["204, with one retry", always(text("", 204)), "UPSTREAM_BAD_RESPONSE", 2],
    ["404 without JSON", always(text("<html>", 404)), "UPSTREAM_BAD_RESPONSE", 1],
    ["404 that names no object", always(text("null", 404)), "UPSTREAM_BAD_RESPONSE", 1],
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
      const error = await errorOf(startTransport(server, { timeoutMs: 400 }).get());
      expect(error).toMatchObject({ code: "UPSTREAM_TIMEOUT", message: "Lever did not answer within 400 ms." });
      expect(server.log).toHaveLength(2);
      await expect.poll(server.abandoned).toBe(2);
    },
  );

  it("that a retry repairs is not visible to the caller", async () => {
    await using server = await startScriptedServer(json({}, 503), reset, json({}, 429), json({ data: 1 }));
    expect(await startTransport(server).get()).toEqual({ found: true, body: { data: 1 } });
    expect(server.log).toHaveLength(4);
  });

  it.each([400, 404, 405, 409, 410, 414, 422, 451, 499])("with %d is RequestRejected", async (status) => {
    await using server = await startScriptedServer(text("<html>Invalid offset token", status));
    const error = await errorOf(startTransport(server).get());
    expect(error).toBeInstanceOf(RequestRejected);
    expect(JSON.stringify(error) + error.message).not.toContain("offset");
    expect(server.log).toHaveLength(1);
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
