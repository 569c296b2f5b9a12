import type { ApplicationFilter, CandidateFilter, OfferFilter } from "../../ats/filters.js";
import type { ValueLimits } from "../value-limits.js";
import { listName } from "./cursor.js";

/**
 * The name of a list of opportunities in its cursors. It has the lowered limits, because they decide which of Lever's lists
 * are read, and a cursor points at one of them.
 */
export function opportunityListName(
  connection: string,
  filter: CandidateFilter & ApplicationFilter & OfferFilter,
  limits: ValueLimits,
): string {
  const lowered = limits.lowered({
    contact_id: filter.candidateIds,
    stage_id: filter.stageIds,
    posting_id: filter.jobIds,
    archive_reason_id: filter.rejectedReasonIds,
    tag: filter.tags,
    source: filter.sources,
    origin: filter.origins,
    location: filter.locations ?? filter.applicationLocations,
  });
  return listName(connection, { ...filter, limits: lowered });
}
