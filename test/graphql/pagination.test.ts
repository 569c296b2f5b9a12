import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { propertySeeds } from "../support/property-runs.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { type Connection, expectSame, irregularAccount, truthOf, readWholeList } from "../support/truth/index.js";

const connections = ["candidates", "applications", "jobs", "offers"] as const;

/** Small accounts have the small pages, because small pages take many requests. */
const accounts: readonly { seed: number; people: number; firsts: readonly number[] }[] = [
  { seed: 1, people: 25, firsts: [1, 7, 50, 100] },
  { seed: 4, people: 60, firsts: [7, 50, 100] },
  { seed: 7, people: 250, firsts: [100] },
  { seed: 2, people: 25, firsts: [7] },
  { seed: 3, people: 25, firsts: [3, 100] },
  { seed: 5, people: 60, firsts: [7, 50] },
  { seed: 6, people: 60, firsts: [20] },
  { seed: 8, people: 250, firsts: [50] },
  { seed: 9, people: 250, firsts: [30] },
];

describe.each(propertySeeds(3, accounts))(
  "a walk of an account of $people people, seed $seed",
  ({ seed, people, firsts }) => {
    let subgraph: TestSubgraph;
    beforeAll(async () => {
      subgraph = await startSubgraph({ account: irregularAccount({ seed, candidates: people }) });
    });
    afterAll(() => subgraph[Symbol.asyncDispose]());

    it.each(connections)("returns each of the %s once and complete, at any page size", async (connection) => {
      const truth = truthOf(subgraph.lever.account);
      const wanted = truth.list(connection);
      expect(wanted.size).toBeGreaterThan(connection === "offers" ? 5 : 10);
      for (const first of firsts) {
        const { records, leads, pages } = await readWholeList(subgraph, connection, { first });
        expectSame(records, wanted, `first: ${first}`);
        expect(leads, `leads with first: ${first}`).toBe(connection === "jobs" ? 0 : truth.leads(connection));
        expect(pages).toBeGreaterThanOrEqual(Math.ceil(wanted.size / first));
        expect(pages).toBeLessThanOrEqual(Math.floor(wanted.size / first) + 1);
      }
    });

    it.each(["candidates", "applications", "offers"] as const)(
      "includes leads in the %s with includeLeads",
      async (connection) => {
        const truth = truthOf(subgraph.lever.account);
        const filter = { includeLeads: true };
        const wanted = truth.list<Connection>(connection, filter);
        expect(wanted.size).toBeGreaterThan(truth.list(connection).size);
        for (const first of firsts) {
          const { records, leads } = await readWholeList<Connection>(subgraph, connection, { first, filter });
          expectSame(records, wanted, `first: ${first}`);
          expect(leads, `leads with first: ${first}`).toBe(
            truth.leads<typeof connection>(connection, { includeLeads: true }),
          );
        }
      },
    );
  },
);

describe("a list with other settings", () => {
  it.each(connections)("treats the stages of LEVER_LEAD_STAGES as leads (%s)", async (connection) => {
    await using plain = await startSubgraph({ account: irregularAccount({ seed: 7, candidates: 60 }) });
    const { account } = plain.lever;
    const pool = account.stages.find(({ text }) => text === "Talent pool")!.id;
    const screen = account.stages.find(({ text }) => text === "Recruiter screen")!.id;
    await using subgraph = await startSubgraph({
      lever: plain.lever,
      env: { LEVER_LEAD_STAGES: `${pool},${screen}` },
    });
    const truth = truthOf(account, { leadStages: [pool, screen] });
    expect(truth.leads("applications")).toBeGreaterThan(truthOf(account).leads("applications"));
    const { records, leads } = await readWholeList(subgraph, connection, { first: 7 });
    expectSame(records, truth.list(connection));
    expect(leads).toBe(connection === "jobs" ? 0 : truth.leads(connection));
  });

  it.each(
    connections.flatMap((connection) =>
      (["all", "confidential"] as const).map((which) => [connection, which] as const),
    ),
  )("returns the %s with LEVER_CONFIDENTIALITY %s", async (connection, confidentiality) => {
    await using subgraph = await startSubgraph({
      account: irregularAccount({ seed: 8, candidates: 60 }),
      env: { LEVER_CONFIDENTIALITY: confidentiality },
    });
    const truth = truthOf(subgraph.lever.account, { confidentiality });
    const { records, leads } = await readWholeList(subgraph, connection, { first: 7 });
    expectSame(records, truth.list(connection));
    expect(leads).toBe(connection === "jobs" ? 0 : truth.leads(connection));
  });

  it("finds jobs that are only on the internal channel, even if Lever's list leaves them out", async () => {
    for (const internalPostings of ["hidden", "listed"] as const) {
      await using subgraph = await startSubgraph({ candidates: 5, postings: 40, internalPostings });
      const { records } = await readWholeList(subgraph, "jobs", { first: 7 });
      expectSame(records, truthOf(subgraph.lever.account).list("jobs"), internalPostings);
    }
  });
});

describe("a list of a small account", () => {
  it.each(connections)("is one empty page of %s for an empty account", async (connection) => {
    await using subgraph = await startSubgraph({ candidates: 0, postings: 0 });
    const { records, leads, pages } = await readWholeList(subgraph, connection);
    expect([records.size, leads, pages]).toEqual([0, 0, 1]);
  });

  it.each(["candidates", "applications", "offers"] as const)(
    "counts the leads of an account with only leads (%s)",
    async (connection) => {
      await using subgraph = await startSubgraph({ candidates: 60, seed: 9 });
      const { account } = subgraph.lever;
      for (const opportunity of account.opportunities) {
        opportunity.stage = "lead-new";
        opportunity.archived = null;
      }
      subgraph.lever.changed();
      const visible = truthOf(account).candidacies.length;
      for (const first of [1, 50]) {
        const { records, leads, pages } = await readWholeList(subgraph, connection, { first });
        expect([records.size, leads, pages]).toEqual([0, visible, 1]);
      }
    },
  );
});
