import type { Opportunity } from "../opportunity.js";
import type { Candidacy } from "../account-index.js";
import type { Interpretation, Request } from "../endpoint.js";
import { anyOf, canonicalEmail, flag, spanFrom, within } from "../query.js";

type Passes = (candidacy: Candidacy) => boolean;

/**
 * The filter of the list. An opportunity must pass all filters of the query. A repeated filter accepts any of its
 * values. Throws 400 for a malformed value. Lever docs: Opportunities, List.
 */
export function opportunityFilter({ query, account, interpretation }: Request): Passes {
  const tests: Passes[] = [];
  const addFilter = (name: string, valuesOf: (candidacy: Candidacy) => readonly (string | null | undefined)[]) => {
    const values = anyOf(query, name);
    if (values)
      tests.push((candidacy) => valuesOf(candidacy).some((value) => typeof value === "string" && values.has(value)));
  };
  addFilter("contact_id", ({ opportunity }) => [opportunity.contact]);
  addFilter("stage_id", ({ opportunity }) => [opportunity.stage]);
  addFilter("posting_id", (candidacy) => postings(candidacy, interpretation, false));
  addFilter("archived_posting_id", (candidacy) => postings(candidacy, interpretation, true));
  addFilter("archive_reason_id", ({ opportunity }) => [opportunity.archived?.reason]);
  addFilter("tag", ({ opportunity }) => opportunity.tags);
  addFilter("origin", ({ opportunity }) => [opportunity.origin]);
  addFilter("source", ({ opportunity }) => opportunity.sources);
  addFilter("location", ({ opportunity }) => [opportunity.opportunityLocation]);

  const emails = anyOf(query, "email");
  if (emails) {
    const wanted = new Set([...emails].map(canonicalEmail));
    tests.push(({ opportunity }) => opportunity.emails.some((address) => wanted.has(canonicalEmail(address))));
  }
  const archived = flag(query, "archived");
  if (archived !== undefined) tests.push(({ opportunity }) => (opportunity.archived !== null) === archived);
  const snoozed = flag(query, "snoozed");
  if (snoozed !== undefined) {
    tests.push(({ opportunity }) => (opportunity.snoozedUntil ?? -Infinity) > account.now === snoozed);
  }
  for (const [name, timeOf] of Object.entries(timesByFilter)) {
    const span = spanFrom(query, name);
    if (span) tests.push(({ opportunity }) => within(span, timeOf(opportunity)));
  }
  return (candidacy) => tests.every((test) => test(candidacy));
}

/** The postings of the applications that count as archived, or of the others. */
function postings(
  { opportunity, applications }: Candidacy,
  { archivedPostings, postingIdMatches }: Interpretation,
  archived: boolean,
): (string | null)[] {
  const all = !archived && postingIdMatches === "all";
  return applications
    .filter((application) => {
      const records = { application: [application], opportunity: [opportunity], either: [application, opportunity] };
      return all || records[archivedPostings].some((record) => (record.archived !== null) === archived);
    })
    .map(({ posting }) => posting);
}

const timesByFilter: Record<string, (opportunity: Opportunity) => number | null | undefined> = {
  created_at: ({ createdAt }) => createdAt,
  // Null if the opportunity has not changed since Lever has this field. It is then in no span.
  updated_at: ({ updatedAt }) => updatedAt,
  advanced_at: ({ lastAdvancedAt }) => lastAdvancedAt,
  archived_at: ({ archived }) => archived?.archivedAt,
};
