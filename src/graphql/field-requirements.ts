import { valueFromASTUntyped } from "graphql";
import type { FieldRequirements } from "../ats/field-requirements.js";
import type { CostedField } from "./limits/operation-cost.js";

/** Fields of Application that need its details. */
const fieldsWithDetails = new Set([
  "jobId",
  "job",
  "offerId",
  "offer",
  "rejectedAt",
  "hiredAt",
  "appliedAt",
  "missing",
]);

/** The optional fields of Application that the filters of candidates and applications look at, by condition. */
const fieldsOfConditions: Readonly<Record<string, string>> = {
  tags: "Application.tags",
  sources: "Application.sources",
  origins: "Application.origin",
  locations: "Application.location",
  applicationLocations: "Application.location",
};

/**
 * Decides from the selected fields and their filters which optional data the provider calls of an operation must include. The decision is
 * for the whole operation, because its fields share the records that are read. `variables` are coerced.
 */
export function requirementsOf(
  selections: readonly CostedField[],
  variables: Readonly<Record<string, unknown>>,
): FieldRequirements {
  const fields = new Set<string>();
  const filterFields = new Set<string>();
  const requirements: FieldRequirements = {
    applicationDetails: false,
    applicationLists: false,
    fields,
    filterFields,
  };
  const collect = ({ type, field, node, returnType, children }: CostedField) => {
    if (type === "Application" && fieldsWithDetails.has(field)) requirements.applicationDetails = true;
    fields.add(`${type}.${field}`);
    if (type === "ApplicationConnection" || type === "OfferConnection") requirements.applicationLists = true;
    // The job of an offer is that of its application, and a filter can be by job.
    if (type === "Offer" || (type === "Job" && field === "applications")) requirements.applicationDetails = true;
    const filter = node.arguments?.find(({ name }) => name.value === "filter");
    if (type === "Query" && filter !== undefined) requirements.applicationDetails = true;
    if (filter !== undefined && connectionsOfApplications.has(returnType)) {
      for (const needed of fieldsInFilter(valueFromASTUntyped(filter.value, variables))) filterFields.add(needed);
    }
    children.forEach(collect);
  };
  selections.forEach(collect);
  for (const needed of filterFields) fields.add(needed);
  return requirements;
}

const connectionsOfApplications = new Set(["CandidateConnection", "ApplicationConnection"]);

function fieldsInFilter(filter: unknown): string[] {
  return Object.entries(filter ?? {}).flatMap(([condition, value]) =>
    value == null ? [] : (fieldsOfConditions[condition] ?? []),
  );
}
