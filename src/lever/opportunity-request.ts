import { type FieldRequirements, needsField } from "../ats/field-requirements.js";
import type { Resource } from "./client.js";
import {
  type OpportunityParsers,
  type OpportunityRecord,
  opportunityFields,
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

/** The same list with the fields of a summary only, and those that a filter looks at. */
export function summaryList(query: Query, withApplications: boolean, { filterFields }: FieldRequirements): Resource {
  const include = [...summaryFields, ...optionalElements((type, field) => filterFields.has(`${type}.${field}`))];
  return listResource(query, withApplications ? ["applications"] : [], include);
}

/** One opportunity. Lever docs: Opportunities, Retrieve. */
export function singleOpportunity(id: string, requirements: FieldRequirements): Resource {
  return {
    endpoint: "/opportunities/:id",
    id,
    query: { expand: expand(requirements), include: include(requirements) },
  };
}

/** Lever docs: Offers, List all for an opportunity. */
export const offersEndpoint = "/opportunities/:id/offers";

/** The offers of one opportunity. */
export function offersResource(id: string, requirements: FieldRequirements): Resource {
  const expand = needsMember(requirements, "Offer.creator") ? ["creator"] : [];
  return { endpoint: offersEndpoint, id, query: { expand } };
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
function expand(requirements: FieldRequirements): readonly string[] {
  return [
    ...(requirements.applicationDetails ? ["applications"] : []),
    ...(needsField(requirements, "Stage", "name") ? ["stage"] : []),
    ...(needsMember(requirements, "Application.owner") ? ["owner"] : []),
  ];
}

/** Whether more than the id of a user in this field is selected. */
function needsMember({ fields }: FieldRequirements, field: string): boolean {
  if (fields === "all") return true;
  return fields.has(field) && (fields.has("HiringTeamMember.name") || fields.has("HiringTeamMember.email"));
}

/** Elements of an opportunity that are requested only for these fields. */
const elementsOf: Readonly<Record<string, readonly (readonly [type: string, field: string])[]>> = {
  urls: [
    ["Candidate", "remoteUrl"],
    ["Application", "remoteUrl"],
    ["Offer", "remoteUrl"],
  ],
  headline: [["Candidate", "headline"]],
  location: [["Candidate", "location"]],
  links: [["Candidate", "links"]],
  stageChanges: [["Application", "stageHistory"]],
  origin: [["Application", "origin"]],
  sources: [["Application", "sources"]],
  tags: [["Application", "tags"]],
  owner: [["Application", "owner"]],
  opportunityLocation: [["Application", "location"]],
  snoozedUntil: [["Application", "snoozedUntil"]],
};

function include(requirements: FieldRequirements): readonly string[] {
  return [...opportunityFields, ...optionalElements((type, field) => needsField(requirements, type, field))];
}

function optionalElements(isNeeded: (type: string, field: string) => boolean): string[] {
  return Object.entries(elementsOf).flatMap(([element, fields]) =>
    fields.some(([type, field]) => isNeeded(type, field)) ? [element] : [],
  );
}
