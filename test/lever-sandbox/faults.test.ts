import { connect } from "node:net";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { startSandbox, type Fault, type Stage } from "../../src/lever-sandbox/index.js";
import { ask, basic } from "./client.js";

const sandbox = await startSandbox({ candidates: 30, rate: Infinity });
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.faults.clear();
});

const get = (path: string, signal?: AbortSignal) =>
  fetch(sandbox.url + path, { headers: { authorization: basic("sandbox") }, signal: signal ?? null });

describe("a fault", () => {
  it("affects the given number of requests that match", async () => {
    sandbox.faults.failNext(/^\/v1\/postings\?limit=1/, { status: 503 }, 2);
    expect((await ask(sandbox, "/postings?limit=2")).status).toBe(200);
    const first = await ask(sandbox, "/postings?limit=1");
    expect([first.status, first.body.code]).toEqual([503, "ServiceUnavailableError"]);
    expect((await ask(sandbox, "/postings?limit=1")).status).toBe(503);
    expect((await ask(sandbox, "/postings?limit=1")).status).toBe(200);
  });

  it("can be removed", async () => {
    sandbox.faults.failNext(/./, { status: 500 }, Infinity);
    expect((await ask(sandbox, "/stages")).status).toBe(500);
    sandbox.faults.clear();
    expect((await ask(sandbox, "/stages")).status).toBe(200);
  });

  it("faults take effect in the given order", async () => {
    sandbox.faults.failNext(/stages/g, { status: 500 });
    sandbox.faults.failNext(/stages/g, {
      status: 429,
      headers: { "retry-after": "3" },
      body: { code: "X", message: "y" },
    });
    expect((await ask(sandbox, "/stages")).status).toBe(500);
    const { status, headers, body } = await ask(sandbox, "/stages");
    expect([status, headers.get("retry-after"), body]).toEqual([429, "3", { code: "X", message: "y" }]);
  });

  it("502 is a page", async () => {
    sandbox.faults.failNext(/./, { status: 502 });
    const response = await get("/stages");
    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).toContain("<html>");
  });

  it("html is a page with status 200", async () => {
    sandbox.faults.failNext(/./, "html");
    const response = await get("/stages");
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining("<!doctype html>") as unknown,
    ]);
  });

  it("cut-json is the first half of the body, and the response ends normally", async () => {
    const whole = await (await get("/stages")).text();
    sandbox.faults.failNext(/./, "cut-json");
    const response = await get("/stages");
    const text = await response.text();
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(whole.startsWith(text)).toBe(true);
    expect(() => JSON.parse(text) as unknown).toThrow();
  });

  it("reset and reset-mid-body break the connection", async () => {
    sandbox.faults.failNext(/./, "reset");
    await expect(get("/stages")).rejects.toThrow();
    sandbox.faults.failNext(/./, "reset-mid-body");
    await expect(get("/stages").then((response) => response.text())).rejects.toThrow();
    expect((await ask(sandbox, "/stages")).status).toBe(200);
  });

  it("stall sends no response", async () => {
    sandbox.faults.failNext(/./, "stall");
    await expect(get("/stages", AbortSignal.timeout(80))).rejects.toThrow(/timeout/i);
    expect(sandbox.log.at(-1)!.status).toBe(0);
  });

  it("wrong-shape is JSON of another shape", async () => {
    sandbox.faults.failNext(/./, "wrong-shape");
    expect((await ask(sandbox, "/stages")).body).toEqual({ data: 42 });
  });

  it("repeat-token always has the same next offset", async () => {
    const { body } = await ask(sandbox, "/opportunities?limit=5");
    sandbox.faults.failNext(/opportunities/, "repeat-token", Infinity);
    const again = await ask(sandbox, `/opportunities?limit=5&offset=${encodeURIComponent(body.next)}`);
    expect(again.body).toMatchObject({ hasNext: true, next: body.next });
    expect(again.body.data).toHaveLength(5);
    const first = await ask(sandbox, "/opportunities?limit=100");
    expect(first.body).toMatchObject({ hasNext: true, next: expect.any(String) as unknown });
  });

  it("empty-pages always has a new valid offset and no rows", async () => {
    sandbox.faults.failNext(/opportunities/, "empty-pages", 2);
    const one = (await ask(sandbox, "/opportunities")).body;
    const two = (await ask(sandbox, `/opportunities?offset=${encodeURIComponent(one.next)}`)).body;
    expect([one.data, one.hasNext, two.data, two.hasNext]).toEqual([[], true, [], true]);
    expect(two.next).not.toBe(one.next);
    expect((await ask(sandbox, `/opportunities?offset=${encodeURIComponent(two.next)}`)).status).toBe(200);
  });

  it("edit changes the response, but not the data", async () => {
    const edit: Fault = {
      edit: (json: { data: Stage[] }) => {
        json.data[0]!.text = "Edited";
        return json;
      },
    };
    sandbox.faults.failNext(/stages/, edit);
    expect((await ask<Stage[]>(sandbox, "/stages")).body.data[0]!.text).toBe("Edited");
    expect((await ask<Stage[]>(sandbox, "/stages")).body.data[0]!.text).toBe("New lead");
    expect(sandbox.account.stages[0]!.text).toBe("New lead");
  });

  it("delayMs delays the real response", async () => {
    sandbox.faults.failNext(/stages/, { delayMs: 60 });
    const before = performance.now();
    expect((await ask(sandbox, "/stages")).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(55);
  });
});

describe("closing", () => {
  it("closes idle connections and running responses", async () => {
    const other = await startSandbox({ candidates: 1 });
    const idle = connect(Number(new URL(other.url).port), "127.0.0.1");
    await new Promise((resolve) => idle.once("connect", resolve));
    const cut = new Promise((resolve) => idle.once("close", resolve));
    idle.on("error", () => undefined);
    other.faults.failNext(/./, "stall");
    const stalled = fetch(`${other.url}/stages`, { headers: { authorization: basic("sandbox") } });
    const failed = expect(stalled).rejects.toThrow();
    while (other.log.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await other.close();
    await failed;
    await cut;
    await expect(fetch(`${other.url}/stages`)).rejects.toThrow();
  });

  it("a port in use gives the error of Node.js", async () => {
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({ candidates: 1, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
