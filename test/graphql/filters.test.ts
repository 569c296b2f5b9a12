import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { propertyRuns } from "../support/property-runs.js";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { type Answer, startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import {
  applicationId,
  type Candidacy,
  type Connection,
  expectSame,
  type Filters,
  hasApplied,
  pageQuery,
  irregularAccount,
  type Truth,
  truthOf,
  readWholeList,
} from "../support/truth/index.js";

type Filter = Filters[Connection];

const unknownId = "00000000-0000-4000-8000-000000000002";

let subgraph: TestSubgraph;
let truth: Truth;

beforeAll(async () => {
  subgraph = await startSubgraph({ account: irregularAccount({ seed: 21, candidates: 80, postings: 24 }) });
  truth = truthOf(subgraph.lever.account);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

/** Reads the list with this filter to its end, checks its records, and returns their number. */
async function expectTrue(connection: Connection, filter: Filter, first = 50, on = subgraph): Promise<number> {
  const wanted = truth.list<Connection>(connection, filter);
  const { records } = await readWholeList<Connection>(on, connection, { first, filter });
  expectSame(records, wanted, JSON.stringify({ connection, filter, first }));
  return wanted.size;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** Values that many rows share, and that not all rows have. */
function values() {
  const { candidacies } = truth;
  const middle = candidacies[Math.floor(candidacies.length / 2)]!;
  const updated = candidacies.filter(({ opportunity }) => opportunity.updatedAt !== null);
  const applied = candidacies.filter(hasApplied);
  const most = (all: readonly (string | null)[]) => {
    const counts = new Map<string, number>();
    for (const value of all) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
  };
  return {
    jobs: most(applied.map(({ application }) => application.posting)),
    stages: most(candidacies.map(({ opportunity }) => opportunity.stage)),
    people: most(candidacies.map(({ contact }) => contact.id)),
    created: iso(middle.opportunity.createdAt),
    updated: iso(updated[Math.floor(updated.length / 2)]!.opportunity.updatedAt!),
    email: candidacies.find(({ isLead, contact }) => !isLead && contact.emails.length > 1)!.contact.emails[1]!,
  };
}

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
    { connection: "jobs", name: "updatedAfter", filters: () => around(posted(), "updatedAfter") },
    { connection: "jobs", name: "updatedBefore", filters: () => around(posted(), "updatedBefore") },
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

  function posted(): string {
    return iso(subgraph.lever.account.postings[5]!.updatedAt);
  }

  function emails(): string[] {
    const own = values().email;
    const doubled = truth.candidacies.find(({ contact }) =>
      contact.emails.some((address) => address !== address.trim()),
    )!;
    return [own, own.toUpperCase(), ...doubled.contact.emails, "nobody@example.org", "no address"];
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

describe("combined conditions", () => {
  const pick = (all: readonly string[]) => fc.constantFrom(...all, unknownId);
  /** A list that usually contains this value, or sometimes the value without a list. */
  const listAround = (value: string | null | undefined, all: readonly string[]) =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.subarray([...new Set(all)], { minLength: 1 }).map((some) => [...some, value ?? unknownId]),
      },
      { weight: 2, arbitrary: fc.constant(value ?? unknownId) },
      { weight: 1, arbitrary: fc.array(pick(all), { maxLength: 3 }) },
    );
  const dateAround = (ms: number | null, step: 1 | -1) =>
    fc
      .oneof({ weight: 3, arbitrary: fc.nat({ max: 90 * 86_400_000 }) }, fc.constant(0), fc.constant(-1))
      .map((away) => iso((ms ?? Date.UTC(2026, 5)) - step * away));
  const dates = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number | null }) => ({
    createdAfter: dateAround(createdAt, 1),
    createdBefore: dateAround(createdAt, -1),
    updatedAfter: dateAround(updatedAt, 1),
    updatedBefore: dateAround(updatedAt, -1),
  });
  const some = (fields: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(
      Object.fromEntries(
        // Each condition is usually absent, because many conditions together match no record.
        Object.entries(fields).map(([name, value]) => [
          name,
          fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, value),
        ]),
      ),
    ) as fc.Arbitrary<Filter>;

  const near: Record<Connection, (candidacy: Candidacy) => fc.Arbitrary<Filter>> = {
    candidates: ({ opportunity, application, contact }) =>
      some({
        email: fc.constantFrom(contact.emails[0]?.toUpperCase(), "nobody@example.org", undefined, undefined),
        jobIds: listAround(application?.posting, values().jobs),
        stageIds: listAround(opportunity.stage, values().stages),
        includeLeads: fc.boolean(),
        ...dates(opportunity),
      }),
    applications: ({ opportunity, application, contact }) =>
      some({
        candidateIds: listAround(contact.id, values().people),
        jobIds: listAround(application?.posting, values().jobs),
        stageIds: listAround(opportunity.stage, values().stages),
        status: fc.subarray(["ACTIVE", "REJECTED", "HIRED"]),
        includeLeads: fc.boolean(),
        ...dates(opportunity),
      }),
    offers: ({ opportunity, application, contact }) =>
      some({
        candidateIds: listAround(contact.id, values().people),
        jobIds: listAround(application?.posting, values().jobs),
        stageIds: listAround(opportunity.stage, values().stages),
        status: fc.subarray([
          "DRAFT",
          "APPROVAL_SENT",
          "APPROVED",
          "SENT",
          "SENT_MANUALLY",
          "OPENED",
          "SIGNED",
          "REJECTED",
        ]),
        includeLeads: fc.boolean(),
      }),
    jobs: ({ application }) => {
      const { postings } = subgraph.lever.account;
      const posting = postings.find(({ id }) => id === application?.posting) ?? postings[0]!;
      const departments = postings.flatMap(({ categories }) => categories.department ?? []);
      return some({
        status: fc.subarray(["OPEN", "CLOSED", "DRAFT", "ON_HOLD"]),
        departments: listAround(posting.categories.department, departments),
        updatedAfter: dateAround(posting.updatedAt, 1),
        updatedBefore: dateAround(posting.updatedAt, -1),
      });
    },
  };

  it.each([
    ["candidates", propertyRuns(15, 40)],
    ["applications", propertyRuns(15, 40)],
    ["jobs", propertyRuns(10, 30)],
    ["offers", propertyRuns(10, 30)],
  ] as const)("return the matching %s for %d generated filters", async (connection, numRuns) => {
    let full = 0;
    const applicants = truth.candidacies.filter(
      ({ isLead, offers }) => !isLead && (connection !== "offers" || offers.length > 0),
    );
    const filters = fc.constantFrom(...applicants).chain((candidacy) => near[connection](candidacy));
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(3, 50, 100), async (filter, first) => {
        if ((await expectTrue(connection, filter, first)) > 0) full += 1;
      }),
      { numRuns, seed: 20_261_001, endOnFailure: true },
    );
    expect(full, "filters with a match").toBeGreaterThan(numRuns / 4);
  });
});

describe("Lever's parameter posting_id", () => {
  it.each(["active", "all"] as const)(
    "lets jobIds find all applications when it matches %s applications",
    async (postingIdMatches) => {
      await using lever = await startSandbox({ account: subgraph.lever.account, rate: Infinity, postingIdMatches });
      await using own = await startSubgraph({ lever });
      const { jobs, stages } = values();
      const leads = { includeLeads: true };
      for (const first of [3, 50]) {
        for (const connection of ["candidates", "applications", "offers"] as const) {
          expect(await expectTrue(connection, { jobIds: jobs.slice(0, 3) }, first, own)).toBeGreaterThan(3);
          await expectTrue(
            connection,
            { jobIds: jobs.slice(0, 2), stageIds: stages.slice(0, 6), ...leads },
            first,
            own,
          );
        }
        for (const status of ["ACTIVE", "REJECTED", "HIRED"]) {
          await expectTrue("applications", { jobIds: jobs.slice(0, 5), status: [status] }, first, own);
        }
      }
    },
  );

  it.each(["active", "all"] as const)(
    "matching %s applications, a job has all of its applications",
    async (postingIdMatches) => {
      await using lever = await startSandbox({ account: subgraph.lever.account, rate: Infinity, postingIdMatches });
      await using own = await startSubgraph({ lever });
      const query = `query ($id: ID!, $after: String) {
      job(id: $id) {
        applications(first: 4, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } excluded { leads } }
      }
    }`;
      for (const { id } of own.lever.account.postings) {
        const wanted = truth.candidacies.filter(hasApplied).filter(({ application }) => application.posting === id);
        const got: string[] = [];
        let leads = 0;
        let after: string | null = null;
        for (;;) {
          const answer: Answer = await own.query(query, { id, after });
          expect(answer.errors).toEqual([]);
          const { nodes, pageInfo, excluded } = (answer.data as JobPage).job.applications;
          got.push(...nodes.map((node) => node.id));
          leads += excluded.leads;
          if (!pageInfo.hasNextPage) break;
          expect(nodes).toHaveLength(4);
          after = pageInfo.endCursor;
        }
        expect(got.sort()).toEqual(
          wanted
            .filter(({ isLead }) => !isLead)
            .map(applicationId)
            .sort(),
        );
        expect(leads).toBe(wanted.filter(({ isLead }) => isLead).length);
      }
    },
  );
});

interface JobPage {
  job: {
    applications: {
      nodes: { id: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      excluded: { leads: number };
    };
  };
}

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
