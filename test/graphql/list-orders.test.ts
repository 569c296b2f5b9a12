import { describe, expect, it } from "vitest";
import type { Account } from "../../src/lever-sandbox/index.js";
import { addRows, emptyAccount, type RowPlan } from "../support/account-of-rows.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { expectInOrder, inOrder, type OrderBy, pages, truthOf } from "../support/truth/index.js";

const hour = 3_600_000;

/** People with an active application each, in two stages in turn. `dateOf` gives the date of the nth. */
function account(people: number, dateOf: (n: number) => number, more: (n: number) => Partial<RowPlan> = () => ({})) {
  const empty = emptyAccount();
  const posting = empty.postings[0]!.id;
  const plans = Array.from({ length: people }, (_, n): RowPlan => {
    const at = empty.now - 1000 * hour + dateOf(n);
    const stage = n % 2 === 0 ? "applicant-new" : "offer";
    return { person: n, stage, posting, createdAt: at, updatedAt: at, ...more(n) };
  });
  return addRows(empty, plans);
}

/** Reads a list to its end, each page from the next replica. */
async function ids(
  replicas: readonly TestSubgraph[],
  connection: "candidates" | "applications",
  first: number,
  orderBy: OrderBy,
  after?: string,
): Promise<string[]> {
  const read: string[] = [];
  const options = { first, orderBy, fields: "id", excluded: false, ...(after !== undefined && { after }) };
  for await (const { nodes } of pages(replicas, connection, options)) read.push(...nodes.map(({ id }) => id));
  return read;
}

describe("nodes with the same date", () => {
  const ties: [string, "candidates" | "applications", OrderBy["field"]][] = [
    ["by the id of the person", "candidates", "LATEST_APPLICATION_AT"],
    ["by the id of the application", "applications", "CREATED_AT"],
    ["by the id of the application", "applications", "LAST_ADVANCED_AT"],
  ];
  it.each(ties.flatMap((tie) => [1, 2, 3].map((first) => [...tie, first] as const)))(
    "come %s: %s in the order %s in pages of %d",
    async (_how, connection, field, first) => {
      await using subgraph = await startSubgraph({ account: account(13, (n) => Math.floor(n / 5) * hour) });
      const truth = truthOf(subgraph.lever.account);
      for (const direction of ["ASC", "DESC"] as const) {
        const wanted = inOrder(truth, connection, {}, { field, direction }).map(({ id }) => id);
        expect(await ids([subgraph], connection, first, { field, direction })).toEqual(wanted);
      }
    },
  );

  it.each([
    ["candidates", "LATEST_APPLICATION_AT"],
    ["applications", "CREATED_AT"],
    ["applications", "LAST_ADVANCED_AT"],
  ] as const)("each come once if there are hundreds: %s in the order %s", async (connection, field) => {
    // 450 rows in one millisecond, between others.
    const dateOf = (n: number) => (n < 20 ? n * hour : n < 470 ? 20 * hour : n * hour);
    await using one = await startSubgraph({ account: account(490, dateOf) });
    await using other = await startSubgraph({ lever: one.lever });
    const truth = truthOf(one.lever.account);
    for (const direction of ["ASC", "DESC"] as const) {
      const wanted = inOrder(truth, connection, {}, { field, direction });
      expectInOrder(await ids([one, other], connection, 70, { field, direction }), wanted, truth);
    }
  });
});

describe("a person with several applications", () => {
  const several = () => {
    const empty = emptyAccount();
    const posting = empty.postings[0]!.id;
    const at = (n: number) => empty.now - n * hour;
    return addRows(empty, [
      { person: 0, stage: "applicant-new", posting, createdAt: at(9) },
      { person: 0, stage: "offer", posting, createdAt: at(2) },
      { person: 0, stage: "lead-new", posting, createdAt: at(1) },
      { person: 1, stage: "applicant-new", posting, createdAt: at(3) },
      { person: 1, stage: "offer", posting, createdAt: at(8) },
      { person: 2, stage: "offer", posting, createdAt: at(5) },
    ]);
  };
  const order = async (filter: object, direction: "ASC" | "DESC") => {
    const data = several();
    await using subgraph = await startSubgraph({ account: data });
    const orderBy = { field: "LATEST_APPLICATION_AT", direction } as const;
    const read: string[] = [];
    for await (const { nodes } of pages(subgraph, "candidates", { first: 1, filter, orderBy, fields: "id" })) {
      read.push(...nodes.map(({ id }) => id));
    }
    return read.map((id) => data.contacts.findIndex((contact) => contact.id === id));
  };

  it.each([
    ["the newest application counts, without leads", {}, [0, 1, 2]],
    ["the newest lead counts too with includeLeads", { includeLeads: true }, [0, 1, 2]],
    ["only what the filter matches counts", { stageIds: ["applicant-new"] }, [1, 0]],
    ["only what the filter matches counts", { stageIds: ["offer"] }, [0, 2, 1]],
  ])("%s: %o", async (_what, filter, newestFirst) => {
    expect(await order(filter, "DESC")).toEqual(newestFirst);
    expect(await order(filter, "ASC")).toEqual(newestFirst.toReversed());
  });
});

describe("an order without what it needs", () => {
  const refused: [string, string, object][] = [
    ["ENDED_AT needs a status", "ENDED_AT", {}],
    ["ENDED_AT needs a status", "ENDED_AT", { status: null }],
    ["ENDED_AT does not go with ACTIVE", "ENDED_AT", { status: ["ACTIVE", "REJECTED"] }],
    ["UPDATED_AT needs updatedAfter or updatedBefore", "UPDATED_AT", {}],
    ["UPDATED_AT needs updatedAfter or updatedBefore", "UPDATED_AT", { createdAfter: "2026-01-01T00:00:00Z" }],
  ];
  it.each(refused)("is BAD_USER_INPUT before any call: %s (%s %o)", async (_why, field, filter) => {
    await using subgraph = await startSubgraph({ account: account(3, (n) => n) });
    const query = `query ($filter: ApplicationFilter, $jobFilter: JobApplicationFilter, $id: ID!) {
      applications(filter: $filter, orderBy: { field: ${field} }) { nodes { id } }
      job(id: $id) { applications(filter: $jobFilter, orderBy: { field: ${field} }) { nodes { id } } }
    }`;
    const { id } = subgraph.lever.account.postings[0]!;
    const { data, errors } = await subgraph.query(query, { filter, jobFilter: filter, id });
    expect(data).toEqual({ applications: null, job: { applications: null } });
    expect(errors.map(({ path, extensions }) => [path?.join("."), extensions.code]).sort()).toEqual([
      ["applications", "BAD_USER_INPUT"],
      ["job.applications", "BAD_USER_INPUT"],
    ]);
    expect(subgraph.newCalls().filter((call) => call.includes("opportunities"))).toEqual([]);
  });
});

describe("the cursor of an ordered list", () => {
  const list = (argument: string, selection = "") => `query ($after: String) {
    applications(first: 3, after: $after, ${argument}) {
      edges { cursor node { id } } pageInfo { endCursor hasNextPage } ${selection}
    }
  }`;
  const newest = "orderBy: { field: CREATED_AT }";
  const idsIn = ({ data }: { data: any }) =>
    data.applications.edges.map(({ node }: { node: { id: string } }) => node.id);

  it("does not depend on what is selected", async () => {
    await using subgraph = await startSubgraph({ account: mixed() });
    const wanted = inOrder(truthOf(subgraph.lever.account), "applications", {}, { field: "CREATED_AT" });
    const read: string[] = [];
    let after: string | null = null;
    const selections = ["", "excluded { leads }", "", "totalCount", "excluded { leads } totalCount"];
    for (let turn = 0; ; turn += 1) {
      const page: Awaited<ReturnType<TestSubgraph["query"]>> = await subgraph.query(
        list(newest, selections[turn % selections.length]),
        { after },
      );
      expect(page.errors).toEqual([]);
      read.push(...idsIn(page));
      if (page.data.applications.pageInfo.hasNextPage !== true) break;
      after = page.data.applications.pageInfo.endCursor;
    }
    expect(read).toEqual(wanted.map(({ id }) => id));
  });

  it.each([
    ["another direction", "orderBy: { field: CREATED_AT, direction: ASC }"],
    ["another order", "orderBy: { field: LAST_ADVANCED_AT }"],
    ["no order", ""],
    ["another filter", "filter: { status: ACTIVE }, orderBy: { field: CREATED_AT }"],
  ])("is BAD_USER_INPUT with %s, without a call", async (_what, argument) => {
    await using subgraph = await startSubgraph({ account: account(9, (n) => n * hour) });
    const after = (await subgraph.query(list(newest))).data.applications.pageInfo.endCursor;
    subgraph.newCalls();
    const { data, errors } = await subgraph.query(list(argument), { after });
    expect(data).toEqual({ applications: null });
    expect(errors).toMatchObject([{ path: ["applications"], extensions: { code: "BAD_USER_INPUT" } }]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  /** Applications between leads. */
  function mixed(): Account {
    return account(
      30,
      (n) => n * hour,
      (n) => (n % 3 === 0 ? { stage: "lead-new" } : {}),
    );
  }
});
