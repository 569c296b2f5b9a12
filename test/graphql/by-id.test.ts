import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import {
  applicationId,
  type Connection,
  type Expected,
  hasApplied,
  irregularAccount,
  selections,
  stageOf,
  type Truth,
  truthOf,
} from "../support/truth/index.js";

let subgraph: TestSubgraph;
let truth: Truth;

beforeAll(async () => {
  subgraph = await startSubgraph({ account: irregularAccount({ seed: 11, candidates: 60 }) });
  truth = truthOf(subgraph.lever.account);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const objects = [
  { field: "candidate", type: "Candidate", connection: "candidates" },
  { field: "application", type: "Application", connection: "applications" },
  { field: "job", type: "Job", connection: "jobs" },
  { field: "offer", type: "Offer", connection: "offers" },
] as const satisfies readonly { field: string; type: string; connection: Connection }[];

const stageSelection = "id remoteId name jobId";
const selectionOf = (field: string) =>
  field === "stage" ? stageSelection : selections[objects.find((object) => object.field === field)!.connection];

/** A well-formed id that no object has. */
const unknownId = "00000000-0000-4000-8000-000000000001";
const unknownIds: Record<string, string[]> = {
  candidate: [unknownId],
  job: [unknownId],
  stage: [unknownId, "no-such-stage"],
  application: [`${unknownId}:${unknownId}`],
  offer: [`${unknownId}:${unknownId}`],
};

async function byId(field: string, id: string) {
  const query = `query ($id: ID!) { found: ${field}(id: $id) { ${selectionOf(field)} } }`;
  const answer = await subgraph.query(query, { id });
  return {
    found: (answer.data as { found: unknown } | null)?.found,
    codes: answer.errors.map(({ extensions }) => extensions.code),
    upstream: answer.upstream,
  };
}

async function entities(representations: readonly object[], type: string, selection: string) {
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { __typename ... on ${type} { ${selection} } }
  }`;
  const answer = await subgraph.query(query, { representations });
  return { found: (answer.data as { _entities: unknown[] } | null)?._entities, errors: answer.errors };
}

describe("an object by its id", () => {
  it.each(objects)("$field equals the record in the list", async ({ field, connection }) => {
    const wanted = [...truth.list(connection).values()];
    expect(wanted.length).toBeGreaterThan(5);
    for (const record of wanted) {
      const { found, codes } = await byId(field, record.id);
      expect({ found, codes }).toStrictEqual({ found: record, codes: [] });
    }
  });

  it("stage is found while Lever lists it, and after it retires", async () => {
    const { account } = subgraph.lever;
    const listed = account.stages.filter(({ standing }) => standing === "listed");
    expect(await subgraph.query(`{ stages { ${stageSelection} } }`)).toMatchObject({
      data: { stages: listed.map(({ id }) => stageOf(account, id)) },
      errors: [],
    });
    for (const { id, standing } of account.stages) {
      const wanted = standing === "vanished" ? null : stageOf(account, id);
      expect(await byId("stage", id), standing).toMatchObject({ found: wanted, codes: [] });
    }
  });

  it("job is found when it is only on the internal channel, or confidential and visible to the key", async () => {
    const { account } = subgraph.lever;
    const hidden = account.postings.filter(
      ({ confidentiality, distributionChannels }) =>
        confidentiality === "confidential" || distributionChannels?.includes("public") === false,
    );
    expect(hidden.length).toBeGreaterThan(1);
    const all = truthOf(account, { confidentiality: "all" }).list("jobs");
    for (const { id } of hidden) expect((await byId("job", id)).found).toStrictEqual(all.get(id));
  });

  it.each(["candidate", "application", "offer"])("%s is null for a lead", async (field) => {
    const { candidacies } = truth;
    const applicants = truth.list("candidates");
    const leads = candidacies.filter(({ isLead }) => isLead);
    const ids = {
      candidate: leads.map(({ contact }) => contact.id).filter((id) => !applicants.has(id)),
      application: leads.filter(hasApplied).map(applicationId),
      offer: [...truth.list("offers", { includeLeads: true }).keys()].filter((id) => !truth.list("offers").has(id)),
    }[field]!;
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(await byId(field, id)).toMatchObject({ found: null, codes: [] });
  });

  it("offer is null after its application becomes a lead again", async () => {
    await using own = await startSubgraph({ seed: 12, candidates: 60 });
    const { account } = own.lever;
    const made = truthOf(account).candidacies.find(({ offers, reason }) => offers.length > 0 && reason === undefined)!;
    const [{ id } = { id: "" }] = made.offers;
    const query = `{ offer(id: "${made.opportunity.id}:${id}") { id } }`;
    expect((await own.query(query)).data).toEqual({ offer: { id: `${made.opportunity.id}:${id}` } });
    made.opportunity.stage = "lead-responded";
    own.lever.changed();
    expect(await own.query(query)).toMatchObject({ data: { offer: null }, errors: [] });
  });

  it.each(Object.entries(unknownIds))("%s is null without an error when Lever does not have it", async (field, ids) => {
    for (const id of ids) expect(await byId(field, id)).toMatchObject({ found: null, codes: [] });
  });

  it("application and offer are null with the id of another opportunity", async () => {
    const [one, other] = truth.candidacies
      .filter(hasApplied)
      .filter(({ isLead, offers }) => !isLead && offers.length > 0);
    const { id } = one!.opportunity;
    expect(await byId("application", `${id}:${other!.application.id}`)).toMatchObject({ found: null, codes: [] });
    expect(await byId("offer", `${id}:${other!.offers[0]!.id}`)).toMatchObject({ found: null, codes: [] });
  });
});

describe("a malformed id", () => {
  const malformed = [
    "",
    " ",
    "..",
    "../users",
    "%2e%2e",
    "%2e%2e%2fusers",
    "a/b",
    "a?limit=1",
    "a#b",
    "a\\b",
    "a b",
    "a\u0000b",
    "a\r\nHost: example.org",
    "\u202eabc",
    "ü",
    "x".repeat(5000),
  ];
  const halves = malformed.flatMap((part) => [`${unknownId}:${part}`, `${part}:${unknownId}`]);
  const cases = ["candidate", "job", "stage", "application", "offer"].map((field) => ({
    field,
    ids: ["application", "offer"].includes(field)
      ? [...malformed, ...halves, unknownId, ":", `${unknownId}:${unknownId}:${unknownId}`]
      : malformed,
  }));

  it.each(cases)("of a $field is a BAD_USER_INPUT error without a call", async ({ field, ids }) => {
    subgraph.newCalls();
    for (const id of ids) {
      const answer = await byId(field, id);
      expect(answer, JSON.stringify(id.slice(0, 80))).toMatchObject({
        codes: ["BAD_USER_INPUT"],
        upstream: { calls: 0 },
      });
      expect(answer.found ?? null).toBeNull();
    }
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("in _entities makes only that entity null", async () => {
    for (const { field, ids } of cases) {
      const type = `${field[0]!.toUpperCase()}${field.slice(1)}`;
      const wanted = field === "stage" ? stageOf(subgraph.lever.account, "offer") : oneOf(field);
      const representations = [wanted.id, ...ids, wanted.id].map((id) => ({ __typename: type, id }));
      const { found, errors } = await entities(representations, type, selectionOf(field));
      const whole = { __typename: type, ...wanted };
      expect(found, type).toStrictEqual([whole, ...ids.map(() => null), whole]);
      expect(errors.map(({ path }) => path)).toEqual(ids.map((_, i) => ["_entities", i + 1]));
      expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["BAD_USER_INPUT"]));
    }
  });
});

describe("_entities", () => {
  it.each(objects)(
    "returns $type entities in the requested order, equal to the records in the list",
    async ({ type, connection, field }) => {
      const wanted = [...truth.list(connection).values()].reverse();
      const doubled = [...wanted, ...wanted.slice(0, 5)];
      const [none] = unknownIds[field]!;
      const ids = doubled.flatMap(({ id }, i) => (i === 3 ? [none, id] : [id]));
      const { found, errors } = await entities(
        ids.map((id) => ({ __typename: type, id })),
        type,
        selections[connection],
      );
      expect(errors).toEqual([]);
      const whole = doubled.map((record) => ({ __typename: type, ...record }));
      expect(found).toStrictEqual([...whole.slice(0, 3), null, ...whole.slice(3)]);
    },
  );

  it("returns listed and retired stages, and null for vanished and unknown stages", async () => {
    const { account } = subgraph.lever;
    const { found, errors } = await entities(
      [...account.stages, { id: "no-such-stage" }].map(({ id }) => ({ __typename: "Stage", id })),
      "Stage",
      stageSelection,
    );
    expect(errors).toEqual([]);
    expect(found).toStrictEqual([
      ...account.stages.map(({ id, standing }) =>
        standing === "vanished" ? null : { __typename: "Stage", ...stageOf(account, id) },
      ),
      null,
    ]);
  });

  it("returns entities of several types", async () => {
    const representations = objects.map(({ type, field }) => ({ __typename: type, id: oneOf(field).id }));
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        __typename ${objects.map(({ type, field }) => `... on ${type} { ${field}Id: id }`).join(" ")}
      }
    }`;
    expect(await subgraph.query(query, { representations })).toMatchObject({
      data: { _entities: objects.map(({ type, field }) => ({ __typename: type, [`${field}Id`]: oneOf(field).id })) },
      errors: [],
    });
  });

  it.each(objects)("returns an error only for a $type without its key", async ({ type, field }) => {
    const { id } = oneOf(field);
    const { found, errors } = await entities(
      [{ __typename: type, id }, { __typename: type }, { __typename: type, id: null }, { __typename: type, id }],
      type,
      "id",
    );
    expect(found).toEqual([{ __typename: type, id }, null, null, { __typename: type, id }]);
    expect(errors.map(({ path }) => path?.slice(0, 2))).toEqual([1, 2].map((i) => ["_entities", i]));
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT", "BAD_USER_INPUT"]);
  });

  it("returns null for a lead", async () => {
    const leads = truth.candidacies.filter(({ isLead }) => isLead).filter(hasApplied);
    const applications = await entities(
      leads.map((lead) => ({ __typename: "Application", id: applicationId(lead) })),
      "Application",
      "remoteId",
    );
    expect(applications.errors).toEqual([]);
    expect(new Set(applications.found)).toEqual(new Set([null]));
  });
});

describe("a confidential record", () => {
  const confidential = () =>
    truthOf(subgraph.lever.account, { confidentiality: "confidential" }).candidacies.filter(hasApplied);

  it("is null with UPSTREAM_FORBIDDEN for a key without the grant", async () => {
    await using limited = await startSubgraph({
      account: irregularAccount({ seed: 11, candidates: 60 }),
      apiKeys: { limited: { confidential: false } },
      env: { LEVER_API_KEY: "limited" },
    });
    const posting = limited.lever.account.postings.find(({ confidentiality }) => confidentiality === "confidential")!;
    const [hidden] = confidential();
    for (const [field, id] of [
      ["job", posting.id],
      ["application", applicationId(hidden!)],
    ] as const) {
      expect(await limited.query(`query ($id: ID!) { found: ${field}(id: $id) { id } }`, { id }), field).toMatchObject({
        data: { found: null },
        errors: [{ path: ["found"], extensions: { code: "UPSTREAM_FORBIDDEN", provider: "LEVER" } }],
      });
    }
  });

  it("makes only the job of an application null when the key cannot read the posting", async () => {
    await using limited = await startSubgraph({
      account: irregularAccount({ seed: 11, candidates: 60 }),
      apiKeys: { limited: { confidential: false } },
      env: { LEVER_API_KEY: "limited" },
    });
    const { account } = limited.lever;
    const posting = account.postings.find(({ confidentiality }) => confidentiality === "confidential")!;
    const moved = truthOf(account)
      .candidacies.filter(hasApplied)
      .find(({ isLead }) => !isLead)!;
    moved.application.posting = posting.id;
    limited.lever.changed();
    const id = applicationId(moved);
    expect(await limited.query(`{ application(id: "${id}") { id jobId job { name } } }`)).toMatchObject({
      data: { application: { id, jobId: posting.id, job: null } },
      errors: [{ path: ["application", "job"], extensions: { code: "UPSTREAM_FORBIDDEN" } }],
    });
  });

  it("is not part of a person who also has public records", async () => {
    const hidden = new Set(confidential().map(({ contact }) => contact.id));
    const both = [...truth.list("candidates", { includeLeads: true }).keys()].filter((id) => hidden.has(id));
    expect(both.length).toBeGreaterThan(0);
    for (const id of both) {
      expect((await byId("candidate", id)).found).toStrictEqual(truth.list("candidates").get(id) ?? null);
    }
  });
});

/** A record of this kind. */
function oneOf(field: string): Expected {
  const { connection } = objects.find((object) => object.field === field)!;
  return [...truth.list(connection).values()][1]!;
}
