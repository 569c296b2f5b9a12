import { expect, it } from "vitest";
import { AtsError } from "../../src/ats/errors.js";
import { RefusedEndpoints } from "../../src/lever/refused-endpoints.js";
import type { Transport } from "../../src/upstream/http/transport.js";
import { ManualClock, settled } from "../support/manual-clock.js";
import { testCallContext } from "../support/test-call-context.js";

const baseUrl = "https://lever.example/v1";
const forbidden = new AtsError("UPSTREAM_FORBIDDEN", "The credentials do not allow this.", { provider: "LEVER" });

/** Calls over a transport that refuses these paths. */
function start(refuses: (path: string) => boolean, answer = Promise.resolve()) {
  const clock = new ManualClock();
  const sent: string[] = [];
  const transport: Transport = {
    get: async ({ url }) => {
      const path = url.pathname.replace("/v1", "");
      sent.push(path);
      await answer;
      if (refuses(path)) throw forbidden;
      return { found: true, body: { data: path.includes("/", 1) ? {} : [{ id: "a" }, { id: "b" }] } };
    },
    health: () => ({ credentials: "ok", down: false }),
  };
  const endpoints = new RefusedEndpoints(transport, baseUrl, clock);
  const get = async (endpoint: string, id?: string, signal = new AbortController().signal) => {
    const url = new URL(baseUrl + endpoint.replace(":id", id ?? ""));
    const context = { ...testCallContext(), signal };
    return endpoints.get({ url, endpoint, priority: "reference" }, context).then(
      () => "ok",
      (error: unknown) => (error === forbidden ? "refused" : error),
    );
  };
  return { clock, endpoints, get, sent };
}

it("asks a refused endpoint again after a minute, with one call", async () => {
  let isRefused = true;
  const { clock, endpoints, get, sent } = start(() => isRefused);
  for (let run = 0; run < 10; run += 1) expect(await get("/stages")).toBe("refused");
  expect(sent).toHaveLength(3);
  expect(endpoints.isRefused("/stages")).toBe(true);
  expect(endpoints.warnings()).toEqual([expect.stringContaining("/stages")]);

  await clock.advance(59_999);
  expect([await get("/stages"), sent.length]).toEqual(["refused", 3]);
  await clock.advance(1);
  for (let run = 0; run < 5; run += 1) expect(await get("/stages")).toBe("refused");
  expect(sent).toHaveLength(4);

  isRefused = false;
  await clock.advance(60_000);
  expect(endpoints.isRefused("/stages")).toBe(false);
  for (let run = 0; run < 3; run += 1) expect(await get("/stages")).toBe("ok");
  expect(endpoints.warnings()).toEqual([]);
  expect(sent).toHaveLength(7);
});

it("forgets refusals when a call succeeds in between", async () => {
  let isRefused = true;
  const { get, sent } = start(() => isRefused);
  for (let run = 0; run < 10; run += 1) {
    isRefused = run % 3 < 2;
    await get("/stages");
  }
  expect(sent).toHaveLength(10);
});

it("sends few calls for single records until one succeeds, and then all", async () => {
  let resolve: () => void;
  const answer = new Promise<void>((done) => (resolve = done));
  const { get, sent } = start(() => false, answer);
  const calls = Array.from({ length: 20 }, (_, index) => get("/users/:id", `u${index}`));
  await settled();
  expect(sent).toHaveLength(3);
  resolve!();
  expect(new Set(await Promise.all(calls))).toEqual(new Set(["ok"]));
  expect(sent).toHaveLength(20);
});

it("checks with another record whether the refused ones are confidential", async () => {
  const { endpoints, get, sent } = start((path) => path.startsWith("/postings/c"));
  const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);
  expect(new Set(await Promise.all(ids.map((id) => get("/postings/:id", id))))).toEqual(new Set(["refused"]));
  expect(sent).toHaveLength(12 + 2);
  expect(endpoints.isRefused("/postings/:id")).toBe(false);
  expect(await get("/postings/:id", "b")).toBe("ok");
});

it("does not wait longer than two seconds for the first calls, and not for an aborted operation", async () => {
  const clock = new ManualClock();
  const sent: string[] = [];
  const transport: Transport = {
    get: ({ url }) => {
      sent.push(url.pathname);
      return new Promise(() => undefined);
    },
    health: () => ({ credentials: "ok", down: false }),
  };
  const endpoints = new RefusedEndpoints(transport, baseUrl, clock);
  const get = (id: string, signal: AbortSignal) =>
    endpoints.get(
      { url: new URL(`${baseUrl}/users/${id}`), endpoint: "/users/:id", priority: "reference" },
      { ...testCallContext(), signal },
    );
  const { signal } = new AbortController();
  for (const id of ["a", "b", "c", "d"]) void get(id, signal);
  const aborted = new AbortController();
  const waiting = get("e", aborted.signal);
  aborted.abort(new Error("The client left."));
  await expect(waiting).rejects.toThrow("The client left.");
  expect(sent).toHaveLength(3);
  await clock.advance(2000);
  expect(sent).toHaveLength(4);
});
