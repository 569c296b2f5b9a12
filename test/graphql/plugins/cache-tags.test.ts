import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { leverEvent, sendEvent } from "../../support/lever-event.js";
import { scrape } from "../../support/scrape.js";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

const token = "the signature token";
const env = { RECORD_TTL_MS: "3600000", ROUTER_CACHE_TAGS: "true", REFERENCE_TTL_MS: "600000" };
let subgraph: TestSubgraph;
let candidate: string;
let application: string;
let opportunity: string;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 20, env });
  const { data } = await subgraph.query("{ applications(first: 1) { nodes { id candidateId } } }");
  ({ id: application, candidateId: candidate } = data.applications.nodes[0]);
  [opportunity = ""] = application.split(":");
});
afterAll(() => subgraph[Symbol.asyncDispose]());

async function send(query: string, variables: object = {}, { url } = subgraph) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors, extensions = {} } = (await response.json()) as any;
  expect(errors).toBeUndefined();
  return { data, ...extensions, cacheControl: response.headers.get("cache-control") };
}

const entities = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Candidate { fullName } ... on Application { status candidate { fullName } }
  ... on Job { name applications(first: 2) { nodes { status } } } ... on Stage { name } } }`;

describe("with ROUTER_CACHE_TAGS", () => {
  it("entities have the tags of their records by place, also those that do not exist", async () => {
    const absent = "00000000-0000-4000-8000-000000000000";
    const job = subgraph.lever.account.postings[0]!.id;
    const of = [
      { __typename: "Application", id: application },
      { __typename: "Candidate", id: candidate.toUpperCase() },
      { __typename: "Candidate", id: absent },
      { __typename: "Stage", id: "offer" },
      { __typename: "Job", id: job },
    ];
    const { data, apolloCacheTags, apolloEntityCacheTags } = await send(entities, { of });
    expect(data._entities[2]).toBeNull();
    expect(apolloCacheTags).toBeUndefined();
    const [first, second, third, fourth, fifth] = apolloEntityCacheTags;
    expect(first.sort()).toEqual([`Application:${opportunity}`, `Candidate:${candidate}`]);
    expect(second).toEqual([`Candidate:${candidate}`]);
    expect(third).toEqual([`Candidate:${absent}`]);
    expect(fourth).toEqual(["Stage:offer"]);
    expect(fifth.slice(0, 2)).toEqual([`Job:${job}`, "lists"]);
  });

  it("root fields have the tags of all records, and that of the lists if there is one", async () => {
    const query = "query ($id: ID!) { application(id: $id) { offer { status } } }";
    expect((await send(query, { id: application })).apolloCacheTags.sort()).toEqual([
      `Application:${opportunity}`,
      `Candidate:${candidate}`,
    ]);
    const { data, apolloCacheTags } = await send("{ candidates(first: 5) { nodes { id } } }");
    const people = data.candidates.nodes.map(({ id }: any) => `Candidate:${id}`);
    expect(apolloCacheTags.sort()).toEqual([...people, "lists"].sort());
    expect((await send("{ jobs { nodes { pipeline { count } } } }")).apolloCacheTags).toEqual(["lists"]);
    const absent = { id: "00000000-0000-4000-8000-000000000000" };
    expect((await send("query ($id: ID!) { candidate(id: $id) { id } }", absent)).apolloCacheTags).toEqual(["lists"]);
    expect((await send("{ stages { id } }")).apolloCacheTags).toBeUndefined();
  });

  it("operations that share an execution, and answers that are kept, have the same tags", async () => {
    const query = "{ candidates(first: 3) { nodes { fullName } } }";
    const answers = await Promise.all([send(query), send(query), send(query)]);
    for (const each of [...answers, await send(query)]) {
      expect(each.apolloCacheTags).toHaveLength(4);
      expect(each.apolloCacheTags).toEqual(answers[0].apolloCacheTags);
      expect(each.cacheControl).toMatch(/^max-age=\d+, private$/);
    }
  });
});

describe("cache-control of people's records", () => {
  const query = "{ applications(first: 2) { nodes { status candidate { fullName } } } }";

  it("with RECORD_TTL_MS is private, for what is left of it", async () => {
    const { cacheControl } = await send(query);
    const [, seconds] = /^max-age=(\d+), private$/.exec(cacheControl)!;
    // Archive reasons are reference data.
    expect(Number(seconds)).toBeLessThanOrEqual(600);
    expect(Number(seconds)).toBeGreaterThan(400);
  });

  it("is absent for a GET, without RECORD_TTL_MS, and tags are absent without ROUTER_CACHE_TAGS", async () => {
    const get = await fetch(`${subgraph.url}/graphql?query=${encodeURIComponent(query)}`);
    expect(get.headers.get("cache-control")).toBe("no-store");
    await using plain = await startSubgraph({ candidates: 5 });
    const answer = await send(query, {}, plain);
    expect(answer.cacheControl).toBe("no-store");
    expect(Object.keys(answer)).not.toContain("apolloCacheTags");
  });
});

it("an event purges its records and all lists from the router, and does not wait for it", async () => {
  const key = "the-key-of-the-router";
  const bodies: any[] = [];
  let release: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (release = resolve));
  const router = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      bodies.push({ authorization: request.headers.authorization, ...JSON.parse(text) });
      void answered.then(() => response.writeHead(202).end('{"count":1}'));
    });
  });
  await new Promise<void>((resolve) => router.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void router.close());
  const { port } = router.address() as AddressInfo;
  const purge = { ROUTER_PURGE_URL: `http://127.0.0.1:${port}/invalidation`, ROUTER_PURGE_KEY: key };
  await using own = await startSubgraph({
    candidates: 5,
    env: { ...purge, RECORD_TTL_MS: "3600000", LEVER_WEBHOOK_TOKEN: token },
  });
  const [{ id, contact }] = own.lever.account.opportunities as any;
  const event = leverEvent(token, { data: { opportunityId: id, contactId: contact } });
  for (const each of [event, event]) expect((await sendEvent(own, each)).status).toBe(204);
  await expect.poll(() => bodies).toHaveLength(1);
  const tag = (cache_tag: string) => ({ kind: "cache_tag", subgraphs: ["ats"], cache_tag });
  const { authorization, ...list } = bodies[0];
  expect(authorization).toBe(key);
  expect(Object.values(list)).toEqual([tag("lists"), tag(`Candidate:${contact}`), tag(`Application:${id}`)]);
  release();
  await expect
    .poll(async () => (await scrape(own.url)).sum("ats_subgraph_router_purges_total", { outcome: "accepted" }))
    .toBe(1);
  expect(bodies).toHaveLength(1);
});
