import { describe, expect, it } from "vitest";
import { ValueLimits } from "../../src/lever/value-limits.js";
import type { Fault } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { scrape } from "../support/scrape.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

type Status = 400 | 413 | 414;
const statuses: readonly Status[] = [400, 413, 414];

/** Lever takes at most this many values of one filter. */
const limitValues = ({ lever }: TestSubgraph, maxValues: number, status: Status) => {
  lever.faults.failNext(/\/opportunities\?/, { maxValues, status } satisfies Fault, Infinity);
};

const people = ({ lever }: TestSubgraph, count = Infinity) => lever.account.contacts.slice(0, count);

const readPeople = (subgraph: TestSubgraph, count?: number) =>
  subgraph.query(
    "query People($people: [_Any!]!) { _entities(representations: $people) { ... on Candidate { id fullName } } }",
    { people: people(subgraph, count).map(({ id }) => ({ __typename: "Candidate", id })) },
  );

/** How many values of this filter the calls since the last look had, and their statuses. */
const lookAt = (subgraph: TestSubgraph) => {
  let seen = 0;
  return (name: string) => {
    const calls = subgraph.lever.log.slice(seen);
    seen = subgraph.lever.log.length;
    return calls.map(({ query, status }) => ({ values: query.getAll(name).length, status }));
  };
};

const halvings = async ({ url }: TestSubgraph, parameter: string) =>
  (await scrape(url)).sum("ats_subgraph_value_limit_halvings_total", { parameter });

describe("120 people of a Lever that takes 6 values of a filter", () => {
  it.each(statuses)("are read in parts that are learned once: %i", async (status) => {
    await using subgraph = await startSubgraph({ account: plainAccount(120) });
    limitValues(subgraph, 6, status);
    const newCalls = lookAt(subgraph);
    const expected = people(subgraph).map(({ id, name }) => ({ id, fullName: name }));

    const first = await readPeople(subgraph);
    expect(first.errors).toEqual([]);
    expect(first.data._entities).toEqual(expected);
    const learning = newCalls("contact_id");
    expect(first.upstream.calls).toBe(learning.length);
    expect(learning.filter(({ values, status }) => status === 200 && values > 1)).toHaveLength(22);
    expect(learning.length).toBeLessThanOrEqual(status === 400 ? 38 : 31);
    expect(await halvings(subgraph, "contact_id")).toBe(3);

    const second = await readPeople(subgraph);
    expect([second.errors, second.data._entities]).toEqual([[], expected]);
    expect(newCalls("contact_id")).toEqual(Array(20).fill({ values: 6, status: 200 }));
    expect(await halvings(subgraph, "contact_id")).toBe(3);
    const ready = await (await fetch(`${subgraph.url}/health/ready`)).json();
    expect(ready).toMatchObject({ components: { provider: "up" } });
  });

  it("are read by operations that learn at the same time", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(120) });
    limitValues(subgraph, 6, 414);
    const answers = await Promise.all([120, 100, 60].map((count) => readPeople(subgraph, count)));
    expect(answers.map(({ errors, data }) => [errors, data._entities.length])).toEqual([
      [[], 120],
      [[], 100],
      [[], 60],
    ]);
    expect(await halvings(subgraph, "contact_id")).toBe(3);
  });

  it("are listed: the people of a page are looked up in parts", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(120) });
    limitValues(subgraph, 6, 400);
    const { data, errors } = await subgraph.query("{ candidates(first: 100) { nodes { id } } }");
    expect(errors).toEqual([]);
    expect(data.candidates.nodes).toHaveLength(100);
  });
});

describe("a list whose filter has more values than Lever takes", () => {
  const query = `query Of($jobs: [ID!], $stages: [ID!], $after: String) {
    applications(first: 5, after: $after, filter: { jobIds: $jobs, stageIds: $stages }) {
      nodes { id } pageInfo { endCursor hasNextPage }
    }
  }`;
  const filterOf = ({ account }: TestSubgraph["lever"]) => ({
    jobs: account.postings.map(({ id }) => id),
    stages: account.stages.map(({ id }) => id),
  });
  const walk = async (subgraph: TestSubgraph, filter: object) => {
    const ids: string[] = [];
    for (let after: string | null = null; ;) {
      const { data, errors } = await subgraph.query(query, { ...filter, after });
      expect(errors).toEqual([]);
      ids.push(...data.applications.nodes.map(({ id }: { id: string }) => id));
      if (data.applications.pageInfo.hasNextPage !== true) return ids.sort();
      after = data.applications.pageInfo.endCursor;
    }
  };

  it.each(statuses)("is read from its start with fewer values a call: %i", async (status) => {
    await using subgraph = await startSubgraph({ account: plainAccount(40) });
    const { jobs, stages } = filterOf(subgraph.lever);
    expect(Math.min(jobs.length, stages.length)).toBeGreaterThan(8);
    const expected = await walk(subgraph, { jobs });
    expect(expected.length).toBeGreaterThan(20);
    limitValues(subgraph, 4, status);
    expect(await walk(subgraph, { jobs })).toEqual(expected);
    expect(await walk(subgraph, { stages })).toEqual(expected);
    expect(await walk(subgraph, { jobs, stages })).toEqual(expected);
    expect(await halvings(subgraph, "posting_id")).toBeGreaterThan(0);
    expect(await halvings(subgraph, "stage_id")).toBeGreaterThan(0);
  });

  it("is another list than before, so that an old cursor skips no rows", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(40) });
    const { jobs } = filterOf(subgraph.lever);
    const { data } = await subgraph.query(query, { jobs });
    const after = data.applications.pageInfo.endCursor as string;
    limitValues(subgraph, 4, 414);
    // The first page is read in parts. The rest of the old walk cannot be.
    await walk(subgraph, { jobs });
    expect((await subgraph.query(query, { jobs, after })).errors).toMatchObject([
      { extensions: { code: "BAD_USER_INPUT" } },
    ]);
  });
});

describe("lead stages that are too many for one call", () => {
  const query = (filter: string) => `{ applications(first: 5${filter}) { nodes { id } excluded { leads } } }`;

  it("are read in parts for the hires out of them, and for their leads", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(5) });
    const stages = Array.from({ length: 60 }, (_, at) => `"lead-${at}"`).join();
    const { data, errors } = await subgraph.query(query(`, filter: { stageIds: [${stages}] }`));
    expect([errors, data.applications]).toEqual([[], { nodes: [], excluded: { leads: 0 } }]);
  });

  it("are read one by one where Lever takes one value", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(3) });
    limitValues(subgraph, 1, 414);
    const { data, errors } = await subgraph.query(query(""));
    expect([errors, data.applications.nodes]).toEqual([[], expect.objectContaining({ length: 3 })]);
  });
});

describe("the parts of many values", () => {
  it("have at most 50 values, and a query below 6 kB with their other filters", () => {
    const limits = new ValueLimits(() => undefined);
    const ids = Array.from({ length: 120 }, (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`);
    expect(limits.chunks("contact_id", ids).map(({ length }) => length)).toEqual([50, 50, 20]);
    const tags = ids.map((id) => `${id} äöü ${"x".repeat(100)}`);
    const others = { stage_id: ids.slice(0, 50) };
    for (const chunk of limits.chunks("tag", tags, others)) {
      const { length } = [
        ...chunk.map((tag) => `tag=${encodeURIComponent(tag)}`),
        ...others.stage_id.map((id) => `stage_id=${id}`),
      ].join("&");
      expect(length).toBeLessThan(5100);
    }
    expect(limits.chunks("tag", tags, others).flat()).toEqual(tags);
    expect([limits.fits("contact_id", ids.slice(0, 50)), limits.fits("contact_id", ids)]).toEqual([true, false]);
    expect(limits.fits("tag", tags.slice(0, 50))).toBe(false);
  });
});

describe("a refusal that has another cause", () => {
  it("changes no limit, and is not repeated: a 400 for one value too", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(120) });
    subgraph.lever.faults.failNext(/contact_id/, { status: 400 }, Infinity);
    const newCalls = lookAt(subgraph);
    const { errors } = await readPeople(subgraph, 50);
    expect(errors[0]).toMatchObject({ extensions: { code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" } });
    expect(newCalls("contact_id")).toEqual([
      { values: 50, status: 400 },
      { values: 1, status: 400 },
    ]);
    expect(await halvings(subgraph, "contact_id")).toBe(0);
    subgraph.lever.faults.clear();
    expect((await readPeople(subgraph, 50)).errors).toEqual([]);
    expect(newCalls("contact_id")).toEqual([{ values: 50, status: 200 }]);
  });

  it("halves once at most: one value that Lever refuses", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(120) });
    const bad = people(subgraph, 50)
      .map(({ id }) => id)
      .sort()[40]!;
    subgraph.lever.faults.failNext(new RegExp(`contact_id=${bad}`), { status: 400 }, Infinity);
    const newCalls = lookAt(subgraph);
    for (let run = 0; run < 3; run += 1) {
      expect((await readPeople(subgraph, 50)).errors.length).toBeGreaterThan(0);
    }
    expect(newCalls("contact_id").length).toBeLessThan(20);
    expect(await halvings(subgraph, "contact_id")).toBeLessThan(3);
  });

  it.each([[413], [414]])("ends when one value is refused too: %i", async (status) => {
    await using subgraph = await startSubgraph({ account: plainAccount(120) });
    subgraph.lever.faults.failNext(/contact_id/, { status }, Infinity);
    const newCalls = lookAt(subgraph);
    const { errors } = await readPeople(subgraph, 50);
    expect(errors[0]).toMatchObject({ extensions: { code: "UPSTREAM_BAD_RESPONSE" } });
    expect(newCalls("contact_id").length).toBeLessThan(60);
    const ready = await (await fetch(`${subgraph.url}/health/ready`)).json();
    expect(ready).toMatchObject({ components: { provider: "up" } });
  });
});
