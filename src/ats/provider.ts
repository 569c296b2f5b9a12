import type { PlannedCalls, PlannedField } from "./call-plan.js";
import type { Application, Candidate, DispositionReason, Job, Member, Offer, Ref, Stage } from "./model.js";
import type { ApplicationFilter, CandidateFilter, JobFilter, ListRequest, OfferFilter, Page } from "./page.js";

export type EntityName = "Candidate" | "Application" | "Job" | "Stage" | "Offer";

/** What an id of a provider's own can stand for. */
export type RemoteRecordName = Exclude<EntityName, "Offer">;

/** An id as the provider itself has it; `kind` is what it names there, in the provider's own words. */
export interface RemoteId {
  readonly kind: string;
  readonly id: string;
}

/** A record by its type and id. */
export interface RecordId {
  readonly type: RemoteRecordName;
  readonly id: string;
}

/** What a batch answers per key: the value, or the error that key alone suffered. A key left out was not found. */
export type Batch<T> = ReadonlyMap<string, T | Error>;

/**
 * Everything the subgraph asks of a provider, on behalf of one operation. Batches answer by id (for `Ref`s by `refKey`,
 * for `RemoteId`s by `remoteKey`), in any order, and never throw for a single key. An id that cannot be the provider's is
 * BAD_USER_INPUT.
 */
export interface Provider {
  /** A value of the schema's enum `Provider`. */
  readonly name: string;

  candidates(refs: readonly Ref[]): Promise<Batch<Candidate>>;
  applications(refs: readonly Ref[]): Promise<Batch<Application>>;
  offers(refs: readonly Ref[]): Promise<Batch<Offer>>;
  jobs(ids: readonly string[]): Promise<Batch<Job>>;
  stages(ids: readonly string[]): Promise<Batch<Stage>>;
  members(ids: readonly string[]): Promise<Batch<Member>>;
  dispositionReasons(ids: readonly string[]): Promise<Batch<DispositionReason>>;
  /** Which record each id of the provider's own stands for. That it can still be read is not said. */
  recordIds(ids: readonly RemoteId[]): Promise<Batch<RecordId>>;
  /** The one offer that stands for each application, keyed by the application's id. */
  offersByApplication(applications: readonly Application[]): Promise<Batch<Offer>>;

  /** A job that can be told at once, without a call. */
  cachedJob(id: string): Job | undefined;
  /** A disposition reason that can be told at once, without a call. */
  cachedDispositionReason(id: string): DispositionReason | undefined;

  /** Throws BAD_USER_INPUT for an id that cannot be one of the provider's, without asking it. */
  checkId(type: EntityName, id: string): void;

  /** The calls that fields an operation selects would make, each by the field that is the reason. Makes none. */
  planCalls(fields: readonly PlannedField[]): readonly PlannedCalls[];

  /** Every stage the provider lists, in its order. */
  allStages(): Promise<readonly Stage[]>;
  listCandidates(request: ListRequest<CandidateFilter>): Promise<Page<Candidate>>;
  listApplications(request: ListRequest<ApplicationFilter>): Promise<Page<Application>>;
  listJobs(request: ListRequest<JobFilter>): Promise<Page<Job>>;
  listOffers(request: ListRequest<OfferFilter>): Promise<Page<Offer>>;
  listApplicationsOfJob(request: ListRequest<{ readonly jobId: string }>): Promise<Page<Application>>;
}

/** The key of a `Ref` in a batch's answer: the same record in another view is another answer. */
export function refKey({ id, includeLeads }: Ref): string {
  return includeLeads ? `+${id}` : id;
}

/** The key of a `RemoteId` in a batch's answer. */
export function remoteKey({ kind, id }: RemoteId): string {
  return `${kind} ${id}`;
}
