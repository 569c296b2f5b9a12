import type { FieldRequirements } from "../ats/field-requirements.js";
import type { CostedField } from "./limits/operation-cost.js";

/** Fields of Application that do not need the details of the application. */
const fieldsWithoutDetails = new Set([
  "id",
  "remoteId",
  "candidateId",
  "candidate",
  "stage",
  "status",
  "rejectedReason",
  "remoteUrl",
  "endedAt",
  "createdAt",
  "updatedAt",
  "lastAdvancedAt",
  "lastInteractionAt",
  "snoozedUntil",
  "stageHistory",
  "origin",
  "sources",
  "tags",
  "owner",
  "location",
  "asOf",
]);

/**
 * Decides from the selected fields which optional data the provider calls of an operation must include. The decision is
 * for the whole operation, because its fields share the records that are read.
 */
export function requirementsOf(selections: readonly CostedField[]): FieldRequirements {
  const fields = new Set<string>();
  const requirements: FieldRequirements = {
    stageNames: false,
    applicationDetails: false,
    applicationEnds: false,
    applicationLists: false,
    fields,
  };
  const collect = ({ type, field, node, children }: CostedField) => {
    if (type === "Stage" && (field === "name" || field === "missing")) requirements.stageNames = true;
    if (type === "Application" && !fieldsWithoutDetails.has(field)) requirements.applicationDetails = true;
    if (type === "Application" && (field === "status" || field === "rejectedReason"))
      requirements.applicationEnds = true;
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
