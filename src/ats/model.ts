import type { AtsError } from "./errors.js";

/** The unified model as resolvers see it. Null means that the provider has no value. Ids are opaque strings. */

/** Whether leads are visible: with `includeLeads`, they are candidates, and their applications are applications. */
export interface View {
  readonly includeLeads: boolean;
}

/** The id of a record, and the view in which it is read. */
export interface Ref extends View {
  readonly id: string;
}

/** When the provider's response came. For a record made of several responses, the earliest. */
export interface Timestamped {
  readonly asOf: Date;
}

/** A record that can say which of its fields the provider sent in a form that cannot be read. Such a field is null. */
export interface Recorded extends Timestamped {
  /** The fields' paths in the schema, e.g. `phoneNumbers.type`. Undefined if there are none. */
  readonly unrecognized?: ReadonlySet<string> | undefined;
}

/** The earlier of two dates. */
export function minDate(a: Date, b: Date): Date {
  return a <= b ? a : b;
}

/** A person. Fields that are undefined are loaded when they are selected. */
export interface Candidate extends Ref, Recorded {
  readonly remoteId: string;
  readonly profile?: Profile;
  readonly history?: History;
}

/** A candidate with all data. */
export type WholeCandidate = Candidate & Required<Pick<Candidate, "profile" | "history">>;

/** What every record about a person holds. Only providers that store them set `firstName` and `lastName`. */
export interface Profile {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly fullName: string | null;
  readonly emails: readonly Labelled[];
  readonly phoneNumbers: readonly Labelled[];
  readonly headline?: string | null;
  readonly location?: string | null;
  readonly links?: readonly string[] | null;
  /** Whether the provider removed the personal data. */
  readonly anonymized: boolean;
  /** Whether some of it cannot be read. Other records of the person may then have it. */
  readonly incomplete?: boolean;
}

/** The fields that depend on all records of a person. */
export interface History {
  readonly createdAt: Date;
  readonly lastActivityAt: Date | null;
  /** The applications that are visible in the candidate's view, the oldest first. */
  readonly applications: readonly Application[];
  /** Why the applications may be incomplete. Undefined if they are complete, or if the list of people says why. */
  readonly applicationsError?: AtsError;
  /** The URL of the person's page at the provider. */
  readonly remoteUrl: string | null;
}

/** A mail address or phone number, and its kind. */
export interface Labelled {
  readonly data: string;
  readonly type: string | null;
}

export interface Application extends Ref, Recorded {
  readonly remoteId: string;
  readonly candidateId: string;
  readonly profile: Profile;
  readonly jobId: string | null;
  readonly stage: Stage | null;
  /** How it ended. Null while it is active. */
  readonly disposition: Disposition | null;
  readonly endedAt?: Date | null;
  readonly createdAt?: Date | null;
  readonly appliedAt?: Date | null;
  readonly updatedAt?: Date | null;
  readonly lastAdvancedAt?: Date | null;
  readonly lastInteractionAt?: Date | null;
  readonly snoozedUntil?: Date | null;
  /** In the order of time. */
  readonly stageHistory?: readonly StageChange[] | null;
  readonly origin?: ApplicationOrigin | null;
  readonly sources?: readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly owner?: HiringTeamMember | null;
  readonly location?: string | null;
  /** The URL of the application's page at the provider. */
  readonly remoteUrl: string | null;
}

/** A move of an application to a stage. */
export interface StageChange {
  readonly stage: Stage | null;
  readonly enteredAt: Date | null;
  readonly movedBy: HiringTeamMember | null;
}

export type ApplicationOrigin = "AGENCY" | "APPLIED" | "INTERNAL" | "REFERRED" | "SOURCED" | "UNIVERSITY";

/** When and why an application ended. */
export interface Disposition {
  readonly at: Date | null;
  /** Null if the provider's reason cannot be read: then it is not known whether the application ended in a hire. */
  readonly reasonId: string | null;
}

export interface DispositionReason extends Timestamped {
  readonly id: string;
  readonly text: string | null;
  /** Whether the reason means a hire. Every other reason means a rejection. */
  readonly hired: boolean;
}

export interface Job extends Recorded {
  readonly id: string;
  readonly remoteId: string;
  readonly name: string | null;
  readonly status: JobStatus | null;
  readonly remoteStatus: string | null;
  readonly department: { readonly name: string } | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  /** Null if what the provider sent cannot be read. Empty if there is nobody. */
  readonly hiringManagers: readonly HiringTeamMember[] | null;
  /** Undefined if the provider does not store them. */
  readonly recruiters?: readonly HiringTeamMember[] | null;
  readonly updatedAt?: Date | null;
  readonly location?: string | null;
  readonly locations?: readonly string[] | null;
  readonly team?: string | null;
  readonly commitment?: string | null;
  readonly workplaceType?: WorkplaceType | null;
  readonly salaryRange?: SalaryRange | null;
  readonly salaryDescription?: string | null;
  readonly description?: string | null;
  readonly descriptionHtml?: string | null;
  /** The URLs of the job's public page, and of the page on which people apply. */
  readonly careersUrl?: string | null;
  readonly applyUrl?: string | null;
  readonly owner?: HiringTeamMember | null;
  readonly tags?: readonly string[] | null;
  readonly requisitionCodes?: readonly string[] | null;
  /** The URL of the job's page at the provider. */
  readonly remoteUrl: string | null;
}

/** How many active applications of a job are in a stage. */
export interface StageCount {
  readonly stage: Stage;
  readonly count: number;
}

export type WorkplaceType = "ONSITE" | "REMOTE" | "HYBRID";

export interface SalaryRange {
  readonly min: number | null;
  readonly max: number | null;
  readonly currency: string | null;
  readonly interval: string | null;
}

export type JobStatus = "OPEN" | "CLOSED" | "ON_HOLD" | "DRAFT" | "ARCHIVED";

/** A colleague on a hiring team. */
export interface Member {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** A member, or only the id. The other fields are then loaded when they are selected. */
export type HiringTeamMember = Member | { readonly id: string };

export interface Stage extends Recorded {
  readonly id: string;
  /** Undefined if only the id is known. The name is then loaded when it is selected. */
  readonly name?: string | null;
  readonly isLead: boolean;
  /** Whether only the list of stages is read for the name, so that a stage that is not listed has none. */
  readonly isPast?: boolean;
  /** The job that the stage belongs to. Undefined if the provider does not store it, or if only the id is known. */
  readonly jobId?: string | null;
}

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

export type OfferStatus =
  "DRAFT" | "APPROVAL_SENT" | "APPROVED" | "SENT" | "SENT_MANUALLY" | "OPENED" | "SIGNED" | "REJECTED" | "ARCHIVED";
