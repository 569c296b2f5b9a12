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

/**
 * Decides from the selected fields which optional data the provider calls of an operation must include. The decision is
 * for the whole operation, because its fields share the records that are read.
 */
export function requirementsOf(selections: readonly CostedField[]): FieldRequirements {
  const fields = new Set<string>();
  const requirements: FieldRequirements = {
    applicationDetails: false,
    applicationLists: false,
    fields,
  };
  const collect = ({ type, field, node, children }: CostedField) => {
    if (type === "Application" && fieldsWithDetails.has(field)) requirements.applicationDetails = true;
    fields.add(`${type}.${field}`);
    if (type === "ApplicationConnection" || type === "OfferConnection") requirements.applicationLists = true;
    // The job of an offer is that of its application, and a filter can be by job.
    if (type === "Offer" || (type === "Job" && field === "applications")) requirements.applicationDetails = true;
    if (type === "Query" && node.arguments?.some(({ name }) => name.value === "filter"))
      requirements.applicationDetails = true;
    children.forEach(collect);
  };
  selections.forEach(collect);
  return requirements;
}
