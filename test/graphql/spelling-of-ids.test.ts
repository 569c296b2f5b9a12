import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { irregularAccount, selections, stageOf, type Truth, truthOf } from "../support/truth/index.js";

let subgraph: TestSubgraph;
let truth: Truth;

beforeAll(async () => {
  subgraph = await startSubgraph({ account: irregularAccount({ seed: 31, candidates: 60 }) });
  truth = truthOf(subgraph.lever.account);
  // The reference data of all queries.
  await subgraph.query("{ jobs(first: 100) { nodes { id } } applications(first: 100) { nodes { status } } }");
});
afterAll(() => subgraph[Symbol.asyncDispose]());
beforeEach(() => {
  subgraph.newCalls();
});

const capitals = (id: string) => id.toUpperCase();
/** A spelling with letters of both cases. */
const mixed = (id: string) =>
  id.replace(/[a-z]/g, (letter, at: number) => (at % 2 === 0 ? letter.toUpperCase() : letter));
/** The spelling of this number: the bits of the number say which letters are capitals. */
const spelled = (id: string, number: number) => {
  let letters = 0;
  return id.replace(/[a-z]/g, (letter) => ((number >> letters++) & 1 ? letter.toUpperCase() : letter));
};
const spellings = [
  ["capitals", capitals],
  ["letters of both cases", mixed],
] as const;

const objects = [
  { field: "candidate", type: "Candidate", connection: "candidates" },
  { field: "application", type: "Application", connection: "applications" },
  { field: "job", type: "Job", connection: "jobs" },
  { field: "offer", type: "Offer", connection: "offers" },
] as const;

const record = (connection: (typeof objects)[number]["connection"]) => [...truth.list(connection).values()][2]!;
const stage = (id: string) => stageOf(subgraph.lever.account, id);
/** The URLs of the calls that Lever received since the last call of `newCalls`. */
function newUrls(): string[] {
  const count = subgraph.newCalls().length;
  return subgraph.lever.log
    .slice(subgraph.lever.log.length - count)
    .map(({ path, query }) => `${path}?${query.toString()}`);
}

describe.each(spellings)("an id in %s", (_spelling, spell) => {
  it.each(objects)("finds the $field, which has its id in lower case", async ({ field, connection }) => {
    const wanted = record(connection);
    const query = `query ($id: ID!) { found: ${field}(id: $id) { ${selections[connection]} } }`;
    const { data, errors } = await subgraph.query(query, { id: spell(wanted.id) });
    expect({ data, errors }).toStrictEqual({ data: { found: wanted }, errors: [] });
  });

  it.each(["applicant-new", "offer"])("finds the stage %s", async (id) => {
    const { data, errors } = await subgraph.query(`{ stage(id: "${spell(id)}") { id remoteId name jobId } }`);
    expect({ data, errors }).toEqual({ data: { stage: stage(id) }, errors: [] });
  });

  it("finds a stage with a UID", async () => {
    const { id } = subgraph.lever.account.stages.find((each) => each.id.length === 36)!;
    const { data } = await subgraph.query(`{ stage(id: "${spell(id)}") { id remoteId name jobId } }`);
    expect(data).toEqual({ stage: stage(id) });
  });

  it.each(objects)("in a representation finds the $type", async ({ type, connection }) => {
    const wanted = record(connection);
    const query = `query ($representations: [_Any!]!) {
      whole: _entities(representations: $representations) { ... on ${type} { ${selections[connection]} } }
      onlyId: _entities(representations: $representations) { ... on ${type} { id } }
    }`;
    const representations = [{ __typename: type, id: spell(wanted.id) }];
    const { data, errors } = await subgraph.query(query, { representations });
    expect({ data, errors }).toStrictEqual({ data: { whole: [wanted], onlyId: [{ id: wanted.id }] }, errors: [] });
  });

  it("gives lower case without a call if only the id is selected", async () => {
    const representations = objects.map(({ type, connection }) => ({
      __typename: type,
      id: spell(record(connection).id),
    }));
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on Candidate { id remoteId } ... on Application { id } ... on Job { id remoteId } ... on Offer { id }
      }
    }`;
    const { data, upstream } = await subgraph.query(query, { representations });
    const [candidate, application, job, offer] = objects.map(({ connection }) => record(connection).id);
    expect(data._entities).toEqual([
      { id: candidate, remoteId: candidate },
      { id: application },
      { id: job, remoteId: job },
      { id: offer },
    ]);
    expect(upstream.calls).toBe(0);
  });

  it("finds the record of each kind by its id in Lever", async () => {
    const application = record("applications");
    const ids = {
      CONTACT: record("candidates").id,
      OPPORTUNITY: application.id.slice(0, 36),
      POSTING: record("jobs").id,
      STAGE: "applicant-new",
    };
    const wanted = { ...ids, OPPORTUNITY: application.id };
    for (const [kind, id] of Object.entries(ids)) {
      const { data, errors } = await subgraph.query(
        `query ($id: ID!) { byRemoteId(provider: LEVER, kind: ${kind}, id: $id) {
          ... on Candidate { id fullName } ... on Application { id jobId } ... on Job { id name }
          ... on Stage { id name }
        } }`,
        { id: spell(id) },
      );
      expect(errors).toEqual([]);
      expect(data.byRemoteId, kind).toMatchObject({ id: wanted[kind as keyof typeof ids] });
    }
  });

  it.each([
    ["applications", "candidateIds", () => record("candidates").id],
    ["applications", "jobIds", () => record("applications").jobId as string],
    ["applications", "stageIds", () => "applicant-new"],
    ["candidates", "jobIds", () => record("applications").jobId as string],
    ["candidates", "stageIds", () => "applicant-new"],
    ["offers", "candidateIds", () => record("offers").candidateId as string],
    ["offers", "jobIds", () => record("offers").jobId as string],
    ["offers", "stageIds", () => "offer"],
  ])("in a filter of %s by %s finds the same, with the same calls", async (connection, condition, idOf) => {
    const read = async (ids: string[]) => {
      const query = `query ($ids: [ID!]) {
        ${connection}(first: 100, filter: { ${condition}: $ids }) { nodes { id } pageInfo { endCursor } }
      }`;
      const { data, errors } = await subgraph.query(query, { ids });
      expect(errors).toEqual([]);
      return { found: data[connection], urls: newUrls() };
    };
    const id = idOf();
    const wanted = await read([id]);
    expect(wanted.found.nodes.length).toBeGreaterThan(0);
    expect(await read([spell(id)])).toEqual(wanted);
    expect(await read([spell(id), id])).toEqual(wanted);
  });

  it("does not invalidate the cursor of a list", async () => {
    const page = async (id: string, after?: string) => {
      const query = `query ($id: ID!, $after: String) {
        applications(first: 2, after: $after, filter: { jobIds: [$id] }) { nodes { id } pageInfo { endCursor } }
      }`;
      const { data, errors } = await subgraph.query(query, { id, after });
      expect(errors).toEqual([]);
      return data.applications;
    };
    const id = record("applications").jobId as string;
    const { endCursor } = (await page(id)).pageInfo;
    expect(await page(spell(id), endCursor)).toEqual(await page(id, endCursor));
  });

  it("is the same lookup as the id in lower case", async () => {
    const fields = [
      ...objects.map(({ field, connection }) => [field, record(connection).id] as const),
      ["stage", "applicant-new"] as const,
    ].flatMap(([field, id]) => [
      `${field}: ${field}(id: "${id}") { id remoteId }`,
      `${field}Again: ${field}(id: "${spell(id)}") { id remoteId }`,
    ]);
    const opportunity = record("applications").id.slice(0, 36);
    const kind = `byRemoteId(provider: LEVER, kind: OPPORTUNITY`;
    const remote = [
      `a: ${kind}, id: "${opportunity}") { __typename }`,
      `b: ${kind}, id: "${spell(opportunity)}") { __typename }`,
    ];
    await subgraph.query(`{ ${[...fields, ...remote].filter((_, i) => i % 2 === 0).join(" ")} }`);
    const wanted = newUrls().sort();
    const { data, errors } = await subgraph.query(`{ ${[...fields, ...remote].join(" ")} }`);
    expect(errors).toEqual([]);
    for (const { field } of objects) expect(data[`${field}Again`], field).toEqual(data[field]);
    expect(newUrls().sort()).toEqual(wanted);
  });
});

it("uses one cached response for all spellings", async () => {
  await using cached = await startSubgraph({ lever: subgraph.lever, env: { RECORD_TTL_MS: "60000" } });
  const [candidate, application, offer] = [record("candidates").id, record("applications").id, record("offers").id];
  const query = (spell: (id: string) => string) => `{
    candidate(id: "${spell(candidate)}") { fullName } application(id: "${spell(application)}") { jobId }
    offer(id: "${spell(offer)}") { status } applications(filter: { candidateIds: ["${spell(candidate)}"] }) { nodes { id } }
  }`;
  const first = await cached.query(query((id) => id));
  expect(first.upstream.calls).toBeGreaterThan(2);
  for (const [, spell] of spellings) {
    const again = await cached.query(query(spell));
    expect(again.data).toEqual(first.data);
    expect(again.upstream.calls).toBe(0);
  }
});

it("counts a person once in the plan of calls", async () => {
  const { id } = record("candidates");
  const representations = Array.from({ length: 60 }, (_, i) => ({ __typename: "Candidate", id: spelled(id, i) }));
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Candidate { fullName } } }`;
  const { explain } = await subgraph.query(query, { r: representations }, { "x-explain": "run" });
  expect(explain?.plan.calls).toMatchObject({ least: 1 });
  expect(explain?.run?.calls).toHaveLength(1);
});

it("counts the lead stages of the settings in any spelling", async () => {
  const own = subgraph.lever.account.opportunities.find(({ stage: each, applications, archived }) => {
    return each.length === 36 && applications.length > 0 && archived === null;
  })!;
  await using other = await startSubgraph({
    lever: subgraph.lever,
    env: { LEVER_LEAD_STAGES: `${mixed(own.stage)},Applicant-New` },
  });
  for (const id of [own.stage, "applicant-new"]) {
    const { data } = await other.query(`{ applications(filter: { stageIds: ["${id}"] }) { nodes { status } } }`);
    expect(data.applications.nodes.every(({ status }: { status: string }) => status === "HIRED")).toBe(true);
  }
});
