import type { FieldRequirements } from "../ats/field-requirements.js";
import type { Resource } from "./client.js";
import {
  type OpportunityParsers,
  type OpportunityRecord,
  opportunityFields,
  pageFields,
  summaryFields,
} from "./opportunity-record.js";
import type { Query } from "./query.js";
import type { RecordParser } from "./records.js";

/**
 * The list of opportunities under a filter. Lever docs: Opportunities, List; Customizing the Response. Only fields that
 * are read are requested, because most of an opportunity is personal data.
 */
export function opportunityList(query: Query, requirements: FieldRequirements): Resource {
  return listResource(query, expand(requirements), include(requirements));
}

/** The same list with the fields of a summary only. */
export function summaryList(query: Query, withApplications: boolean): Resource {
  return listResource(query, withApplications ? ["applications"] : [], summaryFields);
}

/** One opportunity. Lever docs: Opportunities, Retrieve. */
export function singleOpportunity(id: string, requirements: FieldRequirements): Resource {
  return {
    endpoint: "/opportunities/:id",
    id,
    query: { expand: expand(requirements), include: include(requirements) },
  };
}

/** The parser of what `opportunityList` and `singleOpportunity` request. */
export function opportunityParser(
  { full, withoutApplications }: OpportunityParsers,
  { applicationDetails }: FieldRequirements,
): RecordParser<OpportunityRecord> {
  return applicationDetails ? full : withoutApplications;
}

function listResource(query: Query, expand: readonly string[], include: readonly string[]): Resource {
  return { endpoint: "/opportunities", query: { expand, include, ...query }, mayBeConfidential: true };
}

/** The objects that Lever sends in place of their ids. Each of them would otherwise take calls. */
function expand({ applicationDetails, stageNames }: FieldRequirements): readonly string[] {
  return [...(applicationDetails ? ["applications"] : []), ...(stageNames ? ["stage"] : [])];
}

function include({ remoteUrls }: FieldRequirements): readonly string[] {
  return remoteUrls ? [...opportunityFields, ...pageFields] : opportunityFields;
}
