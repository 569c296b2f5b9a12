import type { Needs } from "../ats/needs.js";
import type { Selected } from "./limits/operation-cost.js";

/** Fields of Application that an opportunity answers without the application itself. */
const withoutDetails = new Set([
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
export function planOperation(selections: readonly Selected[]): Needs {
  const needs: Needs = {
    stageNames: false,
    applicationDetails: false,
    applicationLists: false,
    remoteUrls: false,
  };
  const note = ({ type, field, node, selections: under }: Selected) => {
    if (type === "Stage" && field === "name") needs.stageNames = true;
    if (type === "Application" && !withoutDetails.has(field)) needs.applicationDetails = true;
    // What is missing may be the page.
    if (type !== "Job" && (field === "remoteUrl" || field === "missing")) needs.remoteUrls = true;
    if (type === "ApplicationConnection" || type === "OfferConnection") needs.applicationLists = true;
    // Offers are told by their application's job; a filter may be by job.
    if (type === "Offer" || (type === "Job" && field === "applications")) needs.applicationDetails = true;
    if (type === "Query" && node.arguments?.some(({ name }) => name.value === "filter"))
      needs.applicationDetails = true;
    under.forEach(note);
  };
  selections.forEach(note);
  return needs;
}
