import { afterAll, describe, expect, it } from "vitest";
import { type Connection, hasApplied, pageQuery, readWholeList } from "../support/truth/index.js";
import { type Filter, iso, startFilteredAccount, unknownId } from "../support/filtered-account.js";

const { subgraph, truth, expectTrue, values } = await startFilteredAccount();
afterAll(() => subgraph[Symbol.asyncDispose]());

describe("one condition", () => {
  const conditions: readonly { connection: Connection; name: string; filters: () => Filter[] }[] = [
    { connection: "candidates", name: "email", filters: () => emails().map((email) => ({ email })) },
    ...(["candidates", "applications"] as const).flatMap((connection) => [
      { connection, name: "createdAfter", filters: () => around(values().created, "createdAfter") },
      { connection, name: "createdBefore", filters: () => around(values().created, "createdBefore") },
      { connection, name: "updatedAfter", filters: () => around(values().updated, "updatedAfter") },
      { connection, name: "updatedBefore", filters: () => around(values().updated, "updatedBefore") },
    ]),
    ...(["candidates", "applications", "offers"] as const).flatMap((connection) => [
      { connection, name: "jobIds", filters: () => lists("jobIds", values().jobs) },
      { connection, name: "stageIds", filters: () => lists("stageIds", values().stages) },
      {
        connection,
        name: "includeLeads",
        filters: () => [true, false, null].map((includeLeads) => ({ includeLeads })),
      },
    ]),
    ...(["applications", "offers"] as const).map((connection) => ({
      connection,
      name: "candidateIds",
      filters: () => lists("candidateIds", values().people),
    })),
    {
      connection: "applications",
      name: "status",
      filters: () => lists("status", ["ACTIVE", "REJECTED", "HIRED"], false),
    },
    {
      connection: "offers",
      name: "status",
      filters: () =>
        lists("status", ["SIGNED", "REJECTED", "SENT", "OPENED", "DRAFT", "APPROVAL_SENT", "SENT_MANUALLY"], false),
    },
    {
      connection: "jobs",
      name: "status",
      filters: () => lists("status", ["OPEN", "CLOSED", "DRAFT"], false),
    },
    {
      connection: "jobs",
      name: "departments",
      filters: () => [...lists("departments", ["Engineering", "Finance", "Sales"]), { departments: ["engineering"] }],
    },
    { connection: "jobs", name: "teams", filters: () => lists("teams", ["Web", "Design", "Platform"]) },
    { connection: "jobs", name: "locations", filters: () => lists("locations", places()) },
    {
      connection: "jobs",
      name: "workplaceTypes",
      filters: () => lists("workplaceTypes", ["REMOTE", "HYBRID", "ONSITE"], false),
    },
    { connection: "jobs", name: "hiringManagerIds", filters: () => lists("hiringManagerIds", managers()) },
    {
      connection: "jobs",
      name: "name",
      filters: () =>
        ["engineer", "ENGINE", "Ingenie\u0301r", "\u00EB", "r m", "engineer ", ""].map((name) => ({ name })),
    },
    ...(["updatedAfter", "updatedBefore"] as const).map((name) => ({
      connection: "jobs" as const,
      name,
      filters: () => around(iso(subgraph.lever.account.postings[5]!.updatedAt), name),
    })),
    ...(["createdAfter", "createdBefore"] as const).map((name) => ({
      connection: "jobs" as const,
      name,
      filters: () => around(iso(subgraph.lever.account.postings[5]!.createdAt), name),
    })),
  ];

  it.each(conditions)("filters $connection by $name", async ({ connection, filters }) => {
    const sizes = new Set<number>();
    for (const filter of filters()) sizes.add(await expectTrue(connection, filter));
    expect(sizes.size, "the filters match different numbers of records").toBeGreaterThan(1);
  });

  /** One value, several values, a value in place of a list, an empty list, an unknown id alone and with others, and null. */
  function lists(name: string, [a, b, ...rest]: readonly string[], withUnknownIds = true): Filter[] {
    const all: unknown[] = [
      [a],
      [a, b],
      [b, a, a],
      a,
      [],
      [a, b, ...rest],
      null,
      ...rest.slice(0, 3).map((one) => [one]),
    ];
    if (withUnknownIds) all.push([unknownId], unknownId, [unknownId, a]);
    return all.map((value) => ({ [name]: value }));
  }

  function around(moment: string, name: string): Filter[] {
    const at = Date.parse(moment);
    return [at - 1, at, at + 1, 0, Date.UTC(2040, 0)].map((ms) => ({ [name]: iso(ms) }));
  }

  function places(): string[] {
    const { postings } = subgraph.lever.account;
    return ["Remote", ...new Set(postings.map(({ categories }) => categories.location))];
  }

  function managers(): string[] {
    return [...new Set(subgraph.lever.account.postings.flatMap(({ hiringManager }) => hiringManager ?? []))];
  }

  function emails(): string[] {
    const own = values().email;
    const doubled = truth.candidacies.find(({ contact }) =>
      contact.emails.some((address) => address !== address.trim()),
    )!;
    return [own, own.toUpperCase(), ...doubled.contact.emails, "nobody@example.org"];
  }
});

it("a filter by a status that Lever does not have returns no offers and no jobs", async () => {
  for (const status of ["ON_HOLD", "ARCHIVED"]) expect(await expectTrue("jobs", { status: [status] })).toBe(0);
  expect(await expectTrue("offers", { status: ["ARCHIVED"] })).toBe(0);
});

it("a range of dates includes both of its ends, to the millisecond", async () => {
  const { opportunity, contact } = truth.candidacies.find(
    ({ isLead, opportunity }) => !isLead && opportunity.updatedAt,
  )!;
  const at = iso(opportunity.createdAt);
  const then = iso(opportunity.updatedAt!);
  const exact = { createdAfter: at, createdBefore: at, updatedAfter: then, updatedBefore: then };
  const { records } = await readWholeList(subgraph, "candidates", { filter: exact });
  expect([...records.keys()]).toContain(contact.id);
  await expectTrue("candidates", exact);
  expect(await expectTrue("candidates", { ...exact, createdBefore: iso(opportunity.createdAt - 1) })).toBe(0);
});

it("a date can be in another time zone", async () => {
  const at = Date.parse(values().created);
  const elsewhere = new Date(at + 2 * 3_600_000).toISOString().replace("Z", "+02:00");
  expect(await expectTrue("applications", { createdAfter: elsewhere })).toBeGreaterThan(5);
});

it("a person does not match when each of their opportunities meets only half of the filter", async () => {
  const applied = truth.candidacies.filter(hasApplied);
  let halves = 0;
  for (const one of applied) {
    for (const other of applied) {
      if (one.contact !== other.contact || one.opportunity.stage === other.opportunity.stage) continue;
      const filter = { jobIds: one.application.posting, stageIds: other.opportunity.stage, includeLeads: true };
      const matching = truth.list("candidates", filter);
      if (matching.has(one.contact.id) || one.application.posting === null) continue;
      await expectTrue("candidates", filter);
      halves += 1;
    }
  }
  expect(halves).toBeGreaterThan(10);
});

it.each([7, 100])("a filter can have more ids than one call to Lever accepts (first: %d)", async (first) => {
  const { jobs, stages, people } = values();
  const many = Array.from({ length: 130 }, (_, i) => `00000000-0000-4000-9000-${String(i).padStart(12, "0")}`);
  const mixed = (own: readonly string[]) => many.flatMap((id, i) => (own[i] === undefined ? [id] : [id, own[i]]));
  for (const connection of ["candidates", "applications", "offers"] as const) {
    expect(await expectTrue(connection, { jobIds: mixed(jobs) }, first)).toBeGreaterThan(5);
    expect(await expectTrue(connection, { stageIds: mixed(stages) }, first)).toBeGreaterThan(5);
    expect(await expectTrue(connection, { stageIds: mixed(stages), jobIds: mixed(jobs) }, first)).toBeGreaterThan(5);
  }
  for (const connection of ["applications", "offers"] as const) {
    expect(people.length).toBeGreaterThan(60);
    expect(await expectTrue(connection, { candidateIds: mixed(people) }, first)).toBeGreaterThan(5);
    expect(
      await expectTrue(connection, { candidateIds: people.slice(0, 60), jobIds: mixed(jobs) }, first),
    ).toBeGreaterThan(3);
  }
});

it("a cursor of another list or filter is a BAD_USER_INPUT error", async () => {
  const filter = { stageIds: values().stages };
  const ask = (connection: Connection, variables: object) =>
    subgraph.query(pageQuery(connection), { first: 3, ...variables });
  const answer = await ask("applications", { filter });
  const after = (answer.data as { page: { pageInfo: { endCursor: string } } }).page.pageInfo.endCursor;
  expect((await ask("applications", { filter, after })).errors).toEqual([]);
  for (const { errors, upstream } of [
    await ask("applications", { after }),
    await ask("applications", { after, filter: { stageIds: values().stages.slice(1) } }),
    await ask("applications", { after, filter: { ...filter, includeLeads: true } }),
    await ask("candidates", { after, filter }),
    await ask("offers", { after, filter }),
    await ask("jobs", { after }),
    await ask("applications", { after: "", filter }),
    await ask("applications", { after: `${after}x`, filter }),
    await ask("applications", { after: "bm9uc2Vuc2U", filter }),
  ]) {
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
    expect(upstream.calls).toBe(0);
  }
});
