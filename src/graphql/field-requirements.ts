import type { FieldRequirements } from "../ats/field-requirements.js";
import type { CostedField } from "./limits/operation-cost.js";

/** Fields of Application that do not need the application itself. */
const fieldsWithoutDetails = new Set([
  "id",
  "remoteId",
  "candidateId",
  "candidate",
  "stage",
  "status",
  "rejectedReason",
  "remoteUrl",
  "asOf",
]);

/**
 * What an operation needs its calls to bring along, from what it selects: one plan for the operation, because its parts
 * share what they read.
 */
export function requirementsOf(selections: readonly CostedField[]): FieldRequirements {
  const requirements: FieldRequirements = {
    stageNames: false,
    applicationDetails: false,
    applicationLists: false,
    remoteUrls: false,
  };
  const collect = ({ type, field, node, children }: CostedField) => {
    if (type === "Stage" && field === "name") requirements.stageNames = true;
    if (type === "Application" && !fieldsWithoutDetails.has(field)) requirements.applicationDetails = true;
    // What is missing may be the page.
    if (type !== "Job" && (field === "remoteUrl" || field === "missing")) requirements.remoteUrls = true;
    if (type === "ApplicationConnection" || type === "OfferConnection") requirements.applicationLists = true;
    // Offers are told by their application's job; a filter may be by job.
    if (type === "Offer" || (type === "Job" && field === "applications")) requirements.applicationDetails = true;
    if (type === "Query" && node.arguments?.some(({ name }) => name.value === "filter"))
      requirements.applicationDetails = true;
    children.forEach(collect);
  };
  selections.forEach(collect);
  return requirements;
}
