import { type Application, type Offer, type OfferStatus, minDate } from "../ats/model.js";
import { compositeId, opportunityOf } from "./id.js";
import type { OfferRecord } from "./records.js";

/** Lever docs: Offers, `status`. A word that is not here has no status. ARCHIVED is not Lever's. */
const statusOfWord: ReadonlyMap<string | null, OfferStatus> = new Map([
  ["draft", "DRAFT"],
  ["approval-sent", "APPROVAL_SENT"],
  ["approved", "APPROVED"],
  ["sent", "SENT"],
  ["sent-manually", "SENT_MANUALLY"],
  ["opened", "OPENED"],
  ["denied", "REJECTED"],
  ["signed", "SIGNED"],
]);

/**
 * An offer of the opportunity that holds `applications` (never empty). It belongs to the application for its posting,
 * or else to the first. The offer's field `job_posting` is not looked at: it has held an application's id.
 */
export function toOffer(offer: OfferRecord, applications: readonly Application[]): Offer {
  const application = applications.find(({ jobId }) => jobId !== null && jobId === offer.posting) ?? applications[0];
  if (application === undefined) throw new Error("An offer needs an application to belong to");
  return {
    id: compositeId(opportunityOf(application.id), offer.id),
    remoteId: offer.id,
    includeLeads: application.includeLeads,
    applicationId: application.id,
    candidateId: application.candidateId,
    profile: application.profile,
    jobId: offer.posting ?? application.jobId,
    createdAt: offer.createdAt,
    status: statusOfWord.get(offer.status) ?? null,
    remoteStatus: offer.status,
    asOf: minDate(offer.asOf, application.asOf),
  };
}

/**
 * Of an application's offers the one that stands: first those for the application's job, among them a signed one
 * before others, then one not rejected, then the newest; of two created in the same millisecond, the higher id.
 */
export function currentOffer(offers: readonly Offer[], application: Application): Offer | undefined {
  const rank = (offer: Offer) => [
    Number(offer.jobId === application.jobId),
    Number(offer.status === "SIGNED"),
    Number(offer.status !== "REJECTED"),
    offer.createdAt.getTime(),
  ];
  return [...offers].sort((a, b) => compare(rank(b), rank(a)) || (a.id < b.id ? 1 : -1))[0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
