import { randomBytes } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Account, advance, removeOpportunity } from "../../src/lever-sandbox/index.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { leverEvent, sendEvent } from "../support/lever-event.js";
import { redisClient } from "../support/redis-contents.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

if (!hasRedis)
  console.warn("skipped the tests of replicas that receive changes through Redis: redis-server is not installed");

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

/** Two replicas with one Redis and one Lever, both subscribed to changes. */
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
  const { warnings } = (await (await fetch(`${url}/health/ready`)).json()) as { warnings?: string[] };
  return warnings ?? [];
};
const listening = (each: TestSubgraph) => expect.poll(() => notes(each), { timeout: 10_000 }).toEqual([]);

/** A person with one active application and an offer. */
function activeApplicant({ opportunities, offers }: Account) {
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

type Applicant = ReturnType<typeof activeApplicant>;
const ids = ({ id, contact, applications }: Applicant) => ({ id: `${id}:${applications[0]}`, person: contact });

/** The stages of a person's application in all queries that return it. */
async function stagesIn(subgraph: TestSubgraph, person: Applicant): Promise<Set<string>> {
  const { data, errors } = await subgraph.query(byId, ids(person));
  expect(errors).toEqual([]);
  const listed = await subgraph.query(`query ($stages: [ID!]) {
    applications(first: 100, filter: { stageIds: $stages }) { nodes { id stage { id } } } }`);
  const found = [data.application, ...data.candidate.applications, ...listed.data.applications.nodes];
  return new Set(found.filter(({ id }) => id === ids(person).id).map(({ stage }) => stage.id));
}

function move(subgraph: TestSubgraph, person: Applicant): string {
  const to = subgraph.lever.account.stages.find(({ id }) => id !== person.stage && !id.startsWith("lead-"))!.id;
  advance(subgraph.lever.account, person.id, to, Date.now());
  return to;
}

const sendChange = async (subgraph: TestSubgraph, event: string, data: object) => {
  expect((await sendEvent(subgraph, leverEvent(token, { event, data }))).status).toBe(204);
};
const dataOf = ({ id, contact }: Applicant) => ({ opportunityId: id, candidateId: id, contactId: contact });

describe.runIf(hasRedis)("replicas that reuse records for an hour", () => {
  it("return the old record until Lever sends one of them an event, and then all return the new record", async () => {
    const { a, b, account } = await startPair();
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
    const { a, b, account } = await startPair();
    const person = activeApplicant(account);
    const first = await a.query(page);
    await b.query(page);
    expect(first.upstream.byEndpoint["/opportunities/:id/offers"]).toBe(30);
    const isListed = first.data.applications.nodes.some(({ id }: any) => id === ids(person).id);
    expect(isListed).toBe(true);
    await sendChange(a, "candidateStageChange", dataOf(person));
    await expect
      .poll(async () => (await b.query(page)).upstream.byEndpoint)
      .toEqual({ "/opportunities": 1, "/opportunities/:id/offers": 1 });
    expect((await a.query(page)).upstream.calls).toBe(0);
  });

  it("keep no data of a deleted person after the response to the event", async () => {
    const { redis, a, b, account } = await startPair();
    const person = activeApplicant(account);
    for (const each of [a, b]) {
      await each.query(page);
      await each.query(byId, ids(person));
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
        .poll(async () => (await each.query(byId, ids(person))).data)
        .toEqual({ application: null, candidate: null });
    }
  });

  it("do not keep an answer that was in progress when the event arrived", async () => {
    const { a, b, account } = await startPair();
    const person = activeApplicant(account);
    const from = person.stage;
    // Lever creates its answer before the delay.
    b.lever.faults.failNext(/opportunities/, { delayMs: 700 }, 3);
    const slow = b.query(byId, ids(person));
    await expect.poll(() => b.newCalls()).toContain("GET /opportunities/:id");
    const to = move(a, person);
    await sendChange(b, "candidateStageChange", dataOf(person));
    const late = b.query(byId, ids(person));
    expect((await slow).data.application.stage.id).toBe(from);
    expect((await late).data.application.stage.id).toBe(to);
    expect(await stagesIn(b, person)).toEqual(new Set([to]));
    await expect.poll(() => stagesIn(a, person)).toEqual(new Set([to]));
  });

  it("reuse no record while Redis is down, and reuse records again when it is back", async () => {
    const { redis, a, b, account } = await startPair();
    const person = activeApplicant(account);
    await stagesIn(b, person);
    b.newCalls();
    await stagesIn(b, person);
    expect(b.newCalls()).toEqual([]);
    await redis.kill();
    await expect.poll(() => notes(b)).toContainEqual(expect.stringContaining("does not receive the invalidations"));
    await stagesIn(b, person);
    const to = move(a, person);
    expect((await sendEvent(a, leverEvent(token, { data: dataOf(person) }))).status).toBe(503);
    expect(await stagesIn(b, person)).toEqual(new Set([to]));
    expect(await stagesIn(a, person)).toEqual(new Set([to]));
    await redis.start();
    for (const each of [a, b]) await listening(each);
    await stagesIn(b, person);
    b.newCalls();
    await stagesIn(b, person);
    expect(b.newCalls()).toEqual([]);
  });

  it("detect a Redis that hangs", async () => {
    const { redis, b } = await startPair();
    redis.hang();
    onTestFinished(() => {
      redis.resume();
    });
    await expect
      .poll(() => notes(b), { timeout: 10_000 })
      .toContainEqual(expect.stringContaining("does not receive the invalidations"));
    redis.resume();
    await listening(b);
  });

  it("accept a failed event when Lever sends it again, and reject an event that one of them has accepted", async () => {
    const { redis, a, b, account } = await startPair();
    const event = leverEvent(token, { data: dataOf(activeApplicant(account)) });
    redis.hang();
    expect((await sendEvent(a, event)).status).toBe(503);
    redis.resume();
    const other = leverEvent(token, { data: dataOf(activeApplicant(account)) });
    await expect.poll(async () => (await sendEvent(a, other)).status, { timeout: 10_000 }).toBe(204);
    await expect.poll(async () => (await sendEvent(b, other)).status).toBe(401);
    expect((await redisClient(redis).keys("*")).join()).not.toContain(other.token);
  });

  it("receive changes when they do not share records", async () => {
    const { a, b, account } = await startPair({ CACHE_KEY: "" });
    const person = activeApplicant(account);
    await stagesIn(b, person);
    const to = move(a, person);
    await sendChange(a, "contactUpdated", { contactId: person.contact });
    await expect.poll(() => stagesIn(b, person)).toEqual(new Set([to]));
  });
});

describe("one process that reuses records for an hour", () => {
  it("returns the old record until Lever sends an event", async () => {
    const subgraph = await start({ candidates: 40, env: hour });
    const person = activeApplicant(subgraph.lever.account);
    const from = person.stage;
    expect(await stagesIn(subgraph, person)).toEqual(new Set([from]));
    const to = move(subgraph, person);
    expect(await stagesIn(subgraph, person)).toEqual(new Set([from]));
    await sendChange(subgraph, "candidateStageChange", { opportunityId: person.id });
    expect(await stagesIn(subgraph, person)).toEqual(new Set([to]));
  });

  it("ignores an event without usable data", async () => {
    const subgraph = await start({ candidates: 40, env: hour });
    const person = activeApplicant(subgraph.lever.account);
    await stagesIn(subgraph, person);
    subgraph.newCalls();
    await sendChange(subgraph, "candidateDeleted", { opportunityId: "../users", contactId: { $ne: null } });
    expect((await sendEvent(subgraph, leverEvent(token, { event: "other", data: dataOf(person) }))).status).toBe(202);
    await stagesIn(subgraph, person);
    expect(subgraph.newCalls()).toEqual([]);
  });
});
