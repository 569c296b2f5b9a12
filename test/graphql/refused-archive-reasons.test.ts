import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Account, addOpportunity, archive, type Fault } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const forbidden: Fault = { status: 403 };
const failing: Fault = { status: 503 };

/** People of a plain account, and some who ended in a lead stage: `hired` was hired there, `lead` was rejected there. */
function accountWithArchivedLeads() {
  const account = plainAccount(30);
  const [reason] = account.archiveReasons.filter(({ type }) => type === "non-hired");
  const hire = account.archiveReasons.find(({ type }) => type === "hired")!;
  const posting = account.postings.find(({ distributionChannels }) => distributionChannels?.includes("public"))!.id;
  const add = (name: string, stageId: string, reasonId: string | null, contactId?: string) => {
    const at = account.now - 86_400_000 + account.opportunities.length;
    const row = addOpportunity(account, { name, stageId, postingId: posting, at, contactId: contactId! });
    if (reasonId !== null) archive(account, row.id, reasonId, at + 5);
    return row;
  };
  const hired = add("Hired as a lead", "lead-new", hire.id);
  const lead = add("Rejected as a lead", "lead-new", reason!.id);
  const also = add("Hired as a lead, and active", "applicant-new", null);
  const alsoHired = add("Hired as a lead, and active", "lead-responded", hire.id, also.contact);
  const hiredLater = add("Hired", "offer", hire.id);
  return { account, posting, hired, lead, also, alsoHired, hiredLater, reason: reason! };
}

const idOf = (account: Account, { id, applications }: { id: string; applications: string[] }) =>
  `${id}:${account.applications.find((each) => each.id === applications[0])!.id}`;

const applicationFields = `
  id jobId status rejectedAt rejectedReason { text } hiredAt stage { id name } job { id name } candidate { fullName }`;
const fieldsOfTheEnd = ["status", "rejectedAt", "rejectedReason", "hiredAt"];

interface Row {
  readonly id: string;
  readonly status: string | null;
}

describe.each([
  ["refused (403)", forbidden, "UPSTREAM_FORBIDDEN"],
  ["failing for long (503)", failing, "UPSTREAM_UNAVAILABLE"],
])("archive reasons that are %s", (_how, fault, code) => {
  const seeded = accountWithArchivedLeads();
  const { account } = seeded;
  let allowed: TestSubgraph;
  let refused: TestSubgraph;
  beforeAll(async () => {
    allowed = await startSubgraph({ account });
    refused = await startSubgraph({ account });
    refused.lever.faults.failNext(/archive_reasons/, fault, Infinity);
  });
  afterAll(async () => {
    await allowed[Symbol.asyncDispose]();
    await refused[Symbol.asyncDispose]();
  });

  const lost = (path: unknown) =>
    expect.objectContaining({ path, extensions: expect.objectContaining({ code, provider: "LEVER" }) });
  const both = async (query: string) => [await allowed.query(query), await refused.query(query)] as const;

  it("cost applications their end, each field with its error, and the list says that it left out leads", async () => {
    const [all, some] = await both(`{ applications(first: 100) { nodes { ${applicationFields} } } }`);
    expect(all.errors).toEqual([]);
    const hidden = [seeded.hired, seeded.alsoHired].map((row) => idOf(account, row));
    const visible = all.data.applications.nodes.filter(({ id }: Row) => !hidden.includes(id));
    expect(visible).toHaveLength(all.data.applications.nodes.length - hidden.length);
    const ended = Object.fromEntries(fieldsOfTheEnd.map((field) => [field, null]));
    expect(some.data.applications.nodes).toEqual(
      visible.map((row: Row) => (row.status === "ACTIVE" ? row : { ...row, ...ended })),
    );
    const indexes = visible.flatMap(({ status }: Row, index: number) => (status === "ACTIVE" ? [] : [index]));
    expect(indexes.length).toBeGreaterThan(3);
    const expected = indexes.flatMap((index: number) =>
      fieldsOfTheEnd.map((field) => lost(["applications", "nodes", index, field])),
    );
    expect(some.errors).toHaveLength(Number(expected.length) + 1);
    expect(some.errors).toEqual(expect.arrayContaining([lost(["applications"]), ...expected]));
  });

  it.each(["candidates", "applications", "offers"])("cost a list of %s only its hires in lead stages", async (list) => {
    const [all, some] = await both(`{ list: ${list}(first: 100) { nodes { id } excluded { leads } } }`);
    expect(all.errors).toEqual([]);
    const ids = (answer: typeof all) => answer.data.list.nodes.map(({ id }: Row) => id);
    const hidden = { candidates: [seeded.hired.contact], offers: [] as string[] }[list] ?? [
      idOf(account, seeded.hired),
      idOf(account, seeded.alsoHired),
    ];
    expect([...ids(some), ...hidden].sort()).toEqual(ids(all).sort());
    expect(some.errors).toEqual([lost(["list"])]);
    expect(some.data.list.excluded.leads).toBe(Number(all.data.list.excluded.leads) + 2);
  });

  it("are reported by a list of a job at its own path", async () => {
    const [all, some] = await both(`{ job(id: "${seeded.posting}") { applications { nodes { id } } } }`);
    const hidden = [seeded.hired, seeded.alsoHired].map((row) => idOf(account, row));
    const ids = ({ data }: typeof all) => data.job.applications.nodes.map(({ id }: Row) => id);
    expect([...ids(some), ...hidden].sort()).toEqual(ids(all).sort());
    expect(some.errors).toEqual([lost(["job", "applications"])]);
  });

  it("are not reported where leads are asked for, or where the filter excludes these rows", async () => {
    for (const filter of ["includeLeads: true", "status: ACTIVE", `stageIds: "applicant-new"`]) {
      const [all, some] = await both(`{ applications(first: 100, filter: { ${filter} }) { nodes { id jobId } } }`);
      expect([some.data, some.errors], filter).toEqual([all.data, []]);
    }
  });

  it.each(["candidates", "applications"])(
    "are reported where only leads are asked for: a hire is among the %s",
    async (list) => {
      const [all, some] = await both(`{ list: ${list}(first: 100, filter: { leadsOnly: true }) { nodes { id } } }`);
      expect(all.errors).toEqual([]);
      expect(some.data.list.nodes.length).toBeGreaterThan(all.data.list.nodes.length);
      expect(some.errors).toEqual([lost(["list"])]);
    },
  );

  it.each(["HIRED", "REJECTED", "[ACTIVE, HIRED]", "[REJECTED, ACTIVE]"])(
    "make a list null whose filter needs them: status %s",
    async (status) => {
      const { data, errors } = await refused.query(`{ applications(filter: { status: ${status} }) { nodes { id } } }`);
      expect(data).toEqual({ applications: null });
      expect(errors).toEqual([lost(["applications"])]);
    },
  );

  it("do not change a list whose filter does not need them", async () => {
    const filter = `{ status: [REJECTED, HIRED], stageIds: ["applicant-new", "offer"] }`;
    const [all, some] = await both(`{ applications(first: 100, filter: ${filter}) { nodes { id } } }`);
    expect(all.data.applications.nodes.length).toBeGreaterThan(3);
    expect([some.data, some.errors]).toEqual([all.data, []]);
  });

  it("make a record null with an error if only they say whether it is a lead", async () => {
    const { data, errors } = await refused.query(`{
      hired: application(id: "${idOf(account, seeded.hired)}") { id }
      lead: candidate(id: "${seeded.lead.contact}") { id }
      active: application(id: "${idOf(account, seeded.also)}") { id status }
      remote: byRemoteId(provider: LEVER, kind: OPPORTUNITY, id: "${seeded.hired.id}") { __typename }
    }`);
    expect(data).toEqual({
      hired: null,
      lead: null,
      active: { id: idOf(account, seeded.also), status: "ACTIVE" },
      remote: null,
    });
    expect(errors).toHaveLength(3);
    expect(errors).toEqual(expect.arrayContaining([lost(["hired"]), lost(["lead"]), lost(["remote"])]));
  });

  it("are reported at the lists of a person who has such an application", async () => {
    const { data, errors } = await refused.query(
      `{ candidate(id: "${seeded.also.contact}") { id createdAt applicationIds applications { id } } }`,
    );
    const id = idOf(account, seeded.also);
    expect(data.candidate).toMatchObject({ applicationIds: [id], applications: [{ id }] });
    expect(errors).toHaveLength(2);
    expect(errors).toEqual(
      expect.arrayContaining([lost(["candidate", "applicationIds"]), lost(["candidate", "applications"])]),
    );
  });
});

it("reads archive reasons again after a failure, and in the pages after it", async () => {
  const { account } = accountWithArchivedLeads();
  const subgraph = await startSubgraph({ account });
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  const query = "{ applications(first: 100) { nodes { status } } }";
  subgraph.lever.faults.failNext(/archive_reasons/, failing, 99);
  expect((await subgraph.query(query)).errors.length).toBeGreaterThan(0);
  subgraph.lever.faults.clear();
  expect((await subgraph.query(query)).errors).toEqual([]);
});

it("goes on with a list of offers in the order in which it began", async () => {
  const { account, hiredLater, also } = accountWithArchivedLeads();
  for (const [index, { id }] of [hiredLater, also, ...account.opportunities.slice(0, 6)].entries()) {
    const createdAt = account.now - index;
    account.offers.push({
      id: `c4f5a6b7-0000-4000-8000-00000000000${index}`,
      opportunityId: id,
      createdAt,
      status: "sent",
    } as (typeof account.offers)[number]);
  }
  const subgraph = await startSubgraph({ account });
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  const page = async (after: string | null) => {
    const { data, errors } = await subgraph.query(
      "query ($after: String) { offers(first: 2, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }",
      { after },
    );
    return { data: data.offers, errors };
  };
  const walk = async (after: string | null) => {
    const ids: string[] = [];
    for (let cursor = after, more = true; more;) {
      const { data } = await page(cursor);
      ids.push(...data.nodes.map(({ id }: Row) => id));
      [cursor, more] = [data.pageInfo.endCursor, data.pageInfo.hasNextPage];
    }
    return ids;
  };
  const refuse = () => {
    subgraph.lever.faults.failNext(/archive_reasons/, failing, Infinity);
  };
  const whole = await walk(null);
  expect(new Set(whole).size).toBe(8);

  // The reasons can be read only after the first page.
  await using fresh = await startSubgraph({ lever: subgraph.lever });
  refuse();
  const { data, errors } = await fresh.query("{ offers(first: 2) { nodes { id } pageInfo { endCursor } } }");
  // The page needs no reason, and the walk goes on without hires first.
  expect(errors).toEqual([]);
  expect(fresh.newCalls()).toContain("GET /archive_reasons");
  subgraph.lever.faults.clear();
  const rest = await walk(data.offers.pageInfo.endCursor);
  expect([...data.offers.nodes.map(({ id }: Row) => id), ...rest].sort()).toEqual([...whole].sort());
});
