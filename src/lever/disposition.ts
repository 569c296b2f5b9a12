import type { Disposition } from "../ats/model/disposition.js";
import type { ApplicationRecord } from "./opportunity-elements.js";
import type { OpportunitySummaryRecord } from "./opportunity-record.js";

/**
 * How an application ended, or null while it is active. An opportunity from before 2020 can have several applications:
 * each has an end of its own. A single one ends together with its opportunity. Its own date is then the right one,
 * because it does not change when the opportunity is archived again, unless the reason has changed.
 */
export function toDisposition(
  { archived, applications }: Pick<OpportunitySummaryRecord, "archived" | "applications">,
  { archived: own }: ApplicationRecord,
): Disposition | null {
  const isOnly = applications.length === 1;
  if (archived === null) return own === null || isOnly ? null : { at: own.archivedAt, reasonId: own.reason };
  if (own === null || (isOnly && own.reason !== archived.reason)) {
    return { at: archived.archivedAt, reasonId: archived.reason };
  }
  return { at: own.archivedAt ?? archived.archivedAt, reasonId: own.reason };
}
