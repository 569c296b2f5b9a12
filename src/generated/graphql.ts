import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Candidate as CandidateModel, Application as ApplicationModel, Job as JobModel, Stage as StageModel, Offer as OfferModel, HiringTeamMember as HiringTeamMemberModel } from '../ats/model.js';
import type { CandidatePage as CandidatePageModel, ApplicationPage as ApplicationPageModel, JobPage as JobPageModel, OfferPage as OfferPageModel } from '../ats/page.js';
import type { FieldSupport as FieldSupportModel } from '../provider-support/field-support.js';
import type { Context } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in UTC, as an ISO 8601 string with milliseconds, e.g. `2026-03-01T09:30:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  _FieldSet: { input: string; output: string; }
};

/** One candidacy of one person: a Lever opportunity with its application. */
export type Application = {
  readonly __typename?: 'Application';
  /**
   * When the provider said what this record says: its earliest answer that the fields selected beside this one are told
   * from. Earlier than the operation where an answer was reused, or where there was none to be had any more. Null where
   * nothing was read but the id. Costs no call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The candidate. */
  readonly candidate?: Maybe<Candidate>;
  /** The id of the candidate. */
  readonly candidateId: Scalars['ID']['output'];
  /**
   * When the application ended in a hire, the other way to leave the pipeline: by the same rule as `rejectedAt`. Null while
   * it runs and after a rejection. Goes beyond the field-support matrix.
   */
  readonly hiredAt?: Maybe<Scalars['DateTime']['output']>;
  /** `<opportunity UID>:<application UID>`: Lever finds an application only through its opportunity. */
  readonly id: Scalars['ID']['output'];
  /** The job applied to. Null when the application names none, or the provider no longer has it. */
  readonly job?: Maybe<Job>;
  /** The id of the job applied to. Null when the application names none. */
  readonly jobId?: Maybe<Scalars['ID']['output']>;
  /**
   * The fields of this record that are null, and why: of those selected beside this one, and of all others that can be told
   * without a call. Costs no call.
   */
  readonly missing: ReadonlyArray<MissingField>;
  /** The offer whose id is `offerId`. Costs one call for each application. */
  readonly offer?: Maybe<Offer>;
  /**
   * The id of the application's offer: of several, first those for the application's job, then a signed one,
   * then one not rejected, then the newest. Costs one call for each application.
   */
  readonly offerId?: Maybe<Scalars['ID']['output']>;
  /** When the application was rejected, for whatever reason but a hire. Null while it runs and after a hire. */
  readonly rejectedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it was rejected. Null while it runs and after a hire. */
  readonly rejectedReason?: Maybe<RejectedReason>;
  /** The provider's own UID of this record: the Lever application's. */
  readonly remoteId: Scalars['ID']['output'];
  /**
   * The application's page in the provider's own application, for those who may log in there: in Lever that of its
   * opportunity. Goes beyond the field-support matrix.
   */
  readonly remoteUrl?: Maybe<Scalars['String']['output']>;
  /** The stage the application is in, or was in when it was archived. */
  readonly stage?: Maybe<Stage>;
  /** Whether the application is still running, and if not, how it ended. */
  readonly status?: Maybe<ApplicationStatus>;
};

/** A page of applications. */
export type ApplicationConnection = {
  readonly __typename?: 'ApplicationConnection';
  /** The applications, each with its cursor. */
  readonly edges: ReadonlyArray<ApplicationEdge>;
  /** What this page passed over. */
  readonly excluded: Excluded;
  /** The applications. */
  readonly nodes: ReadonlyArray<Application>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
};

/** An application in a list. */
export type ApplicationEdge = {
  readonly __typename?: 'ApplicationEdge';
  /** Pass it as `after` to go on behind this application. */
  readonly cursor: Scalars['String']['output'];
  /** The application. */
  readonly node: Application;
};

/** Conditions on applications, all of which must hold. An empty list matches nothing. */
export type ApplicationFilter = {
  /** The candidate: one of these. */
  readonly candidateIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The opportunity was created at this moment or later. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The opportunity was created at this moment or earlier. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the applications of leads are listed too. */
  readonly includeLeads?: InputMaybe<Scalars['Boolean']['input']>;
  /** The job applied to, archived applications included: one of these. */
  readonly jobIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The current stage: one of these. */
  readonly stageIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The status: one of these. */
  readonly status?: InputMaybe<ReadonlyArray<ApplicationStatus>>;
  /** The opportunity was updated at this moment or later. One never updated does not match. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The opportunity was updated at this moment or earlier. One never updated does not match. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Whether an application is still running, and if not, how it ended. */
export type ApplicationStatus =
  /** It is running. */
  | 'ACTIVE'
  /** It ended in a hire. */
  | 'HIRED'
  /** It ended without a hire: rejected, withdrawn, position filled, and so on. */
  | 'REJECTED';

/** For whom an answer may be kept. */
export type CacheControlScope =
  /** For one user: it is about people. */
  | 'PRIVATE'
  /** For everybody who may ask. */
  | 'PUBLIC';

/** A person associated with one or more applications: a Lever Contact, put together from all of their opportunities. */
export type Candidate = {
  readonly __typename?: 'Candidate';
  /** The ids of the person's applications, oldest first. Leads' are left out, unless this candidate was listed with `includeLeads`. */
  readonly applicationIds: ReadonlyArray<Scalars['ID']['output']>;
  /** The same applications, as objects. They cost no further call. */
  readonly applications: ReadonlyArray<Application>;
  /**
   * When the provider said what this record says: its earliest answer that the fields selected beside this one are told
   * from. Earlier than the operation where an answer was reused, or where there was none to be had any more. Null where
   * nothing was read but the id. Costs no call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When the person was first recorded.
   *
   * Lever: DERIVED. A Lever Contact has no date of its own: this is the earliest createdAt of the person's opportunities, leads included.
   */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Mail addresses, in the provider's order, duplicates included. */
  readonly emails: ReadonlyArray<CandidateEmail>;
  /**
   * The given name.
   *
   * Lever: UNSUPPORTED. Lever keeps a name as one string, and splitting it would be a guess. Use fullName.
   */
  readonly firstName?: Maybe<Scalars['String']['output']>;
  /** The whole name, as the person or a recruiter wrote it. Null when Lever's is empty. */
  readonly fullName?: Maybe<Scalars['String']['output']>;
  /** The UID of the Lever Contact. */
  readonly id: Scalars['ID']['output'];
  /**
   * When somebody last did something about the person.
   *
   * Lever: DERIVED. A Lever Contact has no activity date: this is the latest lastInteractionAt of the person's opportunities, leads included.
   */
  readonly lastActivityAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * The family name.
   *
   * Lever: UNSUPPORTED. Lever keeps a name as one string, and splitting it would be a guess. Use fullName.
   */
  readonly lastName?: Maybe<Scalars['String']['output']>;
  /**
   * The fields of this record that are null, and why: of those selected beside this one, and of all others that can be told
   * without a call. Costs no call.
   */
  readonly missing: ReadonlyArray<MissingField>;
  /** Phone numbers, in the provider's order. */
  readonly phoneNumbers: ReadonlyArray<CandidatePhoneNumber>;
  /** The provider's own UID of this record: the same as `id`. */
  readonly remoteId: Scalars['ID']['output'];
  /**
   * The person's page in the provider's own application, for those who may log in there: in Lever that of their newest
   * opportunity, leads' left out unless this candidate was listed with `includeLeads`. Goes beyond the field-support matrix.
   */
  readonly remoteUrl?: Maybe<Scalars['String']['output']>;
};

/** A page of candidates. */
export type CandidateConnection = {
  readonly __typename?: 'CandidateConnection';
  /** The candidates, each with its cursor. */
  readonly edges: ReadonlyArray<CandidateEdge>;
  /** What this page passed over. */
  readonly excluded: Excluded;
  /** The candidates. */
  readonly nodes: ReadonlyArray<Candidate>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
};

/** A candidate in a list. */
export type CandidateEdge = {
  readonly __typename?: 'CandidateEdge';
  /** Pass it as `after` to go on behind this candidate. */
  readonly cursor: Scalars['String']['output'];
  /** The candidate. */
  readonly node: Candidate;
};

/** A mail address of a candidate. */
export type CandidateEmail = {
  readonly __typename?: 'CandidateEmail';
  /** The address. */
  readonly data?: Maybe<Scalars['String']['output']>;
  /**
   * What kind of address it is.
   *
   * Lever: DERIVED. Lever does not label mail addresses: a candidate's own address counts as personal.
   */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** Conditions on candidates: one of the person's opportunities must meet them all. An empty list matches nobody. */
export type CandidateFilter = {
  /** The opportunity was created at this moment or later. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The opportunity was created at this moment or earlier. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** A mail address of the person, compared as Lever does. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** Whether leads count as candidates, and their applications as applications. */
  readonly includeLeads?: InputMaybe<Scalars['Boolean']['input']>;
  /** The job applied to, archived applications included: one of these. */
  readonly jobIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The current stage: one of these. */
  readonly stageIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The opportunity was updated at this moment or later. One never updated does not match. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The opportunity was updated at this moment or earlier. One never updated does not match. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A phone number of a candidate. */
export type CandidatePhoneNumber = {
  readonly __typename?: 'CandidatePhoneNumber';
  /** The number, as it was written. */
  readonly data?: Maybe<Scalars['String']['output']>;
  /** The provider's label, e.g. `mobile` or `home`. Null when it has none. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** A department of the company. */
export type Department = {
  readonly __typename?: 'Department';
  /** Its name. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** What a page passed over because the caller did not ask for it. */
export type Excluded = {
  readonly __typename?: 'Excluded';
  /**
   * Confidential records left out of this page. Null where the provider leaves them out without a word, as Lever does unless
   * `LEVER_CONFIDENTIALITY` asks for them.
   */
  readonly confidential?: Maybe<Scalars['Int']['output']>;
  /** Lead opportunities passed over while this page was read. Over a full walk they add up to all leads in the list. */
  readonly leads: Scalars['Int']['output'];
};

/** One field of the model and what a provider can do for it. */
export type FieldSupport = {
  readonly __typename?: 'FieldSupport';
  /** The field, e.g. `firstName`. */
  readonly field: Scalars['String']['output'];
  /** How far the provider can fill the field. */
  readonly level: SupportLevel;
  /** The provider. */
  readonly provider: Provider;
  /** Why, for fields that are not NATIVE. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The GraphQL type the field belongs to, e.g. `Candidate`. */
  readonly type: Scalars['String']['output'];
};

/** The people who hire for a job. A null list means that the provider cannot say, an empty one that there is nobody. */
export type HiringTeam = {
  readonly __typename?: 'HiringTeam';
  /** The hiring managers: for Lever one or none, whether or not they still work there. */
  readonly hiringManagers?: Maybe<ReadonlyArray<HiringTeamMember>>;
  /**
   * The recruiters.
   *
   * Lever: UNSUPPORTED. Lever has no list of a posting's recruiters, and a posting's owner need not be one. Null, never an empty list. Use hiringManagers.
   */
  readonly recruiters?: Maybe<ReadonlyArray<HiringTeamMember>>;
};

/** A colleague on a hiring team. */
export type HiringTeamMember = {
  readonly __typename?: 'HiringTeamMember';
  /** The user's mail address at work. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** The provider's UID of the user. */
  readonly id: Scalars['ID']['output'];
  /** The user's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** A position people apply to: a Lever posting. */
export type Job = {
  readonly __typename?: 'Job';
  /** The applications to this job, active and archived, without those of leads. Costs two calls or more for each job. */
  readonly applications?: Maybe<ApplicationConnection>;
  /**
   * When the provider said what this record says: its earliest answer that the fields selected beside this one are told
   * from. Earlier than the operation where an answer was reused, or where there was none to be had any more. Null where
   * nothing was read but the id. Costs no call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When the job was closed. Null while it is not CLOSED.
   *
   * Lever: DERIVED. A Lever posting has no closing date: for a closed one this is when it was last updated, which a later edit moves.
   */
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the posting was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The department. Null when the posting names none. */
  readonly department?: Maybe<Department>;
  /** The people who hire for this job. */
  readonly hiringTeam: HiringTeam;
  /** The UID of the Lever posting. */
  readonly id: Scalars['ID']['output'];
  /**
   * The fields of this record that are null, and why: of those selected beside this one, and of all others that can be told
   * without a call. Costs no call.
   */
  readonly missing: ReadonlyArray<MissingField>;
  /** The title. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The provider's own UID of this record: the same as `id`. */
  readonly remoteId: Scalars['ID']['output'];
  /** The provider's own word for the status, e.g. `published` or `internal`. */
  readonly remoteStatus?: Maybe<Scalars['String']['output']>;
  /**
   * The job's page: in Lever the posting's, to which applicants come too. Null for a posting that has none, such as a
   * draft or a closed one. Goes beyond the field-support matrix.
   */
  readonly remoteUrl?: Maybe<Scalars['String']['output']>;
  /** The status. Null when `remoteStatus` is a word this model does not know. */
  readonly status?: Maybe<JobStatus>;
};


/** A position people apply to: a Lever posting. */
export type JobApplicationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of jobs. */
export type JobConnection = {
  readonly __typename?: 'JobConnection';
  /** The jobs, each with its cursor. */
  readonly edges: ReadonlyArray<JobEdge>;
  /** What this page passed over. There are no leads among jobs. */
  readonly excluded: Excluded;
  /** The jobs. */
  readonly nodes: ReadonlyArray<Job>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
};

/** A job in a list. */
export type JobEdge = {
  readonly __typename?: 'JobEdge';
  /** Pass it as `after` to go on behind this job. */
  readonly cursor: Scalars['String']['output'];
  /** The job. */
  readonly node: Job;
};

/** Conditions on jobs, all of which must hold. An empty list matches nothing. */
export type JobFilter = {
  /** The department's name, upper and lower case told apart: one of these. */
  readonly departments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The status: one of these. */
  readonly status?: InputMaybe<ReadonlyArray<JobStatus>>;
  /** The posting was updated at this moment or later. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The posting was updated at this moment or earlier. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Whether a job takes applications. */
export type JobStatus =
  /** Put away. Lever has no such status. */
  | 'ARCHIVED'
  /** Closed. */
  | 'CLOSED'
  /** Being written, awaiting approval, or refused it. */
  | 'DRAFT'
  /** Paused. Lever has no such status. */
  | 'ON_HOLD'
  /** Published, or open internally. */
  | 'OPEN';

/** A field of a record that is null, and why. */
export type MissingField = {
  readonly __typename?: 'MissingField';
  /**
   * The field's name, e.g. `fullName`. Within a part of the record its path, e.g. `hiringTeam.recruiters`; of several such
   * parts, as in `phoneNumbers.type`, one at least has it null.
   */
  readonly field: Scalars['String']['output'];
  /** The same for a person to read. */
  readonly message: Scalars['String']['output'];
  /** Why it is null. */
  readonly reason: MissingReason;
};

/** Why a field is null. */
export type MissingReason =
  /** It was personal data, and the provider has removed it for good. */
  | 'ANONYMIZED'
  /** The provider keeps the one record it is from to itself: confidential, and not granted to these credentials. */
  | 'CONFIDENTIAL'
  /** These credentials may not read records of the kind it is from. */
  | 'FORBIDDEN'
  /** There can be none as things stand: no date of a rejection while an application runs, no job of a stage that serves all. */
  | 'NOT_APPLICABLE'
  /** The provider could keep it and does not: it was never entered, or what it points at is gone. */
  | 'NOT_SET'
  /** The provider sent a word that this model does not know. `remoteStatus` is that word. */
  | 'UNRECOGNIZED'
  /** The provider keeps nothing that could fill it, for any record. `providerSupport` lists these fields. */
  | 'UNSUPPORTED_BY_PROVIDER'
  /** The provider could not be asked, or did not answer well. The answer's `errors` have it too, with a code. */
  | 'UPSTREAM_FAILED';

/** A job offered to a candidate. */
export type Offer = {
  readonly __typename?: 'Offer';
  /** The application it belongs to. */
  readonly application?: Maybe<Application>;
  /** The id of the application it belongs to. */
  readonly applicationId: Scalars['ID']['output'];
  /**
   * When the provider said what this record says: its earliest answer that the fields selected beside this one are told
   * from. Earlier than the operation where an answer was reused, or where there was none to be had any more. Null where
   * nothing was read but the id. Costs no call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The candidate. */
  readonly candidate?: Maybe<Candidate>;
  /** The id of the candidate. */
  readonly candidateId: Scalars['ID']['output'];
  /** When the offer was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** `<opportunity UID>:<offer UID>`: Lever finds an offer only through its opportunity. */
  readonly id: Scalars['ID']['output'];
  /** The job offered. Null when there is none, or the provider no longer has it. */
  readonly job?: Maybe<Job>;
  /** The id of the job offered, which need not be the job applied to. Null when there is none. */
  readonly jobId?: Maybe<Scalars['ID']['output']>;
  /**
   * The fields of this record that are null, and why: of those selected beside this one, and of all others that can be told
   * without a call. Costs no call.
   */
  readonly missing: ReadonlyArray<MissingField>;
  /** The provider's own UID of this record: the Lever offer's. */
  readonly remoteId: Scalars['ID']['output'];
  /** The provider's own word for the status, e.g. `sent` or `denied`. */
  readonly remoteStatus?: Maybe<Scalars['String']['output']>;
  /** The status. Null when `remoteStatus` is a word this model does not know. */
  readonly status?: Maybe<OfferStatus>;
  /**
   * When the offer was last changed.
   *
   * Lever: UNSUPPORTED. Lever keeps no date of an offer's last change, and another of its dates would mislead. Use createdAt and status.
   */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of offers. */
export type OfferConnection = {
  readonly __typename?: 'OfferConnection';
  /** The offers, each with its cursor. */
  readonly edges: ReadonlyArray<OfferEdge>;
  /** What this page passed over. */
  readonly excluded: Excluded;
  /** The offers. */
  readonly nodes: ReadonlyArray<Offer>;
  /** Where this page lies in the list. */
  readonly pageInfo: PageInfo;
};

/** An offer in a list. */
export type OfferEdge = {
  readonly __typename?: 'OfferEdge';
  /** Pass it as `after` to go on behind this offer. */
  readonly cursor: Scalars['String']['output'];
  /** The offer. */
  readonly node: Offer;
};

/** Conditions on offers, all of which must hold. An empty list matches nothing. */
export type OfferFilter = {
  /** The candidate: one of these. */
  readonly candidateIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether the offers of leads are listed too. */
  readonly includeLeads?: InputMaybe<Scalars['Boolean']['input']>;
  /** The job offered: one of these. */
  readonly jobIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The application's current stage: one of these. */
  readonly stageIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The status: one of these. */
  readonly status?: InputMaybe<ReadonlyArray<OfferStatus>>;
};

/** How far an offer has come. */
export type OfferStatus =
  /** Waiting for approval. */
  | 'APPROVAL_SENT'
  /** Approved, not yet sent. */
  | 'APPROVED'
  /** Put away. Lever has no such status. */
  | 'ARCHIVED'
  /** Being written. */
  | 'DRAFT'
  /** Opened by the candidate. */
  | 'OPENED'
  /** Turned down; Lever's word is `denied`. */
  | 'REJECTED'
  /** Sent through the provider. */
  | 'SENT'
  /** Sent by other means. */
  | 'SENT_MANUALLY'
  /** Signed by the candidate. */
  | 'SIGNED';

/** Where a page lies in its list, after the Relay cursor connections specification. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last edge: pass it as `after` to read on. Null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more may follow. When true, the next page can still turn out empty: it is not worth a provider call to know. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Always false: lists are read forwards only. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge. Null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** An applicant tracking system that this subgraph reads from. */
export type Provider =
  /** Lever (LeverTRM), through its Data API v1. */
  | 'LEVER';

/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type Query = {
  readonly __typename?: 'Query';
  /** The application with this id. Null when the provider has none, or when it belongs to a lead. */
  readonly application?: Maybe<Application>;
  /** Applications, active and archived. Those of leads are left out unless the filter asks for them. */
  readonly applications?: Maybe<ApplicationConnection>;
  /**
   * The record that an id of the provider's own stands for, wherever the id was kept: by an older integration, in a webhook,
   * by another unified API. Null when the provider has none, or when it belongs to a lead. Somebody known by a mail address
   * alone is found by `candidates`, with its filter `email`.
   */
  readonly byRemoteId?: Maybe<RemoteRecord>;
  /** The candidate with this id. Null when the provider has no such person, or knows them only as a lead. */
  readonly candidate?: Maybe<Candidate>;
  /**
   * People with at least one application, each exactly once, however many applications they have.
   * A person matches when one of their opportunities matches the whole filter.
   */
  readonly candidates?: Maybe<CandidateConnection>;
  /** The job with this id. Null when the provider has none. */
  readonly job?: Maybe<Job>;
  /** Jobs in every status, those published only internally included. */
  readonly jobs?: Maybe<JobConnection>;
  /** The offer with this id. Null when the provider has none, or when it belongs to a lead. */
  readonly offer?: Maybe<Offer>;
  /**
   * Offers, those of applications at the offer stage and of hires first. Lever lists offers only application by
   * application, so this costs one call for each application looked at: narrow it with a filter where you can. The weight
   * allows for 100 that have no such offer; a list read to its end, or a status few offers have, can take more.
   */
  readonly offers?: Maybe<OfferConnection>;
  /** What each provider can fill: every field of the field-support matrix, with its level and the reason. Costs no call. */
  readonly providerSupport: ReadonlyArray<FieldSupport>;
  /** The pipeline stage with this id, listed or retired. Null when the provider has none. */
  readonly stage?: Maybe<Stage>;
  /** The stages of the recruiting pipeline, in pipeline order. */
  readonly stages: ReadonlyArray<Stage>;
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryApplicationArgs = {
  id: Scalars['ID']['input'];
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryApplicationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ApplicationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryByRemoteIdArgs = {
  id: Scalars['ID']['input'];
  kind: RemoteKind;
  provider: Provider;
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryCandidateArgs = {
  id: Scalars['ID']['input'];
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryCandidatesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CandidateFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryJobArgs = {
  id: Scalars['ID']['input'];
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<JobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryOfferArgs = {
  id: Scalars['ID']['input'];
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryOffersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OfferFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryProviderSupportArgs = {
  level?: InputMaybe<SupportLevel>;
  provider?: InputMaybe<Provider>;
};


/**
 * One recruiting model, read from the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. Where the subgraph is asked directly, `extensions.upstream` says how
 * many provider calls the answer cost.
 *
 * `@cost` weighs in provider calls: the most that a field takes while nothing is cached. It holds in accounts of up to 500
 * jobs where people have two applications on average, a page passes over at most 500 opportunities to find its nodes, and a
 * page of offers at most 100 applications that have none. In others it is an estimate.
 */
export type QueryStageArgs = {
  id: Scalars['ID']['input'];
};

/** Why an application was rejected. */
export type RejectedReason = {
  readonly __typename?: 'RejectedReason';
  /** The reason in the account's own words. */
  readonly text?: Maybe<Scalars['String']['output']>;
};

/** What an id of a provider's own names. */
export type RemoteKind =
  /** A person: a Lever contact. The Candidate of that person. */
  | 'CONTACT'
  /**
   * A candidacy: a Lever opportunity, which is also what Lever's older interfaces call a candidate. The Application of that
   * opportunity; null for one without, as for every lead.
   */
  | 'OPPORTUNITY'
  /** A Lever posting. The Job. */
  | 'POSTING'
  /** A step of the pipeline. The Stage. */
  | 'STAGE';

/** A record that an id of a provider's own stands for. */
export type RemoteRecord = Application | Candidate | Job | Stage;

/** A step of the recruiting pipeline. */
export type Stage = {
  readonly __typename?: 'Stage';
  /**
   * When the provider said what this record says: its earliest answer that the fields selected beside this one are told
   * from. Earlier than the operation where an answer was reused, or where there was none to be had any more. Null where
   * nothing was read but the id. Costs no call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** A slug for Lever's built-in stages (`applicant-new`, `offer`), a UID for the account's own. */
  readonly id: Scalars['ID']['output'];
  /**
   * The job this stage belongs to.
   *
   * Lever: UNSUPPORTED. Lever's stages belong to no job: each applies to every job of the account. Use Application.jobId.
   */
  readonly jobId?: Maybe<Scalars['ID']['output']>;
  /**
   * The fields of this record that are null, and why: of those selected beside this one, and of all others that can be told
   * without a call. Costs no call.
   */
  readonly missing: ReadonlyArray<MissingField>;
  /** The name the account gave it. Null when the provider no longer knows the stage. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The provider's own UID of this record: the same as `id`. */
  readonly remoteId: Scalars['ID']['output'];
};

/** How far a provider can fill a field. */
export type SupportLevel =
  /** Computed from what the provider keeps; the reason says how. */
  | 'DERIVED'
  /** The provider keeps it. */
  | 'NATIVE'
  /** The provider cannot fill it: the value is always null, and costs no call. */
  | 'UNSUPPORTED';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Application: Application;
  Candidate: Candidate;
  Job: Job;
  Offer: Offer;
  Stage: Stage;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Application:
    ( { __typename: 'Application' }
    & GraphQLRecursivePick<FederationTypes['Application'], {"id":true}> );
  Candidate:
    ( { __typename: 'Candidate' }
    & GraphQLRecursivePick<FederationTypes['Candidate'], {"id":true}> );
  Job:
    ( { __typename: 'Job' }
    & GraphQLRecursivePick<FederationTypes['Job'], {"id":true}> );
  Offer:
    ( { __typename: 'Offer' }
    & GraphQLRecursivePick<FederationTypes['Offer'], {"id":true}> );
  Stage:
    ( { __typename: 'Stage' }
    & GraphQLRecursivePick<FederationTypes['Stage'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  RemoteRecord:
    | ( ApplicationModel )
    | ( CandidateModel )
    | ( JobModel )
    | ( StageModel )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Application: ResolverTypeWrapper<ApplicationModel>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ApplicationConnection: ResolverTypeWrapper<ApplicationPageModel>;
  ApplicationEdge: ResolverTypeWrapper<Omit<ApplicationEdge, 'node'> & { node: ResolversTypes['Application'] }>;
  ApplicationFilter: ApplicationFilter;
  ApplicationStatus: ApplicationStatus;
  CacheControlScope: CacheControlScope;
  Candidate: ResolverTypeWrapper<CandidateModel>;
  CandidateConnection: ResolverTypeWrapper<CandidatePageModel>;
  CandidateEdge: ResolverTypeWrapper<Omit<CandidateEdge, 'node'> & { node: ResolversTypes['Candidate'] }>;
  CandidateEmail: ResolverTypeWrapper<CandidateEmail>;
  CandidateFilter: CandidateFilter;
  CandidatePhoneNumber: ResolverTypeWrapper<CandidatePhoneNumber>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Department: ResolverTypeWrapper<Department>;
  Excluded: ResolverTypeWrapper<Excluded>;
  FieldSupport: ResolverTypeWrapper<FieldSupportModel>;
  HiringTeam: ResolverTypeWrapper<JobModel>;
  HiringTeamMember: ResolverTypeWrapper<HiringTeamMemberModel>;
  Job: ResolverTypeWrapper<JobModel>;
  JobConnection: ResolverTypeWrapper<JobPageModel>;
  JobEdge: ResolverTypeWrapper<Omit<JobEdge, 'node'> & { node: ResolversTypes['Job'] }>;
  JobFilter: JobFilter;
  JobStatus: JobStatus;
  MissingField: ResolverTypeWrapper<MissingField>;
  MissingReason: MissingReason;
  Offer: ResolverTypeWrapper<OfferModel>;
  OfferConnection: ResolverTypeWrapper<OfferPageModel>;
  OfferEdge: ResolverTypeWrapper<Omit<OfferEdge, 'node'> & { node: ResolversTypes['Offer'] }>;
  OfferFilter: OfferFilter;
  OfferStatus: OfferStatus;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Provider: Provider;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RejectedReason: ResolverTypeWrapper<RejectedReason>;
  RemoteKind: RemoteKind;
  RemoteRecord: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoteRecord']>;
  Stage: ResolverTypeWrapper<StageModel>;
  SupportLevel: SupportLevel;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Application: ApplicationModel;
  ID: Scalars['ID']['output'];
  ApplicationConnection: ApplicationPageModel;
  ApplicationEdge: Omit<ApplicationEdge, 'node'> & { node: ResolversParentTypes['Application'] };
  ApplicationFilter: ApplicationFilter;
  Candidate: CandidateModel;
  CandidateConnection: CandidatePageModel;
  CandidateEdge: Omit<CandidateEdge, 'node'> & { node: ResolversParentTypes['Candidate'] };
  CandidateEmail: CandidateEmail;
  CandidateFilter: CandidateFilter;
  CandidatePhoneNumber: CandidatePhoneNumber;
  DateTime: Scalars['DateTime']['output'];
  Department: Department;
  Excluded: Excluded;
  FieldSupport: FieldSupportModel;
  HiringTeam: JobModel;
  HiringTeamMember: HiringTeamMemberModel;
  Job: JobModel;
  JobConnection: JobPageModel;
  JobEdge: Omit<JobEdge, 'node'> & { node: ResolversParentTypes['Job'] };
  JobFilter: JobFilter;
  MissingField: MissingField;
  Offer: OfferModel;
  OfferConnection: OfferPageModel;
  OfferEdge: Omit<OfferEdge, 'node'> & { node: ResolversParentTypes['Offer'] };
  OfferFilter: OfferFilter;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RejectedReason: RejectedReason;
  RemoteRecord: ResolversUnionTypes<ResolversParentTypes>['RemoteRecord'];
  Stage: StageModel;
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
};

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<CacheControlScope>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ProviderSupportDirectiveArgs = {
  level: SupportLevel;
  provider: Provider;
  reason: Scalars['String']['input'];
};

export type ProviderSupportDirectiveResolver<Result, Parent, ContextType = Context, Args = ProviderSupportDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ApplicationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Application'] = ResolversParentTypes['Application'], FederationReferenceType extends FederationReferenceTypes['Application'] = FederationReferenceTypes['Application']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Application']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  candidate?: Resolver<Maybe<ResolversTypes['Candidate']>, ParentType, ContextType>;
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  hiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['MissingField']>, ParentType, ContextType>;
  offer?: Resolver<Maybe<ResolversTypes['Offer']>, ParentType, ContextType>;
  offerId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  rejectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rejectedReason?: Resolver<Maybe<ResolversTypes['RejectedReason']>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remoteUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['Stage']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ApplicationStatus']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApplicationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicationConnection'] = ResolversParentTypes['ApplicationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApplicationEdge']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Excluded'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Application']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApplicationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicationEdge'] = ResolversParentTypes['ApplicationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Application'], ParentType, ContextType>;
};

export type CandidateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Candidate'] = ResolversParentTypes['Candidate'], FederationReferenceType extends FederationReferenceTypes['Candidate'] = FederationReferenceTypes['Candidate']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Candidate']> | FederationReferenceType, FederationReferenceType, ContextType>;
  applicationIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  applications?: Resolver<ReadonlyArray<ResolversTypes['Application']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  emails?: Resolver<ReadonlyArray<ResolversTypes['CandidateEmail']>, ParentType, ContextType>;
  firstName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastActivityAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['MissingField']>, ParentType, ContextType>;
  phoneNumbers?: Resolver<ReadonlyArray<ResolversTypes['CandidatePhoneNumber']>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remoteUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CandidateConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CandidateConnection'] = ResolversParentTypes['CandidateConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CandidateEdge']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Excluded'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Candidate']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CandidateEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CandidateEdge'] = ResolversParentTypes['CandidateEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Candidate'], ParentType, ContextType>;
};

export type CandidateEmailResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CandidateEmail'] = ResolversParentTypes['CandidateEmail']> = {
  data?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CandidatePhoneNumberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CandidatePhoneNumber'] = ResolversParentTypes['CandidatePhoneNumber']> = {
  data?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DepartmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Department'] = ResolversParentTypes['Department']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ExcludedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Excluded'] = ResolversParentTypes['Excluded']> = {
  confidential?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  leads?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FieldSupportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldSupport'] = ResolversParentTypes['FieldSupport']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['SupportLevel'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HiringTeamResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HiringTeam'] = ResolversParentTypes['HiringTeam']> = {
  hiringManagers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HiringTeamMember']>>, ParentType, ContextType>;
  recruiters?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HiringTeamMember']>>, ParentType, ContextType>;
};

export type HiringTeamMemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HiringTeamMember'] = ResolversParentTypes['HiringTeamMember']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job'], FederationReferenceType extends FederationReferenceTypes['Job'] = FederationReferenceTypes['Job']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Job']> | FederationReferenceType, FederationReferenceType, ContextType>;
  applications?: Resolver<Maybe<ResolversTypes['ApplicationConnection']>, ParentType, ContextType, RequireFields<JobApplicationsArgs, 'first'>>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  hiringTeam?: Resolver<ResolversTypes['HiringTeam'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['MissingField']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remoteStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remoteUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobConnection'] = ResolversParentTypes['JobConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobEdge']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Excluded'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type JobEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobEdge'] = ResolversParentTypes['JobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
};

export type MissingFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MissingField'] = ResolversParentTypes['MissingField']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['MissingReason'], ParentType, ContextType>;
};

export type OfferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Offer'] = ResolversParentTypes['Offer'], FederationReferenceType extends FederationReferenceTypes['Offer'] = FederationReferenceTypes['Offer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Offer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  application?: Resolver<Maybe<ResolversTypes['Application']>, ParentType, ContextType>;
  applicationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  candidate?: Resolver<Maybe<ResolversTypes['Candidate']>, ParentType, ContextType>;
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['MissingField']>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remoteStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['OfferStatus']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type OfferConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferConnection'] = ResolversParentTypes['OfferConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OfferEdge']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Excluded'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Offer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OfferEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferEdge'] = ResolversParentTypes['OfferEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  application?: Resolver<Maybe<ResolversTypes['Application']>, ParentType, ContextType, RequireFields<QueryApplicationArgs, 'id'>>;
  applications?: Resolver<Maybe<ResolversTypes['ApplicationConnection']>, ParentType, ContextType, RequireFields<QueryApplicationsArgs, 'first'>>;
  byRemoteId?: Resolver<Maybe<ResolversTypes['RemoteRecord']>, ParentType, ContextType, RequireFields<QueryByRemoteIdArgs, 'id' | 'kind' | 'provider'>>;
  candidate?: Resolver<Maybe<ResolversTypes['Candidate']>, ParentType, ContextType, RequireFields<QueryCandidateArgs, 'id'>>;
  candidates?: Resolver<Maybe<ResolversTypes['CandidateConnection']>, ParentType, ContextType, RequireFields<QueryCandidatesArgs, 'first'>>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'id'>>;
  jobs?: Resolver<Maybe<ResolversTypes['JobConnection']>, ParentType, ContextType, RequireFields<QueryJobsArgs, 'first'>>;
  offer?: Resolver<Maybe<ResolversTypes['Offer']>, ParentType, ContextType, RequireFields<QueryOfferArgs, 'id'>>;
  offers?: Resolver<Maybe<ResolversTypes['OfferConnection']>, ParentType, ContextType, RequireFields<QueryOffersArgs, 'first'>>;
  providerSupport?: Resolver<ReadonlyArray<ResolversTypes['FieldSupport']>, ParentType, ContextType, Partial<QueryProviderSupportArgs>>;
  stage?: Resolver<Maybe<ResolversTypes['Stage']>, ParentType, ContextType, RequireFields<QueryStageArgs, 'id'>>;
  stages?: Resolver<ReadonlyArray<ResolversTypes['Stage']>, ParentType, ContextType>;
};

export type RejectedReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RejectedReason'] = ResolversParentTypes['RejectedReason']> = {
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RemoteRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoteRecord'] = ResolversParentTypes['RemoteRecord']> = {
  __resolveType: TypeResolveFn<'Application' | 'Candidate' | 'Job' | 'Stage', ParentType, ContextType>;
};

export type StageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Stage'] = ResolversParentTypes['Stage'], FederationReferenceType extends FederationReferenceTypes['Stage'] = FederationReferenceTypes['Stage']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Stage']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['MissingField']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Application?: ApplicationResolvers<ContextType>;
  ApplicationConnection?: ApplicationConnectionResolvers<ContextType>;
  ApplicationEdge?: ApplicationEdgeResolvers<ContextType>;
  Candidate?: CandidateResolvers<ContextType>;
  CandidateConnection?: CandidateConnectionResolvers<ContextType>;
  CandidateEdge?: CandidateEdgeResolvers<ContextType>;
  CandidateEmail?: CandidateEmailResolvers<ContextType>;
  CandidatePhoneNumber?: CandidatePhoneNumberResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Department?: DepartmentResolvers<ContextType>;
  Excluded?: ExcludedResolvers<ContextType>;
  FieldSupport?: FieldSupportResolvers<ContextType>;
  HiringTeam?: HiringTeamResolvers<ContextType>;
  HiringTeamMember?: HiringTeamMemberResolvers<ContextType>;
  Job?: JobResolvers<ContextType>;
  JobConnection?: JobConnectionResolvers<ContextType>;
  JobEdge?: JobEdgeResolvers<ContextType>;
  MissingField?: MissingFieldResolvers<ContextType>;
  Offer?: OfferResolvers<ContextType>;
  OfferConnection?: OfferConnectionResolvers<ContextType>;
  OfferEdge?: OfferEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RejectedReason?: RejectedReasonResolvers<ContextType>;
  RemoteRecord?: RemoteRecordResolvers<ContextType>;
  Stage?: StageResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  providerSupport?: ProviderSupportDirectiveResolver<any, any, ContextType>;
};
