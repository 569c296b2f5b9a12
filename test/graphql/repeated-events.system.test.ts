import { describe, expect, it } from "vitest";
import {
  activeApplicant,
  dataOf,
  listening,
  move,
  reuseForAnHour,
  stagesIn,
  startReplicas,
  startUntilTestEnds,
  token,
} from "../support/changed-applicant.js";
import { leverEvent, sendEvent } from "../support/lever-event.js";
import { redisClient } from "../support/redis-contents.js";
import { hasRedis } from "../support/redis-server.js";

if (!hasRedis) console.warn("skipped the tests of replicas that receive an event twice: redis-server is not installed");

describe.runIf(hasRedis)("replicas that reuse records for an hour", () => {
  it("accept an event that one of them has accepted, and act on it once", async () => {
    const { redis, a, b, settings, account } = await startReplicas();
    const person = activeApplicant(account);
    const event = leverEvent(token, { data: dataOf(person) });
    const sent = await Promise.all([a, b, a, b].map(async (each) => (await sendEvent(each, event)).status));
    expect(sent).toEqual([204, 204, 204, 204]);
    for (const each of [a, b]) await stagesIn(each, person);
    a.newCalls();
    const restarted = await startUntilTestEnds({ lever: a.lever, env: settings });
    await listening(restarted);
    for (const each of [a, b, restarted]) {
      expect((await sendEvent(each, event)).status).toBe(204);
      await stagesIn(each, person);
    }
    expect(a.newCalls()).toEqual([]);
    expect((await redisClient(redis).keys("*")).join()).not.toContain(event.token);
  });

  it("act on an event when Lever sends it again after a failure", async () => {
    const { redis, a, b, account } = await startReplicas();
    const person = activeApplicant(account);
    for (const each of [a, b]) await stagesIn(each, person);
    const admin = redisClient(redis);
    // Redis answers, and refuses to notify the other replica.
    await admin.call("ACL", "SETUSER", "default", "-publish");
    const to = move(a, person);
    const event = leverEvent(token, { data: dataOf(person) });
    expect((await sendEvent(a, event)).status).toBe(503);
    expect((await sendEvent(a, event)).status).toBe(503);
    await admin.call("ACL", "SETUSER", "default", "+publish");
    await expect.poll(async () => (await sendEvent(a, event)).status, { timeout: 10_000 }).toBe(204);
    for (const each of [a, b]) await expect.poll(() => stagesIn(each, person)).toEqual(new Set([to]));
  });
});

describe("one process that reuses records for an hour", () => {
  it("acts on an event once, however often it comes", async () => {
    const subgraph = await startUntilTestEnds({ candidates: 40, env: reuseForAnHour });
    const person = activeApplicant(subgraph.lever.account);
    await stagesIn(subgraph, person);
    const to = move(subgraph, person);
    const event = leverEvent(token, {
      data: { opportunityId: person.id.toUpperCase() },
      triggeredAt: Date.now() - 86_400_000,
    });
    const send = async () => (await sendEvent(subgraph, event)).status;
    expect(await Promise.all([send(), send(), send()])).toEqual([204, 204, 204]);
    expect(await stagesIn(subgraph, person)).toEqual(new Set([to]));
    subgraph.newCalls();
    expect(await send()).toBe(204);
    await stagesIn(subgraph, person);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("does nothing for an event with a wrong signature", async () => {
    const subgraph = await startUntilTestEnds({ candidates: 40, env: reuseForAnHour });
    const person = activeApplicant(subgraph.lever.account);
    await stagesIn(subgraph, person);
    subgraph.newCalls();
    const event = leverEvent("another token", { data: dataOf(person) });
    for (let i = 0; i < 2; i += 1) expect((await sendEvent(subgraph, event)).status).toBe(401);
    await stagesIn(subgraph, person);
    expect(subgraph.newCalls()).toEqual([]);
  });
});
