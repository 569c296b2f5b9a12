import { type TestSubgraph, startSubgraph } from "./subgraph.js";
import {
  type Connection,
  type Filters,
  type Truth,
  expectSame,
  hasApplied,
  irregularAccount,
  readWholeList,
  truthOf,
} from "./truth/index.js";

export type Filter = Filters[Connection];

/** A well-formed id that no record has. */
export const unknownId = "00000000-0000-4000-8000-000000000002";

/** A time in the form of GraphQL. */
export const iso = (ms: number) => new Date(ms).toISOString();

/** A subgraph over an irregular account, with the expected results of filters. */
export interface FilteredAccount {
  readonly subgraph: TestSubgraph;
  readonly truth: Truth;
  /** Reads the list with this filter to its end, checks its records, and returns their number. */
  readonly expectTrue: (connection: Connection, filter: Filter, first?: number, on?: TestSubgraph) => Promise<number>;
  /** Values that many rows share, and that not all rows have. */
  readonly values: () => ReturnType<typeof commonValues>;
}

/** Starts a subgraph for the tests of filters. */
export async function startFilteredAccount(): Promise<FilteredAccount> {
  const subgraph = await startSubgraph({ account: irregularAccount({ seed: 21, candidates: 80, postings: 24 }) });
  const truth = truthOf(subgraph.lever.account);
  return {
    subgraph,
    truth,
    async expectTrue(connection, filter, first = 50, on = subgraph) {
      const wanted = truth.list<Connection>(connection, filter);
      const { records } = await readWholeList<Connection>(on, connection, { first, filter });
      expectSame(records, wanted, JSON.stringify({ connection, filter, first }));
      return wanted.size;
    },
    values: () => commonValues(truth),
  };
}

function commonValues({ candidacies }: Truth) {
  const middle = candidacies[Math.floor(candidacies.length / 2)]!;
  const updated = candidacies.filter(({ opportunity }) => opportunity.updatedAt !== null);
  const archived = candidacies.filter(({ opportunity, isLead }) => opportunity.archived !== null && !isLead);
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
    reasons: most(candidacies.map(({ reason }) => reason?.id ?? null)),
    tags: most(candidacies.flatMap(({ opportunity }) => opportunity.tags)),
    sources: most(candidacies.flatMap(({ opportunity }) => opportunity.sources)),
    origins: most(candidacies.map(({ opportunity }) => opportunity.origin.toUpperCase())),
    locations: most(candidacies.map(({ opportunity }) => opportunity.opportunityLocation ?? null)),
    departments: most(applied.map(({ posting }) => posting?.categories.department ?? null)),
    advanced: iso(middle.opportunity.lastAdvancedAt),
    ended: iso(archived[Math.floor(archived.length / 2)]!.opportunity.archived!.archivedAt),
    email: candidacies.find(({ isLead, contact }) => !isLead && contact.emails.length > 1)!.contact.emails[1]!,
  };
}
