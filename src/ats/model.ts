/** The unified model as resolvers see it. `null` is "the provider has none"; ids are opaque strings. */

/** What a caller sees of leads: with `leads`, they count as candidates, and their applications as applications. */
export interface View {
  readonly includeLeads: boolean;
}

/** A record asked for by its id, in a view. */
export interface Ref extends View {
  readonly id: string;
}

/** What a provider said, and when its answer came: of a record put together from several answers, the earliest. */
export interface Timestamped {
  readonly asOf: Date;
}

/** The earlier of two moments. */
export function minDate(a: Date, b: Date): Date {
  return a <= b ? a : b;
}

/** A person. What is not at hand is left undefined, and loaded when it is asked for. */
export interface Candidate extends Ref, Timestamped {
  readonly remoteId: string;
  readonly profile?: Profile;
  readonly history?: History;
}

/** What every record about a person holds. `firstName` and `lastName` are only of providers that store them. */
export interface Profile {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly fullName: string | null;
  readonly emails: readonly Labelled[];
  readonly phoneNumbers: readonly Labelled[];
  /** Whether the provider has removed what was personal. */
  readonly anonymized: boolean;
}

/** What takes all of a person's records to know. */
export interface History {
  readonly createdAt: Date;
  readonly lastActivityAt: Date | null;
  /** Those visible in the candidate's view, oldest first. */
  readonly applications: readonly Application[];
  /** The provider's page of the person. */
  remoteUrl(): string | null;
}

/** A mail address or phone number, and what kind it is. */
export interface Labelled {
  readonly data: string;
  readonly type: string | null;
}

export interface Application extends Ref, Timestamped {
  readonly remoteId: string;
  readonly candidateId: string;
  readonly profile: Profile;
  readonly jobId: string | null;
  readonly stage: Stage | null;
  /** How it ended; null while it runs. */
  readonly disposition: Disposition | null;
  /** The provider's page of the application. */
  remoteUrl(): string | null;
}

/** The end of an application: when, and for which reason. */
export interface Disposition {
  readonly at: Date | null;
  readonly reasonId: string | null;
}

export interface DispositionReason extends Timestamped {
  readonly id: string;
  readonly text: string | null;
  /** Whether it means a hire: every other reason means a rejection. */
  readonly hired: boolean;
}

export interface Job extends Timestamped {
  readonly id: string;
  readonly remoteId: string;
  readonly name: string | null;
  readonly status: JobStatus | null;
  readonly remoteStatus: string | null;
  readonly department: { readonly name: string } | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly hiringManagers: readonly HiringTeamMember[];
  /** Only of providers that store them. */
  readonly recruiters?: readonly HiringTeamMember[] | null;
  /** The provider's page of the job. */
  remoteUrl(): string | null;
}

export type JobStatus = "OPEN" | "CLOSED" | "ON_HOLD" | "DRAFT" | "ARCHIVED";

/** A colleague on a hiring team. */
export interface Member {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** A member, or only the id where no more is at hand: the rest is then loaded when asked for. */
export type HiringTeamMember = Member | { readonly id: string };

export interface Stage extends Timestamped {
  readonly id: string;
  /** Undefined where only the id is at hand: the name is then loaded when asked for. */
  readonly name?: string | null;
  /** The job whose stage it is, for providers that have stages per job. */
  readonly jobId?: string | null;
}

export interface Offer extends Ref, Timestamped {
  readonly remoteId: string;
  readonly applicationId: string;
  readonly candidateId: string;
  readonly profile: Profile;
  readonly jobId: string | null;
  readonly createdAt: Date;
  /** Only of providers that store it. */
  readonly updatedAt?: Date | null;
  readonly status: OfferStatus | null;
  readonly remoteStatus: string | null;
}

export type OfferStatus =
  "DRAFT" | "APPROVAL_SENT" | "APPROVED" | "SENT" | "SENT_MANUALLY" | "OPENED" | "SIGNED" | "REJECTED" | "ARCHIVED";
