import { expect } from "vitest";
import type { Account } from "../../../src/lever-sandbox/index.js";
import { type Applied, applicationId, type Candidacy, hasApplied } from "./candidacy.js";
import { type Filters, matchesApplicationFilter, matchesCandidateFilter } from "./filters.js";
import type { Truth } from "./truth.js";

/** The argument `orderBy` of a list of candidates or applications. */
export interface OrderBy {
  readonly field: "LATEST_APPLICATION_AT" | keyof typeof dates;
  /** Default: DESC. */
  readonly direction?: "ASC" | "DESC";
}

/** The date of an opportunity that an order of applications looks at; null if it has none. */
const dates = {
  CREATED_AT: ({ createdAt }: Opportunity) => createdAt,
  LAST_ADVANCED_AT: ({ lastAdvancedAt }: Opportunity) => lastAdvancedAt,
  ENDED_AT: ({ archived }: Opportunity) => archived?.archivedAt ?? null,
  UPDATED_AT: ({ updatedAt }: Opportunity) => updatedAt,
};
type Opportunity = Account["opportunities"][number];

/** Lists that have an order over opportunities. */
export type OrderedConnection = "candidates" | "applications";

/** A node of an ordered list, with the date that the order looks at, in milliseconds. */
interface Placed {
  readonly id: string;
  readonly at: number | null;
}

/** The nodes of a whole list in this order. Ties are broken by the id of the node, ascending in both directions. */
export function inOrder<C extends OrderedConnection>(
  { candidacies }: Truth,
  connection: C,
  filter: Filters[C],
  orderBy: OrderBy,
): readonly Placed[] {
  const matching = candidacies.filter((candidacy) =>
    connection === "candidates"
      ? matchesCandidateFilter(filter, candidacy)
      : hasApplied(candidacy) && matchesApplicationFilter(filter, candidacy),
  );
  const placed = connection === "candidates" ? people(matching) : applications(matching.filter(hasApplied), orderBy);
  const sign = orderBy.direction === "ASC" ? 1 : -1;
  return placed.sort((a, b) => {
    if (a.at === b.at) return a.id < b.id ? -1 : 1;
    // Rows without a date come last.
    if (a.at === null || b.at === null) return a.at === null ? 1 : -1;
    return sign * (a.at - b.at);
  });
}

/**
 * Expects these nodes in this order. Where more than 200 opportunities share a millisecond, Lever's own order within it
 * is accepted too.
 */
export function expectInOrder(got: readonly string[], wanted: readonly Placed[], truth: Truth, note?: string): void {
  const crowded = crowdedDates(truth);
  const fixed: string[] = [];
  for (let i = 0; i < wanted.length;) {
    let end = i;
    while (end < wanted.length && wanted[end]!.at === wanted[i]!.at) end += 1;
    const ids = wanted.slice(i, end).map(({ id }) => id);
    const own = got.slice(i, end);
    const isSame = own.length === ids.length && [...own].sort().every((id, at) => id === [...ids].sort()[at]);
    fixed.push(...(isSame && crowded.has(wanted[i]!.at) ? own : ids));
    i = end;
  }
  expect(got, note).toEqual(fixed);
}

function applications(candidacies: readonly Applied[], { field }: OrderBy): Placed[] {
  if (field === "LATEST_APPLICATION_AT") throw new Error("This is an order of candidates.");
  return candidacies.map((candidacy) => ({ id: applicationId(candidacy), at: dates[field](candidacy.opportunity) }));
}

/** Each person once, at the newest of the person's matching opportunities. */
function people(candidacies: readonly Candidacy[]): Placed[] {
  const latest = new Map<string, number>();
  for (const { contact, opportunity } of candidacies) {
    latest.set(contact.id, Math.max(latest.get(contact.id) ?? -Infinity, opportunity.createdAt));
  }
  return [...latest].map(([id, at]) => ({ id, at }));
}

/** The dates that more than 200 opportunities share. */
function crowdedDates({ candidacies }: Truth): ReadonlySet<number | null> {
  const crowded = new Set<number | null>();
  for (const dateOf of Object.values(dates)) {
    const counts = new Map<number | null, number>();
    for (const { opportunity } of candidacies) {
      counts.set(dateOf(opportunity), (counts.get(dateOf(opportunity)) ?? 0) + 1);
    }
    for (const [date, count] of counts) if (count > 200) crowded.add(date);
  }
  return crowded;
}
