import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { CredentialTrials } from "../../../src/upstream/http/credential-trial.js";
import { ManualClock } from "../../support/manual-clock.js";
import { json, startScriptedServer } from "../../support/scripted-server.js";
import { testCallContext } from "../../support/test-call-context.js";
import { errorOf, startTransport } from "../../support/test-transport.js";

const trialOf = () => new CredentialTrials({ rate: 1000, burst: 1000 }).of("account");
const missing = (body: unknown) => JSON.stringify(body).includes("not found");

describe("credentials that are not proven", () => {
  it.each([
    ["200", json({ data: [] })],
    ["403", json({}, 403)],
    ["404 for an object", json({ message: "not found" }, 404)],
  ])("are proven by %s", async (_name, answer) => {
    await using server = await startScriptedServer(answer);
    const trial = trialOf();
    const { get } = startTransport(server, { trial, isMissingObject: missing });
    await get().catch(() => undefined);
    expect(trial.isProven).toBe(true);
  });

  it.each([
    ["401", json({}, 401)],
    ["404 for an address", json({ message: "does not exist" }, 404)],
    ["400", json({}, 400)],
    ["503 that lasts", json({}, 503, { "retry-after": "60" })],
    ["429", json({}, 429, { "retry-after": "60" })],
    ["a connection that breaks", (response: ServerResponse) => void response.destroy()],
  ])("are not proven by %s", async (_name, answer) => {
    await using server = await startScriptedServer(answer, answer, answer, answer, answer);
    const trial = trialOf();
    const { get } = startTransport(server, { trial, isMissingObject: missing });
    await get(testCallContext({ deadline: performance.now() + 1000 })).catch(() => undefined);
    expect(trial.isProven).toBe(false);
  });

  it("are tried by one call, also after a failure, while the other calls wait", async () => {
    await using server = await startScriptedServer(
      json({}, 400),
      json({ data: 1 }),
      json({ data: 2 }),
      json({ data: 3 }),
    );
    const { get } = startTransport(server, { trial: trialOf() });
    const [first, ...others] = await Promise.allSettled([get(), get(), get(), get()]);
    expect(first).toMatchObject({ status: "rejected", reason: { code: "UPSTREAM_BAD_RESPONSE" } });
    expect(others.map(({ status }) => status)).toEqual(Array(3).fill("fulfilled"));
    expect(server.authorizations).toHaveLength(4);
  });

  it("make no call within a minute after a 401, with any connection", async () => {
    await using server = await startScriptedServer(json({}, 401), json({ data: 1 }));
    const clock = new ManualClock();
    const trials = new CredentialTrials({ rate: 10, burst: 10 }, clock);
    const connections = [1, 2].map(() => startTransport(server, { trial: trials.of("account"), clock }));
    const code = "UPSTREAM_UNAUTHENTICATED";
    const results = await Promise.all([1, 2, 3].map(() => errorOf(connections[0]!.get())));
    expect(results).toMatchObject([{ code }, { code }, { code }]);
    await clock.advance(59_000);
    expect(await errorOf(connections[1]!.get())).toMatchObject({ code });
    expect(connections[1]!.transport.health().credentials).toBe("rejected");
    expect(server.authorizations).toHaveLength(1);
    await clock.advance(1000);
    expect(await connections[1]!.get()).toEqual({ found: true, body: { data: 1 } });
  });

  it("stay within one rate limit together", async () => {
    const answers = Array.from({ length: 20 }, () => json({}, 401));
    await using server = await startScriptedServer(...answers);
    const clock = new ManualClock();
    const trials = new CredentialTrials({ rate: 5, burst: 5 }, clock);
    const gets = answers.map((_, i) => startTransport(server, { trial: trials.of(`account ${i}`) }).get());
    const settled = Promise.allSettled(gets);
    await expect.poll(() => server.authorizations.length).toBe(4);
    await clock.advance(1000);
    await expect.poll(() => server.authorizations.length).toBe(9);
    await clock.advance(10_000);
    await settled;
    expect(server.authorizations).toHaveLength(20);
  });

  it("leave a call that no operation waits for until they are proven", async () => {
    await using server = await startScriptedServer(json({ data: 1 }), json({ data: 2 }));
    const { transport, get } = startTransport(server, { trial: trialOf() });
    const url = new URL("/stages", server.origin);
    const background = transport.get({ url, endpoint: "/stages", priority: "background" }, testCallContext());
    expect(await get()).toEqual({ found: true, body: { data: 1 } });
    expect(await background).toEqual({ found: true, body: { data: 2 } });
  });
});
