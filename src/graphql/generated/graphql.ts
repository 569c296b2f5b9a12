import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Candidate as CandidateModel } from '../../ats/model/candidate.js';
import type { Application as ApplicationModel, StageChange as StageChangeModel } from '../../ats/model/application.js';
import type { Job as JobModel, StageCount as StageCountModel } from '../../ats/model/job.js';
import type { Stage as StageModel } from '../../ats/model/stage.js';
import type { Offer as OfferModel } from '../../ats/model/offer.js';
import type { CandidatePage as CandidatePageModel, ApplicationPage as ApplicationPageModel, JobPage as JobPageModel, OfferPage as OfferPageModel, ExcludedRecords as ExcludedRecordsModel } from '../../ats/page.js';
import type { HiringTeamMember as HiringTeamMemberModel } from '../../ats/model/member.js';
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
  /** A day, for example `2026-03-01`. */
  Date: { input: Date; output: Date; }
  /** A time in UTC, as an ISO 8601 string with milliseconds, for example `2026-03-01T09:30:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** A web address, for example `https://hire.lever.co/candidates/1`. */
  URL: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** One person's application: a Lever opportunity together with its application. */
export type Application = {
  readonly __typename?: 'Application';
  /** When the person applied for this job: at `createdAt` or later. Not part of the field-support matrix. */
  readonly appliedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When this data was read from the provider. If the selected fields come from several responses, the time of the oldest
   * one. It can be before this request when a cached response was used. In a client's cache that merges the
   * results of several operations, it belongs to the fields of the operation that wrote it last. Costs no provider call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The candidate. */
  readonly candidate?: Maybe<Candidate>;
  /** The candidate's id. */
  readonly candidateId: Scalars['ID']['output'];
  /** When the candidacy began, as a lead or by applying. Not part of the field-support matrix. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When the application ended in Lever's pipeline: when the opportunity was archived last. Null while it is active. It can be
   * later than `rejectedAt` or `hiredAt`. Not part of the field-support matrix.
   */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When the application ended in a hire. Null while it is active, and after a rejection. Not part of the field-support
   * matrix.
   */
  readonly hiredAt?: Maybe<Scalars['DateTime']['output']>;
  /** `<opportunity UID>:<application UID>`. Lever finds an application only through its opportunity. */
  readonly id: Scalars['ID']['output'];
  /** The job that the person applied to. Null when the application has no job, or the provider no longer has it. */
  readonly job?: Maybe<Job>;
  /** The id of the job that the person applied to. Null when the application has no job. */
  readonly jobId?: Maybe<Scalars['ID']['output']>;
  /** When the application moved to another stage last, or ended. Not part of the field-support matrix. */
  readonly lastAdvancedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the last interaction with the person took place. Not part of the field-support matrix. */
  readonly lastInteractionAt?: Maybe<Scalars['DateTime']['output']>;
  /** The place of the job that the person applied to. Null if none is specified. Not part of the field-support matrix. */
  readonly location?: Maybe<Scalars['String']['output']>;
  /**
   * The fields that are null for a reason that the record itself holds, each with the reason. The list is the same for every
   * selection. Fields that depend on another record are not in it: `offer`, `offerId`, `job`, `candidate`, and how the
   * application ended if it has a reason. Costs no provider call.
   */
  readonly missing?: Maybe<ReadonlyArray<MissingField>>;
  /** The offer whose id is `offerId`. Null when there is no offer. Costs one provider call for each application. */
  readonly offer?: Maybe<Offer>;
  /**
   * The id of the application's offer. If there are several, an offer for the application's job comes first, then a signed
   * one, then one that is not rejected, then the newest. Null when there is no offer. Costs one provider call for each
   * application.
   */
  readonly offerId?: Maybe<Scalars['ID']['output']>;
  /** How the person came into the pipeline. Not part of the field-support matrix. */
  readonly origin?: Maybe<ApplicationOrigin>;
  /** The colleague who is responsible for the application. Not part of the field-support matrix. */
  readonly owner?: Maybe<HiringTeamMember>;
  /** When the application ended without a hire, for any reason. Null while it is active, and after a hire. */
  readonly rejectedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why the application ended without a hire. Null while it is active, and after a hire. */
  readonly rejectedReason?: Maybe<RejectedReason>;
  /** The provider's id of this record: the UID of the Lever application. */
  readonly remoteId: Scalars['ID']['output'];
  /**
   * The web page of this record at the provider, for users with an account there: in Lever the page of the opportunity.
   * Not part of the field-support matrix.
   */
  readonly remoteUrl?: Maybe<Scalars['URL']['output']>;
  /** Until when the application is snoozed. Null if it is not snoozed. Not part of the field-support matrix. */
  readonly snoozedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Where the person comes from, in the words of the account. Not part of the field-support matrix. */
  readonly sources?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The current stage, or the last stage of an application that has ended. Null when the application has none. */
  readonly stage?: Maybe<Stage>;
  /**
   * The stages that the application has been in, in the order of time. The last one is the present stage. Not part of the
   * field-support matrix.
   */
  readonly stageHistory?: Maybe<ReadonlyArray<StageChange>>;
  /** Whether the application is active, and if not, how it ended. */
  readonly status?: Maybe<ApplicationStatus>;
  /** The application's tags. Lever adds the job's name and categories. Not part of the field-support matrix. */
  readonly tags?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** When the application was changed last. Null if Lever has not recorded a change. Not part of the field-support matrix. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of applications. */
export type ApplicationConnection = {
  readonly __typename?: 'ApplicationConnection';
  /**
   * How many applications of the whole list were rejected for each reason, the most frequent first, without reasons that no
   * application has. Counted in the same pass as `totalCount`, under the same conditions.
   */
  readonly countByRejectedReason?: Maybe<ReadonlyArray<RejectedReasonCount>>;
  /** The applications, each with its cursor. */
  readonly edges: ReadonlyArray<ApplicationEdge>;
  /** What is left out of this page. */
  readonly excluded: Excluded;
  /** The applications. */
  readonly nodes: ReadonlyArray<Application>;
  /** The position of this page in the list. */
  readonly pageInfo: PageInfo;
  /**
   * How many nodes the whole list has, independent of `first`, `after` and `orderBy`: exact, or null with an error. Applications are counted, not people. It is
   * counted only if it is selected. All matching applications are read, 100 a call. Null with CALL_BUDGET_EXCEEDED
   * if counting would take more provider calls or time than are left. All counts of an operation weigh once: as many provider
   * calls as an operation can make in time.
   */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An application in a list. */
export type ApplicationEdge = {
  readonly __typename?: 'ApplicationEdge';
  /** Pass it as `after` to continue after this application. */
  readonly cursor: Scalars['String']['output'];
  /** The application. */
  readonly node: Application;
};

/** Filter for applications. All conditions must match. An empty list matches nothing. */
export type ApplicationFilter = {
  /** One of these candidates. */
  readonly candidateIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The Lever opportunity was created at this time or later. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever opportunity was created at this time or earlier. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** For a job in one of these departments. Upper and lower case matter. All jobs are read, unless they are cached. */
  readonly departments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The application ended at this time or later: `Application.endedAt`. No active application matches. */
  readonly endedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The application ended at this time or earlier. No active application matches. */
  readonly endedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the list includes applications of leads. */
  readonly includeLeads?: InputMaybe<Scalars['Boolean']['input']>;
  /** Applied to one of these jobs. Archived applications are included. */
  readonly jobIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The Lever opportunity was last advanced at this time or later: moved to another stage, or archived. */
  readonly lastAdvancedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever opportunity was last advanced at this time or earlier. */
  readonly lastAdvancedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the list has applications of leads only. */
  readonly leadsOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** For a job in one of these places: `Application.location`. Upper and lower case matter. */
  readonly locations?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** With one of these origins. */
  readonly origins?: InputMaybe<ReadonlyArray<ApplicationOrigin>>;
  /** Rejected for one of these reasons. A reason that means a hire matches nothing. */
  readonly rejectedReasonIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** With one of these sources. Upper and lower case matter. */
  readonly sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** In one of these stages. */
  readonly stageIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** One of these statuses. */
  readonly status?: InputMaybe<ReadonlyArray<ApplicationStatus>>;
  /** With one of these tags. Upper and lower case matter. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The Lever opportunity was updated at this time or later. An opportunity that was never updated does not match. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever opportunity was updated at this time or earlier. An opportunity that was never updated does not match. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** An order of applications. Applications with the same date are sorted by their id. */
export type ApplicationOrder = {
  /** The direction. */
  readonly direction: OrderDirection;
  /** What applications are sorted by. */
  readonly field: ApplicationOrderField;
};

/** What applications can be sorted by. */
export type ApplicationOrderField =
  /**
   * `createdAt`. During a walk over the pages each application comes once, and what is created after the walk began does not
   * count.
   */
  | 'CREATED_AT'
  /** `endedAt`. Needs the filter `status` with REJECTED, HIRED or both, because active applications have no end. */
  | 'ENDED_AT'
  /** `lastAdvancedAt`. An application that moves to another stage during a walk can be missed, or with ASC come twice. */
  | 'LAST_ADVANCED_AT'
  /**
   * `updatedAt`. Needs the filter `updatedAfter` or `updatedBefore`, because an application that was never updated has no such
   * date. With ASC and `updatedAfter` nothing that changes during a walk is missed.
   */
  | 'UPDATED_AT';

/** How a person came into the pipeline. */
export type ApplicationOrigin =
  /** Through an agency. */
  | 'AGENCY'
  /** The person applied. */
  | 'APPLIED'
  /** From inside the company. */
  | 'INTERNAL'
  /** A referral. */
  | 'REFERRED'
  /** A colleague found the person. */
  | 'SOURCED'
  /** Through a university. */
  | 'UNIVERSITY';

/** Whether an application is active, and if not, how it ended. */
export type ApplicationStatus =
  /** The application is active. */
  | 'ACTIVE'
  /** The application ended in a hire. */
  | 'HIRED'
  /** The application ended without a hire: rejected, withdrawn, position filled, and so on. */
  | 'REJECTED';

/** The clients that a cached response may be sent to. */
export type CacheControlScope =
  /** One user only, because the data is personal. */
  | 'PRIVATE'
  /** All clients with access to the subgraph. */
  | 'PUBLIC';

/** A person with one or more applications: a Lever Contact, built from all of the person's opportunities. */
export type Candidate = {
  readonly __typename?: 'Candidate';
  /**
   * The ids of the person's applications, oldest first. Applications of leads are left out, unless this candidate comes
   * from a list with `includeLeads`.
   */
  readonly applicationIds: ReadonlyArray<Scalars['ID']['output']>;
  /** The same applications, as objects. They cost no additional provider call. */
  readonly applications: ReadonlyArray<Application>;
  /**
   * When this data was read from the provider. If the selected fields come from several responses, the time of the oldest
   * one. It can be before this request when a cached response was used. In a client's cache that merges the
   * results of several operations, it belongs to the fields of the operation that wrote it last. Costs no provider call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When the person was first recorded. Derived with Lever.
   *
   * Lever: DERIVED. A Lever Contact has no creation date. This is the earliest createdAt of the person's opportunities, leads included.
   */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Email addresses, in the provider's order, duplicates included. */
  readonly emails: ReadonlyArray<CandidateEmail>;
  /**
   * The given name. Always null with Lever.
   *
   * Lever: UNSUPPORTED. Lever stores the name as one string. Splitting it would be a guess. Use fullName.
   */
  readonly firstName?: Maybe<Scalars['String']['output']>;
  /** The full name, as the person or a recruiter wrote it. Null when it is empty in Lever. */
  readonly fullName?: Maybe<Scalars['String']['output']>;
  /** The person's headline, mostly their present work. Not part of the field-support matrix. */
  readonly headline?: Maybe<Scalars['String']['output']>;
  /** The UID of the Lever Contact. */
  readonly id: Scalars['ID']['output'];
  /**
   * When the last activity on the person took place. Derived with Lever.
   *
   * Lever: DERIVED. A Lever Contact has no activity date. This is the latest lastInteractionAt of the person's opportunities, leads included.
   */
  readonly lastActivityAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * The family name. Always null with Lever.
   *
   * Lever: UNSUPPORTED. Lever stores the name as one string. Splitting it would be a guess. Use fullName.
   */
  readonly lastName?: Maybe<Scalars['String']['output']>;
  /** Links of the person, as entered: often without `https://`. Not part of the field-support matrix. */
  readonly links?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Where the person is, as entered. Not part of the field-support matrix. */
  readonly location?: Maybe<Scalars['String']['output']>;
  /**
   * The fields that are null for a reason that the record itself holds, each with the reason. The list is the same for every
   * selection. Costs no provider call, except on the candidate of an application or offer, whose person is then read, many
   * people with one call.
   */
  readonly missing?: Maybe<ReadonlyArray<MissingField>>;
  /** Phone numbers, in the provider's order. */
  readonly phoneNumbers: ReadonlyArray<CandidatePhoneNumber>;
  /** The provider's id of this record: the same value as `id`. */
  readonly remoteId: Scalars['ID']['output'];
  /**
   * The web page of this record at the provider, for users with an account there: in Lever the page of the person's newest
   * opportunity. Leads are left out, unless this candidate comes from a list with `includeLeads`. Not part of the
   * field-support matrix.
   */
  readonly remoteUrl?: Maybe<Scalars['URL']['output']>;
};

/** A page of candidates. */
export type CandidateConnection = {
  readonly __typename?: 'CandidateConnection';
  /** The candidates, each with its cursor. */
  readonly edges: ReadonlyArray<CandidateEdge>;
  /** What is left out of this page. */
  readonly excluded: Excluded;
  /** The candidates. */
  readonly nodes: ReadonlyArray<Candidate>;
  /** The position of this page in the list. */
  readonly pageInfo: PageInfo;
  /**
   * How many nodes the whole list has, independent of `first`, `after` and `orderBy`: exact, or null with an error. A person counts once. It is
   * counted only if it is selected. All matching applications are read, 100 a call. Null with CALL_BUDGET_EXCEEDED
   * if counting would take more provider calls or time than are left. All counts of an operation weigh once: as many provider
   * calls as an operation can make in time.
   */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A candidate in a list. */
export type CandidateEdge = {
  readonly __typename?: 'CandidateEdge';
  /** Pass it as `after` to continue after this candidate. */
  readonly cursor: Scalars['String']['output'];
  /** The candidate. */
  readonly node: Candidate;
};

/** An email address of a candidate. */
export type CandidateEmail = {
  readonly __typename?: 'CandidateEmail';
  /** The address. */
  readonly data?: Maybe<Scalars['String']['output']>;
  /**
   * The kind of address. Derived with Lever.
   *
   * Lever: DERIVED. Lever does not label email addresses. The type of every address is personal.
   */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** Filter for candidates. One of the person's opportunities must match all conditions, with one application. An empty list matches nothing. */
export type CandidateFilter = {
  /** Applied for a job in one of these places: `Application.location`. Upper and lower case matter. */
  readonly applicationLocations?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The Lever opportunity was created at this time or later. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever opportunity was created at this time or earlier. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Applied for a job in one of these departments. Upper and lower case matter. All jobs are read, unless they are cached. */
  readonly departments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** An email address of the person. Lever decides what matches. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** The application ended at this time or later: `Application.endedAt`. No active application matches. */
  readonly endedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The application ended at this time or earlier. No active application matches. */
  readonly endedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the list includes leads, and `applications` their applications. */
  readonly includeLeads?: InputMaybe<Scalars['Boolean']['input']>;
  /** Applied to one of these jobs. Archived applications are included. */
  readonly jobIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The Lever opportunity was last advanced at this time or later: moved to another stage, or archived. */
  readonly lastAdvancedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever opportunity was last advanced at this time or earlier. */
  readonly lastAdvancedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the list has leads only. A person then matches by a lead, and `applications` has those of leads. */
  readonly leadsOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** With one of these origins. */
  readonly origins?: InputMaybe<ReadonlyArray<ApplicationOrigin>>;
  /** Rejected for one of these reasons. A reason that means a hire matches nothing. */
  readonly rejectedReasonIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** With one of these sources. Upper and lower case matter. */
  readonly sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** In one of these stages. */
  readonly stageIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** With an application in one of these statuses. A lead without an application has the status of its opportunity. */
  readonly status?: InputMaybe<ReadonlyArray<ApplicationStatus>>;
  /** With one of these tags. Upper and lower case matter. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The Lever opportunity was updated at this time or later. An opportunity that was never updated does not match. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever opportunity was updated at this time or earlier. An opportunity that was never updated does not match. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** An order of candidates. */
export type CandidateOrder = {
  /** The direction. */
  readonly direction: OrderDirection;
  /** What candidates are sorted by. */
  readonly field: CandidateOrderField;
};

/** What candidates can be sorted by. */
export type CandidateOrderField =
  /**
   * When the newest of the person's applications that match the filter was created (`Application.createdAt`). During a walk
   * over the pages each person comes once, and what is created after the walk began does not count.
   */
  | 'LATEST_APPLICATION_AT';

/** A phone number of a candidate. */
export type CandidatePhoneNumber = {
  readonly __typename?: 'CandidatePhoneNumber';
  /** The number, exactly as it was entered. */
  readonly data?: Maybe<Scalars['String']['output']>;
  /** The provider's label, for example `mobile` or `home`. Null when the number has no label. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** The pay of an offer. */
export type Compensation = {
  readonly __typename?: 'Compensation';
  /** The amount, as the provider sends it. */
  readonly amount?: Maybe<Scalars['Float']['output']>;
  /** The currency, for example `USD`. */
  readonly currency?: Maybe<Scalars['String']['output']>;
  /** The period that the amount is for, in the provider's words, for example `per-year-salary`. */
  readonly interval?: Maybe<Scalars['String']['output']>;
};

/** A department of the company. */
export type Department = {
  readonly __typename?: 'Department';
  /** The name. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** What is left out of a page. */
export type Excluded = {
  readonly __typename?: 'Excluded';
  /**
   * How many confidential records are left out of this page. Null when the provider leaves them out without a count, as
   * Lever does unless the setting `LEVER_CONFIDENTIALITY` includes them.
   */
  readonly confidential?: Maybe<Scalars['Int']['output']>;
  /**
   * How many lead opportunities this page leaves out. Over all pages of a list, if each of them selects it, the numbers add
   * up to all of its leads. Without an order the leads before the first row count on the first page that selects it. Leads
   * are read only if this field is selected: it can take many provider calls. Null with an error if they cannot be read.
   */
  readonly leads?: Maybe<Scalars['Int']['output']>;
};

/** A field of the model, and how well a provider can fill it. */
export type FieldSupport = {
  readonly __typename?: 'FieldSupport';
  /** The field's name, for example `firstName`. */
  readonly field: Scalars['String']['output'];
  /** How well the provider can fill the field. */
  readonly level: SupportLevel;
  /** The provider. */
  readonly provider: Provider;
  /** The reason. Null for NATIVE fields. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The GraphQL type that has the field, for example `Candidate`. */
  readonly type: Scalars['String']['output'];
};

/**
 * What filters can be filled with, for example the items of a menu. Each field is read only where it is selected, and may be
 * as old as other reference data. A field that cannot be read is null, and the others are not.
 */
export type FilterOptions = {
  readonly __typename?: 'FilterOptions';
  /** The departments of jobs, each once, in alphabetical order. Null when they could not be read. */
  readonly departments?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /**
   * The places of jobs, each once, in alphabetical order. They suit the filters by place of jobs and of applications. Null
   * when they could not be read.
   */
  readonly jobLocations?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The colleagues, with those whose account is deactivated, in alphabetical order. Null when they could not be read. */
  readonly members?: Maybe<ReadonlyArray<HiringTeamMember>>;
  /**
   * The reasons for ending an application without a hire, with those that are no longer in use, in alphabetical order. Null
   * when they could not be read.
   */
  readonly rejectedReasons?: Maybe<ReadonlyArray<RejectedReason>>;
  /** The sources of applications, each once, in alphabetical order. Null when they could not be read. */
  readonly sources?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The tags of applications, each once, in alphabetical order. Null when they could not be read. */
  readonly tags?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The teams of jobs, each once, in alphabetical order. Null when they could not be read. */
  readonly teams?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/**
 * The people who hire for a job. A null list means that the provider has no such data. An empty list means that there is
 * no such person.
 */
export type HiringTeam = {
  readonly __typename?: 'HiringTeam';
  /** The hiring managers. Lever has at most one for each job. The list can include a person who has left the company. */
  readonly hiringManagers?: Maybe<ReadonlyArray<HiringTeamMember>>;
  /**
   * The recruiters. Always null with Lever.
   *
   * Lever: UNSUPPORTED. Lever has no list of a posting's recruiters, and the posting's owner is not always a recruiter. Null, never an empty list. Use hiringManagers.
   */
  readonly recruiters?: Maybe<ReadonlyArray<HiringTeamMember>>;
};

/** A member of a hiring team. */
export type HiringTeamMember = {
  readonly __typename?: 'HiringTeamMember';
  /** The user's email address at work. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** The provider's id of the user. */
  readonly id: Scalars['ID']['output'];
  /** The user's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** A position that people apply to: a Lever posting. */
export type Job = {
  readonly __typename?: 'Job';
  /**
   * The applications to this job, active and archived. Those of leads are left out, unless the filter includes them. Costs
   * two or more provider calls for each job.
   */
  readonly applications?: Maybe<ApplicationConnection>;
  /** The page on which people apply. Null for a draft or a closed posting. Not part of the field-support matrix. */
  readonly applyUrl?: Maybe<Scalars['URL']['output']>;
  /**
   * When this data was read from the provider. If the selected fields come from several responses, the time of the oldest
   * one. It can be before this request when a cached response was used. In a client's cache that merges the
   * results of several operations, it belongs to the fields of the operation that wrote it last. Costs no provider call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The public page of the job. Null for a draft or a closed posting. Not part of the field-support matrix. */
  readonly careersUrl?: Maybe<Scalars['URL']['output']>;
  /**
   * When the job was closed. Null unless `status` is CLOSED. Derived with Lever.
   *
   * Lever: DERIVED. A Lever posting has no closing date. For a closed posting this is the time of its last update, so a later edit changes it.
   */
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The kind of employment, for example `Full-time`, in the words of the account. Not part of the field-support matrix. */
  readonly commitment?: Maybe<Scalars['String']['output']>;
  /** When the posting was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The department. Null when the posting has none. */
  readonly department?: Maybe<Department>;
  /** The description of the job, as text. It is long. Not part of the field-support matrix. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The description of the job, as HTML. It is long. Not part of the field-support matrix. */
  readonly descriptionHtml?: Maybe<Scalars['String']['output']>;
  /** The people who hire for this job. */
  readonly hiringTeam: HiringTeam;
  /** The UID of the Lever posting. */
  readonly id: Scalars['ID']['output'];
  /** The main place of the job. Not part of the field-support matrix. */
  readonly location?: Maybe<Scalars['String']['output']>;
  /** All places of the job. Not part of the field-support matrix. */
  readonly locations?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /**
   * The fields that are null for a reason that the record itself holds, each with the reason. The list is the same for every
   * selection. Members' names and email addresses are not in it, because they depend on another record. Costs no provider call.
   */
  readonly missing?: Maybe<ReadonlyArray<MissingField>>;
  /** The job title. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The colleague who is responsible for the applicants. Not part of the field-support matrix. */
  readonly owner?: Maybe<HiringTeamMember>;
  /**
   * How many active applications the job has in each stage that the provider lists, in pipeline order and with zeros, without
   * the stages for leads. Applications are counted, not people. Null when they could not be counted. The pipelines of all
   * jobs in a result are read together, so that they weigh once: as many provider calls as an operation can make in time.
   */
  readonly pipeline?: Maybe<ReadonlyArray<StageCount>>;
  /** The provider's id of this record: the same value as `id`. */
  readonly remoteId: Scalars['ID']['output'];
  /** The provider's original status, for example `published` or `internal`. */
  readonly remoteStatus?: Maybe<Scalars['String']['output']>;
  /**
   * The web page of this record at the provider: in Lever the public page of the posting, which applicants see too. Null
   * when there is no page, as for a draft or a closed posting. Not part of the field-support matrix.
   */
  readonly remoteUrl?: Maybe<Scalars['URL']['output']>;
  /** The codes of the job's requisitions. Not part of the field-support matrix. */
  readonly requisitionCodes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The description of the salary. Null if none is set. Not part of the field-support matrix. */
  readonly salaryDescription?: Maybe<Scalars['String']['output']>;
  /** The salary range. Null if none is set. Not part of the field-support matrix. */
  readonly salaryRange?: Maybe<SalaryRange>;
  /** The status. Null when the provider sent a status that this API does not know. `remoteStatus` has the original value. */
  readonly status?: Maybe<JobStatus>;
  /** The job's tags. Not part of the field-support matrix. */
  readonly tags?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The team. Not part of the field-support matrix. */
  readonly team?: Maybe<Scalars['String']['output']>;
  /** When the posting was changed last. Not part of the field-support matrix. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where people work. Null if Lever does not specify it. Not part of the field-support matrix. */
  readonly workplaceType?: Maybe<WorkplaceType>;
};


/** A position that people apply to: a Lever posting. */
export type JobApplicationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<JobApplicationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ApplicationOrder>;
};

/**
 * Filter for the applications to a job: that for applications, without jobs. All conditions must match. An empty list
 * matches nothing.
 */
export type JobApplicationFilter = {
  /** One of these candidates. */
  readonly candidateIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The Lever opportunity was created at this time or later. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever opportunity was created at this time or earlier. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** For a job in one of these departments. Upper and lower case matter. All jobs are read, unless they are cached. */
  readonly departments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The application ended at this time or later: `Application.endedAt`. No active application matches. */
  readonly endedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The application ended at this time or earlier. No active application matches. */
  readonly endedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the list includes applications of leads. */
  readonly includeLeads?: InputMaybe<Scalars['Boolean']['input']>;
  /** The Lever opportunity was last advanced at this time or later: moved to another stage, or archived. */
  readonly lastAdvancedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever opportunity was last advanced at this time or earlier. */
  readonly lastAdvancedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the list has applications of leads only. */
  readonly leadsOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** For a job in one of these places: `Application.location`. Upper and lower case matter. */
  readonly locations?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** With one of these origins. */
  readonly origins?: InputMaybe<ReadonlyArray<ApplicationOrigin>>;
  /** Rejected for one of these reasons. A reason that means a hire matches nothing. */
  readonly rejectedReasonIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** With one of these sources. Upper and lower case matter. */
  readonly sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** In one of these stages. */
  readonly stageIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** One of these statuses. */
  readonly status?: InputMaybe<ReadonlyArray<ApplicationStatus>>;
  /** With one of these tags. Upper and lower case matter. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The Lever opportunity was updated at this time or later. An opportunity that was never updated does not match. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever opportunity was updated at this time or earlier. An opportunity that was never updated does not match. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A page of jobs. */
export type JobConnection = {
  readonly __typename?: 'JobConnection';
  /** The jobs, each with its cursor. */
  readonly edges: ReadonlyArray<JobEdge>;
  /** What is left out of this page. Jobs have no leads. */
  readonly excluded: Excluded;
  /** The jobs. */
  readonly nodes: ReadonlyArray<Job>;
  /** The position of this page in the list. */
  readonly pageInfo: PageInfo;
  /**
   * How many nodes the whole list has, independent of `first`, `after` and `orderBy`: exact, or null with an error. It is
   * counted only if it is selected. The jobs are read whole, as reference data. Null with CALL_BUDGET_EXCEEDED
   * if counting would take more provider calls or time than are left. All counts of an operation weigh once: as many provider
   * calls as an operation can make in time.
   */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A job in a list. */
export type JobEdge = {
  readonly __typename?: 'JobEdge';
  /** Pass it as `after` to continue after this job. */
  readonly cursor: Scalars['String']['output'];
  /** The job. */
  readonly node: Job;
};

/** Filter for jobs. All conditions must match. An empty list matches nothing. */
export type JobFilter = {
  /** The Lever posting was created at this time or later. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever posting was created at this time or earlier. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** In one of the departments with these names. Upper and lower case matter. */
  readonly departments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** One of the hiring managers has one of these ids. */
  readonly hiringManagerIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** At one of these places: `location` is one of them, or one of `locations`. Upper and lower case matter. */
  readonly locations?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The name has this text in it. Upper and lower case do not matter, nor do accents. Spaces do. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** One of these statuses. */
  readonly status?: InputMaybe<ReadonlyArray<JobStatus>>;
  /** In one of the teams with these names. Upper and lower case matter. */
  readonly teams?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The Lever posting was updated at this time or later. */
  readonly updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The Lever posting was updated at this time or earlier. */
  readonly updatedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** One of these types of workplace. */
  readonly workplaceTypes?: InputMaybe<ReadonlyArray<WorkplaceType>>;
};

/** The order of jobs. The whole list of jobs is then read, at most once in the time that it is cached for. */
export type JobOrder = {
  /** The direction. */
  readonly direction: OrderDirection;
  /** What the jobs are sorted by. */
  readonly field: JobOrderField;
};

/** What jobs can be sorted by. */
export type JobOrderField =
  /** `Job.createdAt`. */
  | 'CREATED_AT'
  /** `Job.name`, by the code points of its letters in lower case and without accents. */
  | 'NAME'
  /** `Job.updatedAt`. */
  | 'UPDATED_AT';

/** Whether a job accepts applications. */
export type JobStatus =
  /** Archived. Lever has no such status. */
  | 'ARCHIVED'
  /** Closed. */
  | 'CLOSED'
  /** Not yet published: a draft, waiting for approval, or not approved. */
  | 'DRAFT'
  /** Paused. Lever has no such status. */
  | 'ON_HOLD'
  /** Published, or open to internal applicants only. */
  | 'OPEN';

/** A field of a record that is null, and why. */
export type MissingField = {
  readonly __typename?: 'MissingField';
  /**
   * The field's name, for example `fullName`. For a nested field the path, for example `hiringTeam.recruiters`. In a list,
   * for example `phoneNumbers.type`, the field is null in at least one item.
   */
  readonly field: Scalars['String']['output'];
  /** The reason as a sentence for people. */
  readonly message: Scalars['String']['output'];
  /** Why the field is null. */
  readonly reason: MissingReason;
};

/** Why a field is null. A field that could not be read is not in `missing`: it has an error with a code. */
export type MissingReason =
  /** The provider has permanently removed this personal data. */
  | 'ANONYMIZED'
  /** The field does not apply to this record, for example `rejectedAt` of an active application. */
  | 'NOT_APPLICABLE'
  /** The provider has no value for this record. */
  | 'NOT_SET'
  /**
   * The provider sent a value that this API cannot read, or a status that it does not know. `remoteStatus` has the provider's
   * own word.
   */
  | 'UNRECOGNIZED'
  /** The provider cannot fill this field for any record. `providerSupport` lists these fields. */
  | 'UNSUPPORTED_BY_PROVIDER';

/** An offer of a job to a candidate. */
export type Offer = {
  readonly __typename?: 'Offer';
  /** The application that the offer belongs to. */
  readonly application?: Maybe<Application>;
  /** The id of the application that the offer belongs to. */
  readonly applicationId: Scalars['ID']['output'];
  /** When the offer was approved. Null if it was not approved. Not part of the field-support matrix. */
  readonly approvedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * When this data was read from the provider. If the selected fields come from several responses, the time of the oldest
   * one. It can be before this request when a cached response was used. In a client's cache that merges the
   * results of several operations, it belongs to the fields of the operation that wrote it last. Costs no provider call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The candidate. */
  readonly candidate?: Maybe<Candidate>;
  /** The candidate's id. */
  readonly candidateId: Scalars['ID']['output'];
  /** The pay, as the offer says. Null if it says nothing. Not part of the field-support matrix. */
  readonly compensation?: Maybe<Compensation>;
  /** When the offer was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The colleague who created the offer. Not part of the field-support matrix. */
  readonly creator?: Maybe<HiringTeamMember>;
  /** All fields of the offer's form, those of the account included. Not part of the field-support matrix. */
  readonly fields?: Maybe<ReadonlyArray<OfferField>>;
  /** `<opportunity UID>:<offer UID>`. Lever finds an offer only through its opportunity. */
  readonly id: Scalars['ID']['output'];
  /** The offered job. Null when there is none, or the provider no longer has it. */
  readonly job?: Maybe<Job>;
  /** The id of the offered job. It can differ from the job that the person applied to. Null when there is none. */
  readonly jobId?: Maybe<Scalars['ID']['output']>;
  /**
   * The fields that are null for a reason that the record itself holds, each with the reason. The list is the same for every
   * selection. `application`, `candidate` and `job` are not in it, because they are other records. Costs no provider call.
   */
  readonly missing?: Maybe<ReadonlyArray<MissingField>>;
  /** The provider's id of this record: the UID of the Lever offer. */
  readonly remoteId: Scalars['ID']['output'];
  /** The provider's original status, for example `sent` or `denied`. */
  readonly remoteStatus?: Maybe<Scalars['String']['output']>;
  /**
   * The web page of this record at the provider, for users with an account there: in Lever the page of the opportunity. Not
   * part of the field-support matrix.
   */
  readonly remoteUrl?: Maybe<Scalars['URL']['output']>;
  /** When the offer was sent. Null if it was not sent. Not part of the field-support matrix. */
  readonly sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** The day on which the work begins, as the offer says. Not part of the field-support matrix. */
  readonly startDate?: Maybe<Scalars['Date']['output']>;
  /** The status. Null when the provider sent a status that this API does not know. `remoteStatus` has the original value. */
  readonly status?: Maybe<OfferStatus>;
  /**
   * When the offer was last changed. Always null with Lever.
   *
   * Lever: UNSUPPORTED. Lever does not store when an offer last changed, and its other dates would mislead. Use createdAt and status.
   */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of offers. */
export type OfferConnection = {
  readonly __typename?: 'OfferConnection';
  /** The offers, each with its cursor. */
  readonly edges: ReadonlyArray<OfferEdge>;
  /** What is left out of this page. */
  readonly excluded: Excluded;
  /** The offers. */
  readonly nodes: ReadonlyArray<Offer>;
  /** The position of this page in the list. */
  readonly pageInfo: PageInfo;
  /**
   * How many nodes the whole list has, independent of `first`, `after` and `orderBy`: exact, or null with an error. It is
   * counted only if it is selected. It needs `candidateIds` in the filter, because Lever lists offers only by application, and is otherwise null with
   * BAD_USER_INPUT. Null with CALL_BUDGET_EXCEEDED
   * if counting would take more provider calls or time than are left. All counts of an operation weigh once: as many provider
   * calls as an operation can make in time.
   */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An offer in a list. */
export type OfferEdge = {
  readonly __typename?: 'OfferEdge';
  /** Pass it as `after` to continue after this offer. */
  readonly cursor: Scalars['String']['output'];
  /** The offer. */
  readonly node: Offer;
};

/** A field of an offer's form. */
export type OfferField = {
  readonly __typename?: 'OfferField';
  /** The provider's identifier of the field, for example `salary_amount`. */
  readonly identifier?: Maybe<Scalars['String']['output']>;
  /** The name of the field. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The value. A value that is not a text is its JSON text. It can contain personal data. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** Filter for offers. All conditions must match. An empty list matches nothing. */
export type OfferFilter = {
  /** One of these candidates. */
  readonly candidateIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The offer was created at this time or later. Dates need `candidateIds`, `jobIds` or `stageIds` too. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The offer was created at this time or earlier. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether the list includes offers of leads. */
  readonly includeLeads?: InputMaybe<Scalars['Boolean']['input']>;
  /** Offers for one of these jobs. */
  readonly jobIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The offer was sent at this time or later. An offer that was not sent does not match. */
  readonly sentAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The offer was sent at this time or earlier. An offer that was not sent does not match. */
  readonly sentBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Offers of applications in one of these stages. */
  readonly stageIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The work begins on this day or later: `Offer.startDate`. An offer without a day does not match. */
  readonly startsAfter?: InputMaybe<Scalars['Date']['input']>;
  /** The work begins on this day or earlier. An offer without a day does not match. */
  readonly startsBefore?: InputMaybe<Scalars['Date']['input']>;
  /** One of these statuses. */
  readonly status?: InputMaybe<ReadonlyArray<OfferStatus>>;
};

/** How far an offer has progressed. */
export type OfferStatus =
  /** Waiting for approval. */
  | 'APPROVAL_SENT'
  /** Approved, not yet sent. */
  | 'APPROVED'
  /** Archived. Lever has no such status. */
  | 'ARCHIVED'
  /** A draft. */
  | 'DRAFT'
  /** Opened by the candidate. */
  | 'OPENED'
  /** Rejected. Lever calls it `denied`. */
  | 'REJECTED'
  /** Sent with the provider's software. */
  | 'SENT'
  /** Sent in another way. */
  | 'SENT_MANUALLY'
  /** Signed by the candidate. */
  | 'SIGNED';

/**
 * The direction of an order. Ties are broken by the id, ascending in both directions, and rows without the date or the name
 * come last in both.
 */
export type OrderDirection =
  /** Oldest first; names from A to Z. */
  | 'ASC'
  /** Newest first; names from Z to A. */
  | 'DESC';

/** The position of a page in its list, as in the Relay cursor connections specification. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /**
   * The cursor of the last edge. Pass it as `after` to get the next page. An empty page has one only if an error ended it
   * early: the next page then begins where this one stopped.
   */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there can be a next page. That page can be empty, because an exact answer would cost another provider call. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Always false, because lists can only be read forward. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge. Null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** An applicant tracking system that this subgraph reads from. */
export type Provider =
  /** Lever (LeverTRM), through its Data API v1. */
  | 'LEVER';

/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type Query = {
  readonly __typename?: 'Query';
  /** The application with this id. Null when the provider does not have it, or when it belongs to a lead. */
  readonly application?: Maybe<Application>;
  /** Applications, active and archived. Applications of leads are left out, unless the filter includes them. */
  readonly applications?: Maybe<ApplicationConnection>;
  /**
   * Finds a record by the provider's own id, for example one from an older integration, a webhook or another unified API.
   * Null when the provider does not have it, or when it belongs to a lead. To find a person by email address, use
   * `candidates` with the filter `email`.
   */
  readonly byRemoteId?: Maybe<RemoteRecord>;
  /** The candidate with this id. Null when the provider does not have it, or when the person is only a lead. */
  readonly candidate?: Maybe<Candidate>;
  /**
   * People with at least one application. Each person is listed once. A person matches when one of the person's
   * opportunities matches the whole filter.
   */
  readonly candidates?: Maybe<CandidateConnection>;
  /** What filters can be filled with: the sources, tags, departments and other values that the account uses. */
  readonly filterOptions: FilterOptions;
  /** The job with this id. Null when the provider does not have it. */
  readonly job?: Maybe<Job>;
  /** Jobs in every status, including jobs for internal applicants only. */
  readonly jobs?: Maybe<JobConnection>;
  /** The offer with this id. Null when the provider does not have it, or when it belongs to a lead. */
  readonly offer?: Maybe<Offer>;
  /**
   * Offers. Those of applications in the offer stage and of hires come first. Lever lists offers only by application, so
   * this costs one provider call for each application that is checked. Use a filter to check fewer. The weight allows for
   * 100 applications without a matching offer. The last page, or a filter for a rare status, can need more.
   */
  readonly offers?: Maybe<OfferConnection>;
  /** How well each provider can fill each field of the field-support matrix, and why. Costs no provider call. */
  readonly providerSupport: ReadonlyArray<FieldSupport>;
  /**
   * The pipeline stage with this id. It can be a stage that `stages` no longer lists. Null when the provider does not have
   * it.
   */
  readonly stage?: Maybe<Stage>;
  /** The stages of the recruiting pipeline, in pipeline order. Null when they could not be read. */
  readonly stages?: Maybe<ReadonlyArray<Stage>>;
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryApplicationArgs = {
  id: Scalars['ID']['input'];
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryApplicationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ApplicationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ApplicationOrder>;
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryByRemoteIdArgs = {
  id: Scalars['ID']['input'];
  kind: RemoteKind;
  provider: Provider;
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryCandidateArgs = {
  id: Scalars['ID']['input'];
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryCandidatesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CandidateFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CandidateOrder>;
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryJobArgs = {
  id: Scalars['ID']['input'];
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<JobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<JobOrder>;
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryOfferArgs = {
  id: Scalars['ID']['input'];
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryOffersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OfferFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryProviderSupportArgs = {
  level?: InputMaybe<SupportLevel>;
  provider?: InputMaybe<Provider>;
};


/**
 * One recruiting model over the provider: the applicant tracking system that the subgraph is connected to.
 *
 * Candidates, applications and offers are read live. If the client queries the subgraph directly, `extensions.upstream`
 * has the number of provider calls that the response cost.
 *
 * `@cost` is a number of provider calls: the most that a field needs when nothing is cached. The number holds for
 * accounts with up to 500 jobs and two applications a person on average, while a page skips at most 500 opportunities, and
 * a page of offers at most 100 applications without an offer. In all other cases it is an estimate.
 */
export type QueryStageArgs = {
  id: Scalars['ID']['input'];
};

/** Why an application ended without a hire. */
export type RejectedReason = {
  readonly __typename?: 'RejectedReason';
  /** The provider's id of the reason. Not part of the field-support matrix. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The reason, in the words of the account. */
  readonly text?: Maybe<Scalars['String']['output']>;
};

/** How many applications of a list were rejected for a reason. */
export type RejectedReasonCount = {
  readonly __typename?: 'RejectedReasonCount';
  /** The number of applications. An application is counted by `Application.rejectedReason`. */
  readonly count: Scalars['Int']['output'];
  /** The reason. */
  readonly reason: RejectedReason;
};

/** The kind of record that a provider's id belongs to. */
export type RemoteKind =
  /** A Lever contact, which is a person. The result is a Candidate. */
  | 'CONTACT'
  /**
   * A Lever opportunity. Older versions of Lever's API call it a candidate. The result is the opportunity's Application.
   * Null when the opportunity has none, and for every lead.
   */
  | 'OPPORTUNITY'
  /** A Lever posting. The result is a Job. */
  | 'POSTING'
  /** A Lever stage. The result is a Stage. */
  | 'STAGE';

/** A record that a provider's id belongs to. */
export type RemoteRecord = Application | Candidate | Job | Stage;

/** A range of salaries. */
export type SalaryRange = {
  readonly __typename?: 'SalaryRange';
  /** The currency, for example `USD`. */
  readonly currency?: Maybe<Scalars['String']['output']>;
  /** The period that the salary is for, in the provider's words, for example `per-year-salary`. */
  readonly interval?: Maybe<Scalars['String']['output']>;
  /** The highest salary. */
  readonly max?: Maybe<Scalars['Float']['output']>;
  /** The lowest salary. */
  readonly min?: Maybe<Scalars['Float']['output']>;
};

/** A step of the recruiting pipeline. */
export type Stage = {
  readonly __typename?: 'Stage';
  /**
   * When this data was read from the provider. If the selected fields come from several responses, the time of the oldest
   * one. It can be before this request when a cached response was used. In a client's cache that merges the
   * results of several operations, it belongs to the fields of the operation that wrote it last. Costs no provider call.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** A slug for Lever's built-in stages (`applicant-new`, `offer`), a UID for stages that the account added. */
  readonly id: Scalars['ID']['output'];
  /** Whether applications in this stage belong to leads: people who have not applied. Not part of the field-support matrix. */
  readonly isLead: Scalars['Boolean']['output'];
  /**
   * The id of the job that the stage belongs to. Always null with Lever.
   *
   * Lever: UNSUPPORTED. Lever's stages do not belong to a job. Each stage applies to every job of the account. Use Application.jobId.
   */
  readonly jobId?: Maybe<Scalars['ID']['output']>;
  /**
   * The fields that are null for a reason that the record itself holds, each with the reason. The list is the same for every
   * selection. Costs no provider call, except on the stage of an application, whose name is then read.
   */
  readonly missing?: Maybe<ReadonlyArray<MissingField>>;
  /** The name in the account. Null when the provider no longer has the stage. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The provider's id of this record: the same value as `id`. */
  readonly remoteId: Scalars['ID']['output'];
};

/** A move of an application to a stage. */
export type StageChange = {
  readonly __typename?: 'StageChange';
  /** When the application came to the stage. */
  readonly enteredAt?: Maybe<Scalars['DateTime']['output']>;
  /** The colleague who moved it. Null if Lever does not say, as for imported applications. */
  readonly movedBy?: Maybe<HiringTeamMember>;
  /** The stage. Its name is null if the account no longer lists the stage. */
  readonly stage?: Maybe<Stage>;
};

/** The number of active applications of a job in a stage. */
export type StageCount = {
  readonly __typename?: 'StageCount';
  /** How many active applications of the job are in the stage. */
  readonly count: Scalars['Int']['output'];
  /** The stage. */
  readonly stage: Stage;
};

/** How well a provider can fill a field. */
export type SupportLevel =
  /** Computed from other data of the provider. The reason explains how. */
  | 'DERIVED'
  /** The provider stores it. */
  | 'NATIVE'
  /** The provider cannot fill it. The value is always null and costs no provider call. */
  | 'UNSUPPORTED';

/** Where people work. */
export type WorkplaceType =
  /** Partly at a place of the company. */
  | 'HYBRID'
  /** At a place of the company. */
  | 'ONSITE'
  /** Anywhere. */
  | 'REMOTE';



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
  ApplicationOrder: ApplicationOrder;
  ApplicationOrderField: ApplicationOrderField;
  ApplicationOrigin: ApplicationOrigin;
  ApplicationStatus: ApplicationStatus;
  CacheControlScope: CacheControlScope;
  Candidate: ResolverTypeWrapper<CandidateModel>;
  CandidateConnection: ResolverTypeWrapper<CandidatePageModel>;
  CandidateEdge: ResolverTypeWrapper<Omit<CandidateEdge, 'node'> & { node: ResolversTypes['Candidate'] }>;
  CandidateEmail: ResolverTypeWrapper<CandidateEmail>;
  CandidateFilter: CandidateFilter;
  CandidateOrder: CandidateOrder;
  CandidateOrderField: CandidateOrderField;
  CandidatePhoneNumber: ResolverTypeWrapper<CandidatePhoneNumber>;
  Compensation: ResolverTypeWrapper<Compensation>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Department: ResolverTypeWrapper<Department>;
  Excluded: ResolverTypeWrapper<ExcludedRecordsModel>;
  FieldSupport: ResolverTypeWrapper<FieldSupportModel>;
  FilterOptions: ResolverTypeWrapper<Omit<FilterOptions, 'members'> & { members?: Maybe<ReadonlyArray<ResolversTypes['HiringTeamMember']>> }>;
  HiringTeam: ResolverTypeWrapper<JobModel>;
  HiringTeamMember: ResolverTypeWrapper<HiringTeamMemberModel>;
  Job: ResolverTypeWrapper<JobModel>;
  JobApplicationFilter: JobApplicationFilter;
  JobConnection: ResolverTypeWrapper<JobPageModel>;
  JobEdge: ResolverTypeWrapper<Omit<JobEdge, 'node'> & { node: ResolversTypes['Job'] }>;
  JobFilter: JobFilter;
  JobOrder: JobOrder;
  JobOrderField: JobOrderField;
  JobStatus: JobStatus;
  MissingField: ResolverTypeWrapper<MissingField>;
  MissingReason: MissingReason;
  Offer: ResolverTypeWrapper<OfferModel>;
  OfferConnection: ResolverTypeWrapper<OfferPageModel>;
  OfferEdge: ResolverTypeWrapper<Omit<OfferEdge, 'node'> & { node: ResolversTypes['Offer'] }>;
  OfferField: ResolverTypeWrapper<OfferField>;
  OfferFilter: OfferFilter;
  OfferStatus: OfferStatus;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Provider: Provider;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RejectedReason: ResolverTypeWrapper<RejectedReason>;
  RejectedReasonCount: ResolverTypeWrapper<RejectedReasonCount>;
  RemoteKind: RemoteKind;
  RemoteRecord: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoteRecord']>;
  SalaryRange: ResolverTypeWrapper<SalaryRange>;
  Stage: ResolverTypeWrapper<StageModel>;
  StageChange: ResolverTypeWrapper<StageChangeModel>;
  StageCount: ResolverTypeWrapper<StageCountModel>;
  SupportLevel: SupportLevel;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  WorkplaceType: WorkplaceType;
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
  ApplicationOrder: ApplicationOrder;
  Candidate: CandidateModel;
  CandidateConnection: CandidatePageModel;
  CandidateEdge: Omit<CandidateEdge, 'node'> & { node: ResolversParentTypes['Candidate'] };
  CandidateEmail: CandidateEmail;
  CandidateFilter: CandidateFilter;
  CandidateOrder: CandidateOrder;
  CandidatePhoneNumber: CandidatePhoneNumber;
  Compensation: Compensation;
  Float: Scalars['Float']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Department: Department;
  Excluded: ExcludedRecordsModel;
  FieldSupport: FieldSupportModel;
  FilterOptions: Omit<FilterOptions, 'members'> & { members?: Maybe<ReadonlyArray<ResolversParentTypes['HiringTeamMember']>> };
  HiringTeam: JobModel;
  HiringTeamMember: HiringTeamMemberModel;
  Job: JobModel;
  JobApplicationFilter: JobApplicationFilter;
  JobConnection: JobPageModel;
  JobEdge: Omit<JobEdge, 'node'> & { node: ResolversParentTypes['Job'] };
  JobFilter: JobFilter;
  JobOrder: JobOrder;
  MissingField: MissingField;
  Offer: OfferModel;
  OfferConnection: OfferPageModel;
  OfferEdge: Omit<OfferEdge, 'node'> & { node: ResolversParentTypes['Offer'] };
  OfferField: OfferField;
  OfferFilter: OfferFilter;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RejectedReason: RejectedReason;
  RejectedReasonCount: RejectedReasonCount;
  RemoteRecord: ResolversUnionTypes<ResolversParentTypes>['RemoteRecord'];
  SalaryRange: SalaryRange;
  Stage: StageModel;
  StageChange: StageChangeModel;
  StageCount: StageCountModel;
  URL: Scalars['URL']['output'];
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
  appliedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  candidate?: Resolver<Maybe<ResolversTypes['Candidate']>, ParentType, ContextType>;
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  lastAdvancedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastInteractionAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  missing?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MissingField']>>, ParentType, ContextType>;
  offer?: Resolver<Maybe<ResolversTypes['Offer']>, ParentType, ContextType>;
  offerId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['ApplicationOrigin']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['HiringTeamMember']>, ParentType, ContextType>;
  rejectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rejectedReason?: Resolver<Maybe<ResolversTypes['RejectedReason']>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remoteUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  snoozedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sources?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['Stage']>, ParentType, ContextType>;
  stageHistory?: Resolver<Maybe<ReadonlyArray<ResolversTypes['StageChange']>>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ApplicationStatus']>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApplicationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplicationConnection'] = ResolversParentTypes['ApplicationConnection']> = {
  countByRejectedReason?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RejectedReasonCount']>>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApplicationEdge']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Excluded'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Application']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
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
  headline?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastActivityAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  links?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  missing?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MissingField']>>, ParentType, ContextType>;
  phoneNumbers?: Resolver<ReadonlyArray<ResolversTypes['CandidatePhoneNumber']>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remoteUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CandidateConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CandidateConnection'] = ResolversParentTypes['CandidateConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CandidateEdge']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Excluded'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Candidate']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
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

export type CompensationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Compensation'] = ResolversParentTypes['Compensation']> = {
  amount?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  interval?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DepartmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Department'] = ResolversParentTypes['Department']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ExcludedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Excluded'] = ResolversParentTypes['Excluded']> = {
  confidential?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  leads?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FieldSupportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldSupport'] = ResolversParentTypes['FieldSupport']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['SupportLevel'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FilterOptionsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FilterOptions'] = ResolversParentTypes['FilterOptions']> = {
  departments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  jobLocations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  members?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HiringTeamMember']>>, ParentType, ContextType>;
  rejectedReasons?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RejectedReason']>>, ParentType, ContextType>;
  sources?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  teams?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
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
  applyUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  careersUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  commitment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  descriptionHtml?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hiringTeam?: Resolver<ResolversTypes['HiringTeam'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  locations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  missing?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MissingField']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['HiringTeamMember']>, ParentType, ContextType>;
  pipeline?: Resolver<Maybe<ReadonlyArray<ResolversTypes['StageCount']>>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remoteStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remoteUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  requisitionCodes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  salaryDescription?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  salaryRange?: Resolver<Maybe<ResolversTypes['SalaryRange']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  workplaceType?: Resolver<Maybe<ResolversTypes['WorkplaceType']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobConnection'] = ResolversParentTypes['JobConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobEdge']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Excluded'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
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
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  candidate?: Resolver<Maybe<ResolversTypes['Candidate']>, ParentType, ContextType>;
  candidateId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  compensation?: Resolver<Maybe<ResolversTypes['Compensation']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['HiringTeamMember']>, ParentType, ContextType>;
  fields?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OfferField']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  missing?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MissingField']>>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  remoteStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remoteUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['OfferStatus']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type OfferConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferConnection'] = ResolversParentTypes['OfferConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OfferEdge']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Excluded'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Offer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OfferEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferEdge'] = ResolversParentTypes['OfferEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
};

export type OfferFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferField'] = ResolversParentTypes['OfferField']> = {
  identifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  filterOptions?: Resolver<ResolversTypes['FilterOptions'], ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'id'>>;
  jobs?: Resolver<Maybe<ResolversTypes['JobConnection']>, ParentType, ContextType, RequireFields<QueryJobsArgs, 'first'>>;
  offer?: Resolver<Maybe<ResolversTypes['Offer']>, ParentType, ContextType, RequireFields<QueryOfferArgs, 'id'>>;
  offers?: Resolver<Maybe<ResolversTypes['OfferConnection']>, ParentType, ContextType, RequireFields<QueryOffersArgs, 'first'>>;
  providerSupport?: Resolver<ReadonlyArray<ResolversTypes['FieldSupport']>, ParentType, ContextType, Partial<QueryProviderSupportArgs>>;
  stage?: Resolver<Maybe<ResolversTypes['Stage']>, ParentType, ContextType, RequireFields<QueryStageArgs, 'id'>>;
  stages?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Stage']>>, ParentType, ContextType>;
};

export type RejectedReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RejectedReason'] = ResolversParentTypes['RejectedReason']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RejectedReasonCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RejectedReasonCount'] = ResolversParentTypes['RejectedReasonCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['RejectedReason'], ParentType, ContextType>;
};

export type RemoteRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoteRecord'] = ResolversParentTypes['RemoteRecord']> = {
  __resolveType: TypeResolveFn<'Application' | 'Candidate' | 'Job' | 'Stage', ParentType, ContextType>;
};

export type SalaryRangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SalaryRange'] = ResolversParentTypes['SalaryRange']> = {
  currency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  interval?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type StageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Stage'] = ResolversParentTypes['Stage'], FederationReferenceType extends FederationReferenceTypes['Stage'] = FederationReferenceTypes['Stage']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Stage']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isLead?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  missing?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MissingField']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remoteId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StageChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StageChange'] = ResolversParentTypes['StageChange']> = {
  enteredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  movedBy?: Resolver<Maybe<ResolversTypes['HiringTeamMember']>, ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['Stage']>, ParentType, ContextType>;
};

export type StageCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StageCount'] = ResolversParentTypes['StageCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['Stage'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type Resolvers<ContextType = Context> = {
  Application?: ApplicationResolvers<ContextType>;
  ApplicationConnection?: ApplicationConnectionResolvers<ContextType>;
  ApplicationEdge?: ApplicationEdgeResolvers<ContextType>;
  Candidate?: CandidateResolvers<ContextType>;
  CandidateConnection?: CandidateConnectionResolvers<ContextType>;
  CandidateEdge?: CandidateEdgeResolvers<ContextType>;
  CandidateEmail?: CandidateEmailResolvers<ContextType>;
  CandidatePhoneNumber?: CandidatePhoneNumberResolvers<ContextType>;
  Compensation?: CompensationResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Department?: DepartmentResolvers<ContextType>;
  Excluded?: ExcludedResolvers<ContextType>;
  FieldSupport?: FieldSupportResolvers<ContextType>;
  FilterOptions?: FilterOptionsResolvers<ContextType>;
  HiringTeam?: HiringTeamResolvers<ContextType>;
  HiringTeamMember?: HiringTeamMemberResolvers<ContextType>;
  Job?: JobResolvers<ContextType>;
  JobConnection?: JobConnectionResolvers<ContextType>;
  JobEdge?: JobEdgeResolvers<ContextType>;
  MissingField?: MissingFieldResolvers<ContextType>;
  Offer?: OfferResolvers<ContextType>;
  OfferConnection?: OfferConnectionResolvers<ContextType>;
  OfferEdge?: OfferEdgeResolvers<ContextType>;
  OfferField?: OfferFieldResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RejectedReason?: RejectedReasonResolvers<ContextType>;
  RejectedReasonCount?: RejectedReasonCountResolvers<ContextType>;
  RemoteRecord?: RemoteRecordResolvers<ContextType>;
  SalaryRange?: SalaryRangeResolvers<ContextType>;
  Stage?: StageResolvers<ContextType>;
  StageChange?: StageChangeResolvers<ContextType>;
  StageCount?: StageCountResolvers<ContextType>;
  URL?: GraphQLScalarType;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  providerSupport?: ProviderSupportDirectiveResolver<any, any, ContextType>;
};
