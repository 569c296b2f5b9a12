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

/** Well-formed, and no object's. */
const stranger = "00000000-0000-4000-8000-000000000001";
const strangers: Record<string, string[]> = {
  candidate: [stranger],
  job: [stranger],
  stage: [stranger, "no-such-stage"],
  application: [`${stranger}:${stranger}`],
  offer: [`${stranger}:${stranger}`],
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
  it.each(objects)("$field is what the list has", async ({ field, connection }) => {
    const wanted = [...truth.list(connection).values()];
    expect(wanted.length).toBeGreaterThan(5);
    for (const record of wanted) {
      expect(await byId(field, record.id)).toMatchObject({ found: record, codes: [] });
      expect((await byId(field, record.id)).found).toStrictEqual(record);
    }
  });

  it("stage is found while it is listed and after it retired", async () => {
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

  it("job is found on the internal channel alone, and confidential when the key may see it", async () => {
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

  it("offer is null once its application has gone back among the leads", async () => {
    await using own = await startSubgraph({ seed: 12, candidates: 60 });
    const { account } = own.lever;
    const made = truthOf(account).candidacies.find(({ offers, reason }) => offers.length > 0 && reason === undefined)!;
    const [{ id } = { id: "" }] = made.offers;
    const ask = `{ offer(id: "${made.opportunity.id}:${id}") { id } }`;
    expect((await own.query(ask)).data).toEqual({ offer: { id: `${made.opportunity.id}:${id}` } });
    made.opportunity.stage = "lead-responded";
    own.lever.changed();
    expect(await own.query(ask)).toMatchObject({ data: { offer: null }, errors: [] });
  });

  it.each(Object.entries(strangers))("%s is null without an error when Lever has none", async (field, ids) => {
    for (const id of ids) expect(await byId(field, id)).toMatchObject({ found: null, codes: [] });
  });

  it("application and offer are null when their opportunity is another's", async () => {
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
  const halves = malformed.flatMap((part) => [`${stranger}:${part}`, `${part}:${stranger}`]);
  const cases = ["candidate", "job", "stage", "application", "offer"].map((field) => ({
    field,
    ids: ["application", "offer"].includes(field)
      ? [...malformed, ...halves, stranger, ":", `${stranger}:${stranger}:${stranger}`]
      : malformed,
  }));

  it.each(cases)("of a $field is the caller's error, and no call is made", async ({ field, ids }) => {
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

  it("in _entities costs that entity alone", async () => {
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
    "gives $type entities in the order asked for, as the list has them",
    async ({ type, connection, field }) => {
      const wanted = [...truth.list(connection).values()].reverse();
      const doubled = [...wanted, ...wanted.slice(0, 5)];
      const [none] = strangers[field]!;
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

  it("gives stages listed, retired, vanished and unknown", async () => {
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

  it("mixes types, each with its own answer", async () => {
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

  it.each(objects)("fails for a $type without its key alone", async ({ type, field }) => {
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

  it("gives leads as null", async () => {
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

describe("something confidential", () => {
  const confidential = () =>
    truthOf(subgraph.lever.account, { confidentiality: "confidential" }).candidacies.filter(hasApplied);

  it("is null and forbidden by its id to a key without the grant", async () => {
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

  it("costs an application its job alone when the key may not see the posting", async () => {
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

  it("is not part of a person who has something public beside it", async () => {
    const hidden = new Set(confidential().map(({ contact }) => contact.id));
    const both = [...truth.list("candidates", { includeLeads: true }).keys()].filter((id) => hidden.has(id));
    expect(both.length).toBeGreaterThan(0);
    for (const id of both) {
      expect((await byId("candidate", id)).found).toStrictEqual(truth.list("candidates").get(id) ?? null);
    }
  });
});

/** Some record of this kind. */
function oneOf(field: string): Expected {
  const { connection } = objects.find((object) => object.field === field)!;
  return [...truth.list(connection).values()][1]!;
}
