import type { Application } from "../ats/model/application.js";
import type { Candidate } from "../ats/model/candidate.js";
import type { DispositionReason } from "../ats/model/disposition.js";
import type { Job, StageCount } from "../ats/model/job.js";
import type { Member } from "../ats/model/member.js";
import type { Offer } from "../ats/model/offer.js";
import type { Ref } from "../ats/model/record.js";
import type { Stage } from "../ats/model/stage.js";
import type {
  ApplicationFilter,
  ApplicationOrderField,
  CandidateFilter,
  JobFilter,
  OfferFilter,
} from "../ats/filters.js";
import type { ListRequest } from "../ats/page.js";
import {
  type ApplicationsOfJob,
  type Batch,
  type EntityName,
  type Provider,
  type RecordId,
  type RemoteId,
  refKey,
  remoteKey,
} from "../ats/provider.js";
import { BatchLoader, type Found } from "./batch-loader.js";

/** The loaders, each named after what it returns. A loader returns null for a record that the provider does not have. */
export type Loaders = ReturnType<typeof createLoaders>;

/** The entities of one type, in the order of their ids, which are as the provider's `parseId` returns them. */
type EntityLoaders = Readonly<Record<EntityName, (ids: readonly string[]) => Entities | Promise<Entities>>>;
export type Entities = readonly (Found<object> | Promise<object | null>)[];

/**
 * Creates the loaders of one operation. Loads that its resolvers start in one turn of the event loop become one batch, and
 * each record is loaded once, however its id is spelled. A load throws BAD_USER_INPUT for an id that cannot be the
 * provider's.
 */
export function createLoaders(provider: Provider) {
  const parseId = (type: EntityName) => (id: string) => provider.parseId(type, id);
  const parseRef =
    (type: EntityName) =>
    ({ id, includeLeads }: Ref): Ref => ({ id: provider.parseId(type, id), includeLeads });
  const candidate = byRef<Ref, Candidate>("candidate", (refs) => provider.candidates(refs));
  const application = byRef<Ref, Application>("application", (refs) => provider.applications(refs));
  const offer = byRef<Ref, Offer>("offer", (refs) => provider.offers(refs));
  const job = cachedFirst(
    (id) => provider.cachedJob(id),
    byId<Job>("job", (ids) => provider.jobs(ids)),
  );
  const stage = byId<Stage>("stage", (ids) => provider.stages(ids));
  const entities: EntityLoaders = {
    Candidate: (ids) => candidate.loadMany(ids.map(withoutLeads)),
    Application: (ids) => application.loadMany(ids.map(withoutLeads)),
    Job: (ids) => ids.map((id) => job.load(id)),
    Stage: (ids) => stage.loadMany(ids),
    Offer: (ids) => offer.loadMany(ids.map(withoutLeads)),
  };
  return {
    entities,
    candidate: parsing(parseRef("Candidate"), candidate),
    application: parsing(parseRef("Application"), application),
    offer: parsing(parseRef("Offer"), offer),
    recordId: new BatchLoader<RemoteId, RecordId>("recordId", remoteKey, (ids) => provider.recordIds(ids)),
    offerByApplication: byRef<Application, Offer>("offerByApplication", (applications) =>
      provider.offersByApplication(applications),
    ),
    applicationsOfJob: memoized(JSON.stringify, (request: ListRequest<ApplicationsOfJob, ApplicationOrderField>) =>
      provider.listApplicationsOfJob(request),
    ),
    candidateCount: memoized(countKey, (filter: CandidateFilter) => provider.countCandidates(filter)),
    applicationCount: memoized(countKey, (filter: ApplicationFilter) => provider.countApplications(filter)),
    jobCount: memoized(countKey, (filter: JobFilter) => provider.countJobs(filter)),
    offerCount: memoized(countKey, (filter: OfferFilter) => provider.countOffers(filter)),
    pipeline: byId<readonly StageCount[]>("pipeline", (jobIds) => provider.pipelines(jobIds)),
    job: parsing(parseId("Job"), job),
    allJobs: once(() => provider.allJobs()),
    listedStage: byId<Stage>("listedStage", (ids) => provider.listedStages(ids)),
    stage: parsing(parseId("Stage"), stage),
    member: byId<Member>("member", (ids) => provider.members(ids)),
    dispositionReason: cachedFirst(
      (id) => provider.cachedDispositionReason(id),
      byId<DispositionReason>("dispositionReason", (ids) => provider.dispositionReasons(ids)),
    ),
  };
}

/** A loader whose keys are parsed first. */
function parsing<Key, T>(parse: (key: Key) => Key, loader: { load(key: Key): T }): { load(key: Key): T } {
  return { load: (key) => loader.load(parse(key)) };
}

/** A loader that returns cached values without a promise, so that a list of 100 records does not wait 100 times. */
function cachedFirst<T>(cached: (id: string) => T | undefined, loader: BatchLoader<string, T>) {
  const known = new Map<string, T>();
  return {
    load(id: string): T | null | Promise<T | null> {
      const value = known.get(id) ?? cached(id);
      if (value === undefined) return loader.load(id);
      known.set(id, value);
      return value;
    },
  };
}

/** Calls `load` once. */
function once<T>(load: () => Promise<T>): { load(): Promise<T> } {
  let loading: Promise<T> | undefined;
  return { load: () => (loading ??= load()) };
}

/** Equal filters have equal keys. Conditions have the order of the schema, and null is no condition. */
function countKey(filter: object): string {
  return JSON.stringify(Object.entries(filter).filter(([, condition]) => condition != null));
}

/** Calls `load` once for equal requests. */
function memoized<Request, T>(
  key: (request: Request) => string,
  load: (request: Request) => Promise<T>,
): { load(request: Request): Promise<T> } {
  const known = new Map<string, Promise<T>>();
  return {
    load(request) {
      const loading = known.get(key(request)) ?? load(request);
      known.set(key(request), loading);
      return loading;
    },
  };
}

function byId<T>(name: string, load: (ids: readonly string[]) => Promise<Batch<T>>): BatchLoader<string, T> {
  return new BatchLoader(name, (id) => id, load);
}

function byRef<Key extends Ref, T>(
  name: string,
  load: (refs: readonly Key[]) => Promise<Batch<T>>,
): BatchLoader<Key, T> {
  return new BatchLoader<Key, T>(name, refKey, load);
}

/** A record in the view without leads. */
function withoutLeads(id: string): Ref {
  return { id, includeLeads: false };
}
