import { type Query, queryLength, uniqueValues } from "../query.js";
import type { RepeatedFilter, ValueLimits } from "../value-limits.js";
import type { Conditions } from "./conditions.js";
import { wantsOnlyHires } from "./status-condition.js";

// A URL may have about 6 KB of parameters. The ids of contacts, stages or postings need a part of that.
const maxBytes = 3000;

/**
 * Lever's own filters that narrow a list to rows that may meet the conditions. Lever docs: Opportunities, List. A list of
 * values that is too long to send is left out, because every row is checked. `contact_id`, `stage_id` and `posting_id` are
 * not among them: they decide how a list is read.
 */
export function leverFilters(wanted: Conditions, limits: ValueLimits): Query {
  const { dates } = wanted;
  return {
    ...valueFilters(limits, {
      archive_reason_id: wantedReasons(wanted),
      origin: wanted.origins,
      location: wanted.locations,
      source: wanted.sources,
      tag: wanted.tags,
    }),
    email: wanted.email ?? undefined,
    archived: isArchived(wanted),
    created_at_start: dates.createdAfter?.getTime(),
    created_at_end: dates.createdBefore?.getTime(),
    updated_at_start: dates.updatedAfter?.getTime(),
    updated_at_end: dates.updatedBefore?.getTime(),
    advanced_at_start: dates.lastAdvancedAfter?.getTime(),
    advanced_at_end: dates.lastAdvancedBefore?.getTime(),
    archived_at_start: dates.endedAfter?.getTime(),
    archived_at_end: dates.endedBefore?.getTime(),
  };
}

/** The filters whose values fit into one call, all of them together. */
function valueFilters(
  limits: ValueLimits,
  filters: Readonly<Partial<Record<RepeatedFilter, readonly string[] | null>>>,
): Query {
  let left = maxBytes;
  const sent: Record<string, readonly string[]> = {};
  for (const [name, values] of Object.entries(filters)) {
    if (values === null) continue;
    const unique = uniqueValues(values);
    const bytes = queryLength({ [name]: unique });
    if (unique.length > limits.of(name as RepeatedFilter) || bytes > left) continue;
    left -= bytes;
    sent[name] = unique;
  }
  return sent;
}

/** The archive reasons of all wanted opportunities. Null if they may have any reason, or none. */
function wantedReasons(wanted: Conditions): readonly string[] | null {
  return wanted.rejectedReasons ?? (wantsOnlyHires(wanted) ? wanted.hireReasons : null);
}

/** Whether all wanted opportunities are archived, or none is. Undefined if some may be. */
function isArchived({ statuses, rejectedReasons }: Conditions): boolean | undefined {
  if (rejectedReasons !== null) return true;
  if (statuses === null) return undefined;
  const ended = statuses.some((status) => status !== "ACTIVE");
  return statuses.includes("ACTIVE") && ended ? undefined : ended;
}
