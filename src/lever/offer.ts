import type { Application } from "../ats/model/application.js";
import type { Compensation, Offer, OfferStatus } from "../ats/model/offer.js";
import { minDate } from "../ats/model/record.js";
import { compositeId, opportunityOf } from "./id.js";
import type { OfferRecord } from "./offer-record.js";
import { type ElementFields, unrecognizedFields } from "./unrecognized-fields.js";

/** Lever docs: Offers, `status`. Any other word has no status. Lever has no ARCHIVED. */
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

/** The fields of an offer that are read from each element of Lever's offer. */
const offerFields: ElementFields = {
  status: ["status", "remoteStatus"],
  posting: ["jobId"],
  creator: ["creator"],
  sentAt: ["sentAt"],
  approvedAt: ["approvedAt"],
  fields: ["fields", "startDate", "compensation"],
  "fields.identifier": ["fields.identifier"],
  "fields.text": ["fields.name"],
  "fields.anticipated_start_date": ["startDate"],
  "fields.salary_amount": ["compensation", "compensation.amount"],
};

/** The pay in an offer's form. Null if the form has none of its parts. */
function toCompensation({ fields, salaryAmount }: OfferRecord): Compensation | null {
  const valueOf = (identifier: string) => fields?.find((each) => each.identifier === identifier)?.value ?? null;
  const currency = valueOf("compensation_currency");
  const interval = valueOf("salary_interval");
  return salaryAmount === null && currency === null && interval === null
    ? null
    : { amount: salaryAmount, currency, interval };
}

/**
 * An offer of the opportunity with these applications (at least one). It belongs to the application for the offer's
 * posting, or to the first one if there is none. The offer's field `job_posting` is ignored, because it has been seen
 * to hold an application's id.
 */
export function toOffer(offer: OfferRecord, applications: readonly Application[]): Offer {
  const application = applications.find(({ jobId }) => jobId !== null && jobId === offer.posting) ?? applications[0];
  if (application === undefined) throw new Error("An offer needs an application to belong to");
  const status = statusOfWord.get(offer.status) ?? null;
  const isPostingUnreadable = offer.unreadable.has("posting");
  return {
    id: compositeId(opportunityOf(application.id), offer.id),
    remoteId: offer.id,
    includeLeads: application.includeLeads,
    applicationId: application.id,
    candidateId: application.candidateId,
    profile: application.profile,
    jobId: isPostingUnreadable ? null : (offer.posting ?? application.jobId),
    createdAt: offer.createdAt,
    status,
    remoteStatus: offer.status,
    sentAt: offer.sentAt,
    approvedAt: offer.approvedAt,
    startDate: offer.startDate,
    compensation: toCompensation(offer),
    fields: offer.fields?.map(({ identifier, text, value }) => ({ identifier, name: text, value })) ?? null,
    creator: offer.creator,
    remoteUrl: application.remoteUrl,
    unrecognized: unrecognizedFields(
      offer.unreadable,
      offerFields,
      application.unrecognized?.has("remoteUrl") === true && "remoteUrl",
      offer.status !== null && status === null && "status",
      offer.posting === null && application.unrecognized?.has("jobId") === true && "jobId",
    ),
    asOf: minDate(offer.asOf, application.asOf),
  };
}

/**
 * The current offer among an application's offers. Criteria in this order: it is for the application's job, it is
 * signed, it is not rejected, it is the newest. Of two offers created in the same millisecond, it has the higher id.
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
