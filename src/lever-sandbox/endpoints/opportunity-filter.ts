import type { Opportunity } from "../opportunity.js";
import type { Candidacy } from "../account-index.js";
import type { Request } from "../endpoint.js";
import { anyOf, canonicalEmail, flag, spanFrom, within } from "../query.js";

type Passes = (candidacy: Candidacy) => boolean;

/**
 * What the list's filters let through: every one given must hold; a repeated one holds when any of its values does.
 * Throws 400 for a malformed value. Lever docs: Opportunities, List.
 */
export function opportunityFilter({ query, account, interpretation }: Request): Passes {
  const tests: Passes[] = [];
  const among = (name: string, held: (candidacy: Candidacy) => readonly (string | null | undefined)[]) => {
    const values = anyOf(query, name);
    if (values)
      tests.push((candidacy) => held(candidacy).some((value) => typeof value === "string" && values.has(value)));
  };
  among("contact_id", ({ opportunity }) => [opportunity.contact]);
  among("stage_id", ({ opportunity }) => [opportunity.stage]);
  among("posting_id", ({ application }) =>
    application?.archived && interpretation.postingIdMatches === "active" ? [] : [application?.posting],
  );
  among("archived_posting_id", ({ application }) => (application?.archived ? [application.posting] : []));
  among("archive_reason_id", ({ opportunity }) => [opportunity.archived?.reason]);
  among("tag", ({ opportunity }) => opportunity.tags);
  among("origin", ({ opportunity }) => [opportunity.origin]);
  among("source", ({ opportunity }) => opportunity.sources);
  among("location", ({ opportunity }) => [opportunity.opportunityLocation]);

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
  for (const [name, moment] of Object.entries(moments)) {
    const span = spanFrom(query, name);
    if (span) tests.push(({ opportunity }) => within(span, moment(opportunity)));
  }
  return (candidacy) => tests.every((test) => test(candidacy));
}

const moments: Record<string, (opportunity: Opportunity) => number | null | undefined> = {
  created_at: ({ createdAt }) => createdAt,
  // Null for what was never touched since Lever keeps the field: such rows match no span.
  updated_at: ({ updatedAt }) => updatedAt,
  advanced_at: ({ lastAdvancedAt }) => lastAdvancedAt,
  archived_at: ({ archived }) => archived?.archivedAt,
};
