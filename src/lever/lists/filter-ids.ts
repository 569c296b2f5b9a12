import type { ApplicationFilter } from "../../ats/filters.js";
import { parseStageId, parseUid } from "../id.js";

export type FilterIds = Pick<ApplicationFilter, "candidateIds" | "jobIds" | "stageIds" | "rejectedReasonIds">;

/**
 * The filter with its ids in lower case, as rows have them. Throws BAD_USER_INPUT for an id that cannot be Lever's. Null
 * and absent conditions stay.
 */
export function parseFilterIds<Filter extends FilterIds>(filter: Filter): Filter {
  return {
    ...filter,
    candidateIds: filter.candidateIds?.map((id) => parseUid(id, "a Candidate id")),
    jobIds: filter.jobIds?.map((id) => parseUid(id, "a Job id")),
    stageIds: filter.stageIds?.map(parseStageId),
    rejectedReasonIds: filter.rejectedReasonIds?.map((id) => parseUid(id, "the id of a RejectedReason")),
  };
}
