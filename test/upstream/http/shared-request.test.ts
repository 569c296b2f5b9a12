import { expect, it } from "vitest";
import type { CallContext } from "../../../src/ats/call-context.js";
import { ResponseCache } from "../../../src/upstream/cache/response-cache.js";
import { type ScriptedServer, type Step, json, startScriptedServer } from "../../support/scripted-server.js";
import { clientDisconnected, testCallContext } from "../../support/test-call-context.js";
import { startTransport } from "../../support/test-transport.js";

function startReader(server: ScriptedServer) {
  const { transport } = startTransport(server);
  // With a ttl of 0, only running requests are shared.
  const cache = new ResponseCache({ ttlMs: 0, strict: true });
  const get = async (caller = testCallContext(), path = "/stages") => {
    const url = new URL(path, server.origin);
    const load = (shared: CallContext) => transport.get({ url, endpoint: "/stages", priority: "walk" }, shared);
    return (await cache.get(url.href, caller, load, (answer) => answer)).value;
  };
  return { get };
}

it("sends one request for twenty operations that read the same URL at the same time", async () => {
  await using server = await startScriptedServer(json({ data: 1 }));
  const { get } = startReader(server);
  const callers = Array.from({ length: 20 }, () => testCallContext());
  const answers = await Promise.all(callers.map((caller) => get(caller)));
  expect(new Set(answers)).toEqual(new Set([{ found: true, body: { data: 1 } }]));
  expect(server.log).toEqual(["GET /stages"]);
  expect(callers.map(({ calls, reused }) => calls.length * 10 + reused())).toEqual([10, ...Array<number>(19).fill(1)]);
});

it("sends another request for a later read, and for other parameters", async () => {
  await using server = await startScriptedServer(json({}));
  const { get } = startReader(server);
  await Promise.all([get(testCallContext(), "/stages?limit=1"), get(testCallContext(), "/stages?limit=2")]);
  await get(testCallContext(), "/stages?limit=1");
  expect(server.log.toSorted()).toEqual(["GET /stages?limit=1", "GET /stages?limit=1", "GET /stages?limit=2"]);
});

it("continues while an operation waits, and drops the connection when no operation waits", async () => {
  const answers: (() => void)[] = [];
  const hold: Step = (response, request) => answers.push(json({ data: 1 }).bind(null, response, request));
  await using server = await startScriptedServer(hold);
  const { get } = startReader(server);
  const [first, second, third] = [testCallContext(), testCallContext(), testCallContext()];
  const left = get(first);
  const stayed = get(second);
  await expect.poll(() => server.log).toHaveLength(1);
  first.disconnect();
  await expect(left).rejects.toBe(clientDisconnected);
  answers[0]!();
  expect(await stayed).toEqual({ found: true, body: { data: 1 } });
  expect(server.abandoned()).toBe(0);

  const alone = get(third);
  await expect.poll(() => server.log).toHaveLength(2);
  third.disconnect();
  await expect(alone).rejects.toBe(clientDisconnected);
  await expect.poll(server.abandoned).toBe(1);
});
