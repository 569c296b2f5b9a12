import type { HiringTeamMember } from "./member.js";
import type { Profile } from "./profile.js";
import type { Recorded, Ref } from "./record.js";

export interface Offer extends Ref, Recorded {
  readonly remoteId: string;
  readonly applicationId: string;
  readonly candidateId: string;
  readonly profile: Profile;
  readonly jobId: string | null;
  readonly createdAt: Date;
  /** Undefined if the provider does not store it. */
  readonly updatedAt?: Date | null;
  readonly status: OfferStatus | null;
  readonly remoteStatus: string | null;
  readonly sentAt?: Date | null;
  readonly approvedAt?: Date | null;
  /** A day, as its beginning in UTC. */
  readonly startDate?: Date | null;
  readonly compensation?: Compensation | null;
  readonly fields?: readonly OfferField[] | null;
  readonly creator?: HiringTeamMember | null;
  /** The URL of the offer's page at the provider. */
  readonly remoteUrl?: string | null;
}

export type OfferStatus =
  "DRAFT" | "APPROVAL_SENT" | "APPROVED" | "SENT" | "SENT_MANUALLY" | "OPENED" | "SIGNED" | "REJECTED" | "ARCHIVED";

export interface Compensation {
  readonly amount: number | null;
  readonly currency: string | null;
  readonly interval: string | null;
}

/** A field of an offer's form. */
export interface OfferField {
  readonly identifier: string | null;
  readonly name: string | null;
  readonly value: string | null;
}
