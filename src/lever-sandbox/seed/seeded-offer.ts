import type { Application } from "../application.js";
import type { Offer } from "../offer.js";
import type { Posting } from "../posting.js";
import type { Company } from "./company.js";
import type { OfferPlan } from "./plan.js";
import type { Random } from "./random.js";
import { payFor } from "./seeded-postings.js";

const day = 86_400_000;

/** The records that an offer belongs to. */
interface OfferContext {
  readonly opportunityId: string;
  readonly candidate: { name: string; email: string | null };
  readonly application: Application | undefined;
  /** The posting of the application. */
  readonly posting: Posting | undefined;
  readonly createdAt: number;
}

const sentStates = new Set(["sent", "sent-manually", "opened", "denied", "signed"]);

/** An offer. Its `job_posting` field mostly has the id of the application, as in Lever. */
export function seededOffer(random: Random, company: Company, plan: OfferPlan, context: OfferContext): Offer {
  const { opportunityId, application, candidate, createdAt } = context;
  const id = random.uuid();
  const posting = plan.posting ?? context.posting;
  const postingId = plan.posting?.id ?? application?.posting;
  const creator = random.pick(company.staff.recruiters).id;
  const sentAt = sentStates.has(plan.status) ? Math.min(createdAt + day, company.now) : null;
  const signed = plan.status === "signed";
  const approved = sentAt !== null || plan.status === "approved" ? true : null;
  const document = (which: "sent" | "signed") => ({
    fileName: which === "sent" ? "offer-letter.pdf" : "offer-letter-signed.pdf",
    uploadedAt: sentAt ?? createdAt,
    downloadUrl: `https://api.lever.co/v1/opportunities/${opportunityId}/offers/${id}/download?status=${which}`,
  });
  const field = (text: string, identifier: string, value: string | number | null) => ({ text, identifier, value });
  return {
    id,
    opportunityId,
    ...(plan.withoutPosting || !postingId ? {} : { posting: postingId }),
    createdAt,
    status: plan.status,
    creator,
    fields: [
      field("Job posting", "job_posting", (random.chance(0.8) ? application?.id : postingId) ?? null),
      field("Job title", "job_title", posting?.text ?? null),
      field("Candidate name", "candidate_name", candidate.name),
      field("Team", "team", posting?.categories.team ?? null),
      field("Office location", "location/office", posting?.categories.location ?? null),
      field("Offered compensation amount", "salary_amount", payFor(posting) + random.between(-8, 8) * 1000),
      field("Compensation currency", "compensation_currency", posting?.country === "GB" ? "GBP" : "USD"),
      field("Type of earnings", "salary_interval", "per-year-salary"),
      field("Anticipated start date", "anticipated_start_date", random.chance(0.6) ? createdAt + 45 * day : null),
      field("Hiring manager", "hiring_manager", posting?.hiringManager ?? null),
      field("Offered equity", "offered_equity", null),
    ],
    signatures: {
      candidate: {
        role: "candidate",
        name: sentAt === null ? null : candidate.name,
        email: sentAt === null ? null : candidate.email,
        ...(signed && sentAt !== null ? { signed: true, signedAt: Math.min(sentAt + 2 * day, company.now) } : {}),
      },
    },
    approved,
    approvedAt: approved ? Math.min(createdAt + day / 4, company.now) : null,
    sentAt,
    sentDocument: sentAt === null ? null : document("sent"),
    signedDocument: signed ? document("signed") : null,
  };
}
