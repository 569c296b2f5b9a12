import { randomBytes } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Account, advance, removeOpportunity } from "../../src/lever-sandbox/index.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { leverEvent, sendEvent } from "../support/lever-event.js";
import { redisClient } from "../support/redis-contents.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: replicas that hear of changes through Redis, for there is no redis-server here");

const token = "signature token";
const hour = { RECORD_TTL_MS: "3600000", REFERENCE_TTL_MS: "3600000", LEVER_WEBHOOK_TOKEN: token };
const page = "{ applications(first: 30) { nodes { id stage { id } offer { status } candidate { fullName } } } }";
const byId = `query ($id: ID!, $person: ID!) {
  application(id: $id) { id stage { id } offer { status } }
  candidate(id: $person) { fullName applications { id stage { id } } }
}`;

async function start(settings: Parameters<typeof startSubgraph>[0]): Promise<TestSubgraph> {
  const subgraph = await startSubgraph(settings);
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

/** Two replicas on one Redis and one Lever, both listening. */
async function startPair(env: Record<string, string> = {}) {
  const redis = await startRedisServer();
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const settings = { REDIS_URL: redis.url, ...hour, CACHE_KEY: randomBytes(32).toString("hex"), ...env };
  const a = await start({ candidates: 40, env: settings });
  const b = await start({ lever: a.lever, env: settings });
  for (const each of [a, b]) await listening(each);
  return { redis, a, b, account: a.lever.account };
}

const notes = async ({ url }: TestSubgraph) => {
  const { notes } = (await (await fetch(`${url}/health/ready`)).json()) as { notes?: string[] };
  return notes ?? [];
};
const listening = (each: TestSubgraph) => expect.poll(() => notes(each), { timeout: 10_000 }).toEqual([]);

/** Somebody with one application that is under way, and an offer. */
function someone({ opportunities, offers }: Account) {
  const alone = ({ contact }: { contact: string }) =>
    opportunities.filter((each) => each.contact === contact).length === 1;
  return opportunities.find(
    (each) =>
      each.archived === null &&
      !each.stage.startsWith("lead-") &&
      each.applications.length > 0 &&
      offers.some(({ opportunityId }) => opportunityId === each.id) &&
      alone(each),
  )!;
}

type Someone = ReturnType<typeof someone>;
const ids = ({ id, contact, applications }: Someone) => ({ id: `${id}:${applications[0]}`, person: contact });

/** The stage of somebody's application, wherever it is shown. */
async function stagesIn(subgraph: TestSubgraph, who: Someone): Promise<Set<string>> {
  const { data, errors } = await subgraph.query(byId, ids(who));
  expect(errors).toEqual([]);
  const listed = await subgraph.query(`query ($stages: [ID!]) {
    applications(first: 100, filter: { stageIds: $stages }) { nodes { id stage { id } } } }`);
  const found = [data.application, ...data.candidate.applications, ...listed.data.applications.nodes];
  return new Set(found.filter(({ id }) => id === ids(who).id).map(({ stage }) => stage.id));
}

function move(subgraph: TestSubgraph, who: Someone): string {
  const to = subgraph.lever.account.stages.find(({ id }) => id !== who.stage && !id.startsWith("lead-"))!.id;
  advance(subgraph.lever.account, who.id, to, Date.now());
  return to;
}

const tell = async (subgraph: TestSubgraph, event: string, data: object) => {
  expect((await sendEvent(subgraph, leverEvent(token, { event, data }))).status).toBe(204);
};
const dataOf = ({ id, contact }: Someone) => ({ opportunityId: id, candidateId: id, contactId: contact });

describe.runIf(hasRedis)("replicas that reuse records for an hour", () => {
  it("answer as before until Lever tells one of them of a change, and then all of them as it is", async () => {
    const { a, b, account } = await startPair();
    const who = someone(account);
    const from = who.stage;
    for (const each of [a, b]) expect(await stagesIn(each, who)).toEqual(new Set([from]));
    const to = move(a, who);
    a.newCalls();
    for (const each of [a, b]) expect(await stagesIn(each, who)).toEqual(new Set([from]));
    expect(a.newCalls()).toEqual([]);
    await tell(a, "candidateStageChange", dataOf(who));
    expect(a.newCalls()).toEqual([]);
    await expect.poll(() => stagesIn(b, who)).toEqual(new Set([to]));
    expect(await stagesIn(a, who)).toEqual(new Set([to]));
  });

  it("read anew what names the record, and nothing else", async () => {
    const { a, b, account } = await startPair();
    const who = someone(account);
    const asked = await a.query(page);
    await b.query(page);
    expect(asked.upstream.byEndpoint["/opportunities/:id/offers"]).toBe(30);
    const isListed = asked.data.applications.nodes.some(({ id }: any) => id === ids(who).id);
    expect(isListed).toBe(true);
    await tell(a, "candidateStageChange", dataOf(who));
    await expect
      .poll(async () => (await b.query(page)).upstream.byEndpoint)
      .toEqual({ "/opportunities": 1, "/opportunities/:id/offers": 1 });
    expect((await a.query(page)).upstream.calls).toBe(0);
  });

  it("keep nothing of somebody deleted, anywhere, once the event is answered", async () => {
    const { redis, a, b, account } = await startPair();
    const who = someone(account);
    for (const each of [a, b]) {
      await each.query(page);
      await each.query(byId, ids(who));
    }
    const admin = redisClient(redis);
    const answers = async () => new Set(await admin.keys("*:answer:*"));
    await expect.poll(async () => (await answers()).size).toBeGreaterThan(30);
    const before = await answers();
    removeOpportunity(account, who.id);
    await tell(b, "candidateDeleted", dataOf(who));
    const after = await answers();
    // Of the lists, the person and their offers nothing is left: what is, Lever has said of others, one by one.
    expect(before.size - after.size).toBeGreaterThanOrEqual(3);
    for (const each of [a, b]) {
      await expect
        .poll(async () => (await each.query(byId, ids(who))).data)
        .toEqual({ application: null, candidate: null });
    }
  });

  it("keep nothing that was under way when the event came", async () => {
    const { a, b, account } = await startPair();
    const who = someone(account);
    const from = who.stage;
    // Lever's answer is made before it is held back.
    b.lever.faults.failNext(/opportunities/, { delayMs: 700 }, 3);
    const slow = b.query(byId, ids(who));
    await expect.poll(() => b.newCalls()).toContain("GET /opportunities/:id");
    const to = move(a, who);
    await tell(b, "candidateStageChange", dataOf(who));
    const late = b.query(byId, ids(who));
    expect((await slow).data.application.stage.id).toBe(from);
    expect((await late).data.application.stage.id).toBe(to);
    expect(await stagesIn(b, who)).toEqual(new Set([to]));
    await expect.poll(() => stagesIn(a, who)).toEqual(new Set([to]));
  });

  it("reuse none while they do not hear of changes, and do so again when they do", async () => {
    const { redis, a, b, account } = await startPair();
    const who = someone(account);
    await stagesIn(b, who);
    b.newCalls();
    await stagesIn(b, who);
    expect(b.newCalls()).toEqual([]);
    await redis.kill();
    await expect.poll(() => notes(b)).toContainEqual(expect.stringContaining("does not hear of events"));
    await stagesIn(b, who);
    const to = move(a, who);
    expect((await sendEvent(a, leverEvent(token, { data: dataOf(who) }))).status).toBe(503);
    expect(await stagesIn(b, who)).toEqual(new Set([to]));
    expect(await stagesIn(a, who)).toEqual(new Set([to]));
    await redis.start();
    for (const each of [a, b]) await listening(each);
    await stagesIn(b, who);
    b.newCalls();
    await stagesIn(b, who);
    expect(b.newCalls()).toEqual([]);
  });

  it("notice a Redis that hangs", async () => {
    const { redis, b } = await startPair();
    redis.hang();
    onTestFinished(() => {
      redis.resume();
    });
    await expect
      .poll(() => notes(b), { timeout: 10_000 })
      .toContainEqual(expect.stringContaining("does not hear of events"));
    redis.resume();
    await listening(b);
  });

  it("take an event that failed when it is sent again, and refuse one that any of them has taken", async () => {
    const { redis, a, b, account } = await startPair();
    const event = leverEvent(token, { data: dataOf(someone(account)) });
    redis.hang();
    expect((await sendEvent(a, event)).status).toBe(503);
    redis.resume();
    const other = leverEvent(token, { data: dataOf(someone(account)) });
    await expect.poll(async () => (await sendEvent(a, other)).status, { timeout: 10_000 }).toBe(204);
    await expect.poll(async () => (await sendEvent(b, other)).status).toBe(401);
    expect((await redisClient(redis).keys("*")).join()).not.toContain(other.token);
  });

  it("hear of changes without sharing records, too", async () => {
    const { a, b, account } = await startPair({ CACHE_KEY: "" });
    const who = someone(account);
    await stagesIn(b, who);
    const to = move(a, who);
    await tell(a, "contactUpdated", { contactId: who.contact });
    await expect.poll(() => stagesIn(b, who)).toEqual(new Set([to]));
  });
});

describe("one process that reuses records for an hour", () => {
  it("answers as before until Lever tells it of a change", async () => {
    const subgraph = await start({ candidates: 40, env: hour });
    const who = someone(subgraph.lever.account);
    const from = who.stage;
    expect(await stagesIn(subgraph, who)).toEqual(new Set([from]));
    const to = move(subgraph, who);
    expect(await stagesIn(subgraph, who)).toEqual(new Set([from]));
    await tell(subgraph, "candidateStageChange", { opportunityId: who.id });
    expect(await stagesIn(subgraph, who)).toEqual(new Set([to]));
  });

  it("forgets an event that says nothing it could use", async () => {
    const subgraph = await start({ candidates: 40, env: hour });
    const who = someone(subgraph.lever.account);
    await stagesIn(subgraph, who);
    subgraph.newCalls();
    await tell(subgraph, "candidateDeleted", { opportunityId: "../users", contactId: { $ne: null } });
    expect((await sendEvent(subgraph, leverEvent(token, { event: "other", data: dataOf(who) }))).status).toBe(202);
    await stagesIn(subgraph, who);
    expect(subgraph.newCalls()).toEqual([]);
  });
});
