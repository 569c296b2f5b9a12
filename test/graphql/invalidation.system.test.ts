import { describe, expect, it, onTestFinished } from "vitest";
import { removeOpportunity } from "../../src/lever-sandbox/index.js";
import {
  activeApplicant,
  byId,
  dataOf,
  idsOf,
  listening,
  move,
  reuseForAnHour,
  sendChange,
  stagesIn,
  startReplicas,
  startUntilTestEnds,
  token,
  warningsOf,
} from "../support/changed-applicant.js";
import { leverEvent, sendEvent } from "../support/lever-event.js";
import { redisClient } from "../support/redis-contents.js";
import { hasRedis } from "../support/redis-server.js";

if (!hasRedis)
  console.warn("skipped the tests of replicas that receive changes through Redis: redis-server is not installed");

const page = "{ applications(first: 30) { nodes { id stage { id } offer { status } candidate { fullName } } } }";
describe.runIf(hasRedis)("replicas that reuse records for an hour", () => {
  it("return the old record until Lever sends one of them an event, and then all return the new record", async () => {
    const { a, b, account } = await startReplicas();
    const person = activeApplicant(account);
    const from = person.stage;
    for (const each of [a, b]) expect(await stagesIn(each, person)).toEqual(new Set([from]));
    const to = move(a, person);
    a.newCalls();
    for (const each of [a, b]) expect(await stagesIn(each, person)).toEqual(new Set([from]));
    expect(a.newCalls()).toEqual([]);
    await sendChange(a, "candidateStageChange", dataOf(person));
    expect(a.newCalls()).toEqual([]);
    await expect.poll(() => stagesIn(b, person)).toEqual(new Set([to]));
    expect(await stagesIn(a, person)).toEqual(new Set([to]));
  });

  it("read only the changed record again", async () => {
    const { a, b, account } = await startReplicas();
    const person = activeApplicant(account);
    const first = await a.query(page);
    await b.query(page);
    expect(first.upstream.byEndpoint["/opportunities/:id/offers"]).toBe(30);
    const isListed = first.data.applications.nodes.some(({ id }: any) => id === idsOf(person).id);
    expect(isListed).toBe(true);
    await sendChange(a, "candidateStageChange", dataOf(person));
    // Two lists: that of the page, and that of the people whose applications are anonymized.
    await expect
      .poll(async () => (await b.query(page)).upstream.byEndpoint)
      .toEqual({ "/opportunities": 2, "/opportunities/:id/offers": 1 });
    expect((await a.query(page)).upstream.calls).toBe(0);
  });

  it("keep no data of a deleted person after the response to the event", async () => {
    const { redis, a, b, account } = await startReplicas();
    const person = activeApplicant(account);
    for (const each of [a, b]) {
      await each.query(page);
      await each.query(byId, idsOf(person));
    }
    const admin = redisClient(redis);
    const answers = async () => new Set(await admin.keys("*:answer:*"));
    await expect.poll(async () => (await answers()).size).toBeGreaterThan(30);
    const before = await answers();
    removeOpportunity(account, person.id);
    await sendChange(b, "candidateDeleted", dataOf(person));
    const after = await answers();
    // The lists, the person and their offers are gone. The remaining answers are single records of other people.
    expect(before.size - after.size).toBeGreaterThanOrEqual(3);
    for (const each of [a, b]) {
      await expect
        .poll(async () => (await each.query(byId, idsOf(person))).data)
        .toEqual({ application: null, candidate: null });
    }
  });

  it("do not keep an answer that was in progress when the event arrived", async () => {
    const { a, b, account } = await startReplicas();
    const person = activeApplicant(account);
    const from = person.stage;
    // Lever creates its answer before the delay.
    b.lever.faults.failNext(/opportunities/, { delayMs: 700 }, 3);
    const slow = b.query(byId, idsOf(person));
    await expect.poll(() => b.newCalls()).toContain("GET /opportunities/:id");
    const to = move(a, person);
    await sendChange(b, "candidateStageChange", dataOf(person));
    const late = b.query(byId, idsOf(person));
    expect((await slow).data.application.stage.id).toBe(from);
    expect((await late).data.application.stage.id).toBe(to);
    expect(await stagesIn(b, person)).toEqual(new Set([to]));
    await expect.poll(() => stagesIn(a, person)).toEqual(new Set([to]));
  });

  it("reuse no record while Redis is down, and reuse records again when it is back", async () => {
    const { redis, a, b, account } = await startReplicas();
    const person = activeApplicant(account);
    await stagesIn(b, person);
    b.newCalls();
    await stagesIn(b, person);
    expect(b.newCalls()).toEqual([]);
    await redis.kill();
    await expect
      .poll(() => warningsOf(b))
      .toContainEqual(expect.stringContaining("does not receive the invalidations"));
    await stagesIn(b, person);
    const to = move(a, person);
    expect((await sendEvent(a, leverEvent(token, { data: dataOf(person) }))).status).toBe(503);
    expect(await stagesIn(b, person)).toEqual(new Set([to]));
    expect(await stagesIn(a, person)).toEqual(new Set([to]));
    await redis.start();
    for (const each of [a, b]) await listening(each);
    b.newCalls();
    await expect
      .poll(async () => {
        await stagesIn(b, person);
        return b.newCalls();
      })
      .toEqual([]);
  });

  it("detect a Redis that hangs", async () => {
    const { redis, b } = await startReplicas();
    redis.hang();
    onTestFinished(() => {
      redis.resume();
    });
    await expect
      .poll(() => warningsOf(b), { timeout: 10_000 })
      .toContainEqual(expect.stringContaining("does not receive the invalidations"));
    redis.resume();
    await listening(b);
  });

  it("receive changes when they do not share records", async () => {
    const { a, b, account } = await startReplicas({ CACHE_KEY: "" });
    const person = activeApplicant(account);
    await stagesIn(b, person);
    const to = move(a, person);
    await sendChange(a, "contactUpdated", { contactId: person.contact });
    await expect.poll(() => stagesIn(b, person)).toEqual(new Set([to]));
  });
});

describe("one process that reuses records for an hour", () => {
  it("returns the old record until Lever sends an event", async () => {
    const subgraph = await startUntilTestEnds({ candidates: 40, env: reuseForAnHour });
    const person = activeApplicant(subgraph.lever.account);
    const from = person.stage;
    expect(await stagesIn(subgraph, person)).toEqual(new Set([from]));
    const to = move(subgraph, person);
    expect(await stagesIn(subgraph, person)).toEqual(new Set([from]));
    await sendChange(subgraph, "candidateStageChange", { opportunityId: person.id });
    expect(await stagesIn(subgraph, person)).toEqual(new Set([to]));
  });

  it("ignores an event without usable data", async () => {
    const subgraph = await startUntilTestEnds({ candidates: 40, env: reuseForAnHour });
    const person = activeApplicant(subgraph.lever.account);
    await stagesIn(subgraph, person);
    subgraph.newCalls();
    await sendChange(subgraph, "candidateDeleted", { opportunityId: "../users", contactId: { $ne: null } });
    expect((await sendEvent(subgraph, leverEvent(token, { event: "other", data: dataOf(person) }))).status).toBe(202);
    await stagesIn(subgraph, person);
    expect(subgraph.newCalls()).toEqual([]);
  });
});
