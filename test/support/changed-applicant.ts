import { randomBytes } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import { type Account, advance } from "../../src/lever-sandbox/index.js";
import { leverEvent, sendEvent } from "./lever-event.js";
import { startRedisServer } from "./redis-server.js";
import { type TestSubgraph, startSubgraph } from "./subgraph.js";

/** Signs the events. */
export const token = "a signature token";
/** Settings under which records are reused for an hour. */
export const reuseForAnHour = { RECORD_TTL_MS: "3600000", REFERENCE_TTL_MS: "3600000", LEVER_WEBHOOK_TOKEN: token };
/** Reads a person by id. */
export const byId = `query ($id: ID!, $person: ID!) {
  application(id: $id) { id stage { id } offer { status } }
  candidate(id: $person) { fullName applications { id stage { id } } }
}`;

/** Starts a subgraph that stops when the test ends. */
export async function startUntilTestEnds(settings: Parameters<typeof startSubgraph>[0]): Promise<TestSubgraph> {
  const subgraph = await startSubgraph(settings);
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

/** Two replicas with one Redis and one Lever, both subscribed to changes. */
export async function startReplicas(env: Record<string, string> = {}) {
  const redis = await startRedisServer();
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const settings = { REDIS_URL: redis.url, ...reuseForAnHour, CACHE_KEY: randomBytes(32).toString("hex"), ...env };
  const a = await startUntilTestEnds({ candidates: 40, env: settings });
  const b = await startUntilTestEnds({ lever: a.lever, env: settings });
  for (const each of [a, b]) await listening(each);
  return { redis, a, b, settings, account: a.lever.account };
}

/** The warnings in its readiness. */
export const warningsOf = async ({ url }: TestSubgraph) => {
  const { warnings } = (await (await fetch(`${url}/health/ready`)).json()) as { warnings?: string[] };
  return warnings ?? [];
};
/** Waits until it receives the invalidations of other replicas. */
export const listening = (each: TestSubgraph) => expect.poll(() => warningsOf(each), { timeout: 10_000 }).toEqual([]);

/** A person with one active application and an offer. */
export function activeApplicant({ opportunities, offers }: Account) {
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
/** The variables of `byId`. */
export const idsOf = ({ id, contact, applications }: Applicant) => ({
  id: `${id}:${applications[0]}`,
  person: contact,
});

/** The stages of a person's application in all queries that return it. */
export async function stagesIn(subgraph: TestSubgraph, person: Applicant): Promise<Set<string>> {
  const { data, errors } = await subgraph.query(byId, idsOf(person));
  expect(errors).toEqual([]);
  const listed = await subgraph.query(`query ($stages: [ID!]) {
    applications(first: 100, filter: { stageIds: $stages }) { nodes { id stage { id } } } }`);
  const found = [data.application, ...data.candidate.applications, ...listed.data.applications.nodes];
  return new Set(found.filter(({ id }) => id === idsOf(person).id).map(({ stage }) => stage.id));
}

/** Moves the person to another stage in Lever. Returns its id. */
export function move(subgraph: TestSubgraph, person: Applicant): string {
  const to = subgraph.lever.account.stages.find(({ id }) => id !== person.stage && !id.startsWith("lead-"))!.id;
  advance(subgraph.lever.account, person.id, to, Date.now());
  return to;
}

/** Sends an event, which is accepted. */
export const sendChange = async (subgraph: TestSubgraph, event: string, data: object) => {
  expect((await sendEvent(subgraph, leverEvent(token, { event, data }))).status).toBe(204);
};
/** What Lever's events say of a person. */
export const dataOf = ({ id, contact }: Applicant) => ({ opportunityId: id, candidateId: id, contactId: contact });
