import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, archive, createAccount, unarchive, type Account } from "../../src/lever-sandbox/index.js";
import { propertyRuns } from "../support/property-runs.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { type Candidacy, candidaciesOf, type Connection, type Page, pages, truthOf } from "../support/truth/index.js";

const connections = ["candidates", "applications", "offers"] as const;

/** Changes a candidacy as a user of Lever does during a read. */
function move(account: Account, { opportunity }: Candidacy, what: number, at: number): void {
  const { stages, archiveReasons } = account;
  const reason = archiveReasons[what % archiveReasons.length]!.id;
  if (what % 3 === 0 && opportunity.archived) unarchive(account, opportunity.id, at);
  else if (what % 3 === 0) archive(account, opportunity.id, reason, at);
  else advance(account, opportunity.id, stages[what % stages.length]!.id, at);
}

/** Checks that each record of a page equals the account's current record. */
function expectCurrent(connection: Connection, { nodes }: Page, account: Account, filter = {}): void {
  const truth = truthOf(account).list(connection, filter);
  expect(nodes).toStrictEqual(nodes.map(({ id }) => truth.get(id) ?? `${id} is none of the ${connection} now`));
}

/** The id of the person in a record. */
function personIn(connection: Connection, node: Page["nodes"][number] | undefined): unknown {
  return connection === "candidates" ? node?.id : node?.candidateId;
}

describe("a walk while rows move between pages", () => {
  const moves = fc.array(fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 100 })), { maxLength: 6 }), {
    minLength: 3,
    maxLength: 8,
  });

  it.each(connections)("returns current %s on each page, and each unmoved record once", async (connection) => {
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(31, 32, 33), fc.constantFrom(2, 5, 9), moves, async (seed, first, rounds) => {
        const account = createAccount({ seed, candidates: 40 });
        await using subgraph = await startSubgraph({ account });
        const stayed = new Set(truthOf(account).list(connection).keys());
        const returned = new Map<string, number>();
        const schedule = [...rounds];
        const isAlone = (contactId: string) =>
          account.opportunities.filter(({ contact }) => contact === contactId).length === 1;
        let at = account.now;
        for await (const page of pages(subgraph, connection, { first })) {
          expectCurrent(connection, page, account);
          for (const { id } of page.nodes) returned.set(id, (returned.get(id) ?? 0) + 1);
          // The cursor points to the last returned row, or to a skipped row after it. Both stay in place here. Another
          // test moves them.
          const personAtCursor = personIn(connection, page.nodes.at(-1));
          const movable = candidaciesOf(account).filter(
            ({ contact, offers, isLead }) =>
              contact.id !== personAtCursor &&
              !isLead &&
              (connection !== "offers" || offers.length > 0) &&
              isAlone(contact.id),
          );
          for (const [which, what] of movable.length > 0 ? (schedule.shift() ?? []) : []) {
            const candidacy = movable[which % movable.length]!;
            move(account, candidacy, what, ++at);
            moved += 1;
            for (const [id, node] of truthOf(account).list<Connection>(connection, { includeLeads: true })) {
              if (personIn(connection, node) === candidacy.contact.id) stayed.delete(id);
            }
          }
        }
        expect([...stayed].filter((id) => returned.get(id) !== 1)).toEqual([]);
      }),
      { numRuns: propertyRuns(4, 7), seed: 4, endOnFailure: true },
    );
    expect(moved).toBeGreaterThan(propertyRuns(15, 28));
  });
});

describe("a cursor whose row moved away from its page", () => {
  it.each(connections.flatMap((connection) => ([1, 5] as const).map((first) => [connection, first] as const)))(
    "continues the %s in pages of %d, without an error and without a repeated page",
    async (connection, first) => {
      const account = createAccount({ seed: 34, candidates: 60 });
      await using subgraph = await startSubgraph({ account });
      // Leads come first in the one list that Lever has of everything.
      const filter = { includeLeads: true };
      const total = truthOf(account).list(connection, filter).size;
      const returned: string[] = [];
      let at = account.now;
      let count = 0;
      for await (const page of pages(subgraph, connection, { first, filter })) {
        expectCurrent(connection, page, account, filter);
        const ids = page.nodes.map(({ id }) => id);
        expect(
          ids.filter((id) => returned.slice(-first).includes(id)),
          "of the page before",
        ).toEqual([]);
        returned.push(...ids);
        count += 1;
        // The row moves to the front of the list, so that the walk does not meet it again.
        for (const { contact, opportunity } of candidaciesOf(account)) {
          const personAtCursor = personIn(connection, page.nodes.at(-1));
          if (contact.id === personAtCursor) advance(account, opportunity.id, "lead-new", ++at);
        }
      }
      // The walk reads offers in several passes. An offer that leaves the first pass appears again in a later pass.
      if (connection !== "offers") expect(new Set(returned).size, "returned twice").toBe(returned.length);
      expect(count).toBeLessThanOrEqual(Math.ceil(total / first) + 2);
      // One row moves on each page. The walk can miss one other row for each.
      expect(returned.length).toBeGreaterThanOrEqual(total - 2 * count);
    },
  );

  it.each(["candidates", "applications"] as const)(
    "continues the %s when all rows of its page moved",
    async (connection) => {
      await using subgraph = await startSubgraph({ seed: 35, candidates: 60 });
      const page = await firstPage(subgraph, connection, 10);
      const { account } = subgraph.lever;
      const met = new Set(page.nodes.map((node) => personIn(connection, node)));
      let at = account.now;
      for (const { contact, opportunity } of candidaciesOf(account)) {
        if (met.has(contact.id)) advance(account, opportunity.id, "lead-new", ++at);
      }
      const rest = await restOf(subgraph, connection, page.endCursor!);
      expect(rest.filter((node) => met.has(personIn(connection, node)))).toEqual([]);
      expect(rest.length).toBeGreaterThan(0);
    },
  );

  it.each(connections)("ends the %s when all other rows moved to the front", async (connection) => {
    await using subgraph = await startSubgraph({ seed: 35, candidates: 60 });
    const page = await firstPage(subgraph, connection, 5);
    const { account } = subgraph.lever;
    for (const { opportunity } of candidaciesOf(account)) {
      advance(account, opportunity.id, "lead-new", account.now + 1);
      if (opportunity.archived) unarchive(account, opportunity.id, account.now + 2);
    }
    expect(await restOf(subgraph, connection, page.endCursor!)).toEqual([]);
  });

  it.each(connections)("continues the %s after any edge", async (connection) => {
    await using subgraph = await startSubgraph({ seed: 36, candidates: 40 });
    const all: Page[] = [];
    for await (const page of pages(subgraph, connection, { first: 9 })) all.push(page);
    const ids = all.flatMap(({ nodes }) => nodes.map(({ id }) => id));
    const cursors = all.flatMap((page) => page.cursors);
    for (const [i, after] of cursors.entries()) {
      for await (const { nodes } of pages(subgraph, connection, { first: 4, after })) {
        expect(nodes.map(({ id }) => id)).toEqual(ids.slice(i + 1, i + 5));
        break;
      }
    }
  });
});

describe("jobs that change between pages", () => {
  it("appear in their current state, and unchanged jobs appear once", async () => {
    const account = createAccount({ seed: 37, candidates: 5, postings: 40 });
    await using subgraph = await startSubgraph({ account, env: { REFERENCE_TTL_MS: "0" } });
    const stayed = new Set(truthOf(account).list("jobs").keys());
    const returned: string[] = [];
    let at = account.now;
    for await (const page of pages(subgraph, "jobs", { first: 3 })) {
      expectCurrent("jobs", page, account);
      returned.push(...page.nodes.map(({ id }) => id));
      const closed = account.postings.find(({ state, id }) => state === "published" && !returned.includes(id));
      if (closed === undefined) continue;
      Object.assign(closed, { state: "closed", distributionChannels: null, updatedAt: ++at });
      stayed.delete(closed.id);
      subgraph.lever.changed();
    }
    expect(stayed.size).toBeGreaterThan(10);
    expect([...stayed].filter((id) => returned.filter((one) => one === id).length !== 1)).toEqual([]);
  });

  it("all appear when the job at the cursor is deleted", async () => {
    const account = createAccount({ seed: 38, candidates: 5, postings: 40 });
    await using subgraph = await startSubgraph({ account, env: { REFERENCE_TTL_MS: "0" } });
    const wanted = [...truthOf(account).list("jobs").keys()].sort();
    const returned: string[] = [];
    for await (const page of pages(subgraph, "jobs", { first: 5 })) {
      expectCurrent("jobs", page, account);
      returned.push(...page.nodes.map(({ id }) => id));
      const index = account.postings.findIndex(({ id }) => id === returned.at(-1));
      account.postings.splice(index, 1);
      subgraph.lever.changed();
    }
    expect(returned.sort()).toEqual(wanted);
  });
});

async function firstPage(subgraph: TestSubgraph, connection: Connection, first: number): Promise<Page> {
  for await (const page of pages(subgraph, connection, { first })) return page;
  throw new Error("A list has at least one page.");
}

/** All records after a cursor. Checks that each page is current. */
async function restOf(subgraph: TestSubgraph, connection: Connection, after: string): Promise<Page["nodes"][number][]> {
  const rest: Page["nodes"][number][] = [];
  for await (const page of pages(subgraph, connection, { first: 10, after })) {
    expectCurrent(connection, page, subgraph.lever.account);
    rest.push(...page.nodes);
  }
  return rest;
}

describe("a row that moves during the read of one page", () => {
  it.each(["candidates", "applications"] as const)("appears once in the %s", async (connection) => {
    await using subgraph = await startSubgraph({ seed: 13, candidates: 140 });
    const { faults } = subgraph.lever;
    // The last row of the first page moves to the second page.
    let moved: object | undefined;
    faults.failNext(/\/opportunities\?(?!.*(offset|contact_id)=)/, {
      edit(page: { data: object[] }) {
        moved = page.data.at(-1);
        return page;
      },
    });
    faults.failNext(/\/opportunities\?.*offset=/, { edit: (page) => ({ ...page, data: [moved, ...page.data] }) });
    const filter = { includeLeads: true };
    const { nodes } = (await pages(subgraph, connection, { first: 100, filter }).next()).value as Page;
    expect(moved).toBeDefined();
    expect(nodes).toHaveLength(100);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(100);
  });
});
