import type { PlannedCalls, PlannedField } from "./call-plan.js";
import type { Application } from "./model/application.js";
import type { Candidate } from "./model/candidate.js";
import type { DispositionReason } from "./model/disposition.js";
import type { Job, StageCount } from "./model/job.js";
import type { Member } from "./model/member.js";
import type { Offer } from "./model/offer.js";
import type { Ref } from "./model/record.js";
import type { Stage } from "./model/stage.js";
import type {
  ApplicationFilter,
  ApplicationOrderField,
  CandidateFilter,
  CandidateOrderField,
  JobApplicationFilter,
  JobFilter,
  JobOrderField,
  OfferFilter,
} from "./filters.js";
import type { ApplicationCount, ListRequest, Page } from "./page.js";

export type EntityName = "Candidate" | "Application" | "Job" | "Stage" | "Offer";

/** The types of records that an id of the provider's own can name. */
export type RemoteRecordName = Exclude<EntityName, "Offer">;

/** An id of the provider's own. `kind` is the provider's word for the record that it names. */
export interface RemoteId {
  readonly kind: string;
  readonly id: string;
}

/** A record by its type and id. */
export interface RecordId {
  readonly type: RemoteRecordName;
  readonly id: string;
}

/** The answers of a batch by key: a value, or an error that belongs to the key alone. A missing key was not found. */
export type Batch<T> = ReadonlyMap<string, T | Error>;

/**
 * A provider for one operation. Batches answer by id (`Ref`s by `refKey`, `RemoteId`s by `remoteKey`), in any order,
 * and never throw for a single key. The ids of batches are as `parseId` returns them, or as the provider's records have
 * them. A `RemoteId` or a filter may have any text: what cannot be the provider's has the error BAD_USER_INPUT.
 */
export interface Provider {
  /** A value of the schema's enum `Provider`. */
  readonly name: string;

  candidates(refs: readonly Ref[]): Promise<Batch<Candidate>>;
  applications(refs: readonly Ref[]): Promise<Batch<Application>>;
  offers(refs: readonly Ref[]): Promise<Batch<Offer>>;
  jobs(ids: readonly string[]): Promise<Batch<Job>>;
  stages(ids: readonly string[]): Promise<Batch<Stage>>;
  /** The same, but only from the provider's list of stages. */
  listedStages(ids: readonly string[]): Promise<Batch<Stage>>;
  members(ids: readonly string[]): Promise<Batch<Member>>;
  dispositionReasons(ids: readonly string[]): Promise<Batch<DispositionReason>>;
  /** The record that each id of the provider's own names. It is not checked that the record still exists. */
  recordIds(ids: readonly RemoteId[]): Promise<Batch<RecordId>>;
  /** The current offer of each application, by the application's `refKey`. */
  offersByApplication(applications: readonly Application[]): Promise<Batch<Offer>>;

  /**
   * How many active applications each job has in each stage that the provider lists and that is not for leads, in the
   * provider's order, by the job's id.
   */
  pipelines(jobIds: readonly string[]): Promise<Batch<readonly StageCount[]>>;

  /** A job that is known without a call. */
  cachedJob(id: string): Job | undefined;
  /** A disposition reason that is known without a call. */
  cachedDispositionReason(id: string): DispositionReason | undefined;

  /**
   * An id that a client sent, as the provider's records have it: all spellings of an id give the same text. Throws
   * BAD_USER_INPUT for an id that cannot be the provider's. Makes no call.
   */
  parseId(type: EntityName, id: string): string;

  /** The calls that an operation with these fields would make, each with its field. Optional: without it `x-explain: plan` is refused. */
  planCalls?(fields: readonly PlannedField[]): readonly PlannedCalls[];

  /** Every stage that the provider lists, in its order. */
  allStages(): Promise<readonly Stage[]>;
  /** Every job, in any order. */
  allJobs(): Promise<readonly Job[]>;
  /** Everyone who can be a member of a hiring team, in any order, with those who have left. */
  allMembers(): Promise<readonly Member[]>;
  /** Every disposition reason, in any order, with those that are no longer in use. */
  allDispositionReasons(): Promise<readonly DispositionReason[]>;
  /** The names of all sources of applications, in any order. */
  allSources(): Promise<readonly string[]>;
  /** All tags of applications, in any order. */
  allTags(): Promise<readonly string[]>;
  listCandidates(request: ListRequest<CandidateFilter, CandidateOrderField>): Promise<Page<Candidate>>;
  listApplications(request: ListRequest<ApplicationFilter, ApplicationOrderField>): Promise<Page<Application>>;
  listJobs(request: ListRequest<JobFilter, JobOrderField>): Promise<Page<Job>>;
  listOffers(request: ListRequest<OfferFilter>): Promise<Page<Offer>>;
  listApplicationsOfJob(request: ListRequest<ApplicationsOfJob, ApplicationOrderField>): Promise<Page<Application>>;
  /**
   * How many nodes a list with this filter has. Throws CALL_BUDGET_EXCEEDED if counting them would take more calls or time
   * than the operation has left, before the first call if that is known.
   */
  countCandidates(filter: CandidateFilter): Promise<number>;
  countApplications(filter: ApplicationFilter): Promise<ApplicationCount>;
  countJobs(filter: JobFilter): Promise<number>;
  /** The same. Throws BAD_USER_INPUT for a filter by which it cannot count. */
  countOffers(filter: OfferFilter): Promise<number>;
}

/** Which applications of which job. */
export interface ApplicationsOfJob extends JobApplicationFilter {
  readonly jobId: string;
}

/** The key of a `Ref` in a batch's answer. The same record in another view has another key. */
export function refKey({ id, includeLeads }: Ref): string {
  return includeLeads ? `+${id}` : id;
}

/** The key of a `RemoteId` in a batch's answer. */
export function remoteKey({ kind, id }: RemoteId): string {
  return `${kind} ${id}`;
}
