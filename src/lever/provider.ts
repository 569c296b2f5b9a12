import type { CallContext } from "../ats/call-context.js";
import { asError } from "../ats/errors.js";
import type { Application, Ref } from "../ats/model.js";
import type { ListRequest } from "../ats/page.js";
import type { FieldRequirements } from "../ats/field-requirements.js";
import { type Batch, type EntityName, type Provider, refKey, remoteKey } from "../ats/provider.js";
import type { LeverAccount } from "./account.js";
import { applicationSource } from "./lists/application-list.js";
import { toDispositionReason } from "./archive-reason.js";
import { candidateSource } from "./lists/candidate-list.js";
import { planCalls } from "./call-plan.js";
import type { ReferenceData } from "./reference-data.js";
import { opportunityOf, parseCompositeId, parseStageId, parseUid } from "./id.js";
import { jobSource } from "./lists/job-list.js";
import { currentOffer, toOffer } from "./offer.js";
import { offerSource } from "./lists/offer-list.js";
import { OpportunityReader } from "./opportunity-reader.js";
import { isVisible, toApplications, toCandidate } from "./opportunity.js";
import { toJob } from "./posting.js";
import { opportunitiesAmong, recordId } from "./remote-id.js";
import { toStage } from "./stage.js";
import type { ConnectionSource } from "./lists/listing.js";
import { paginate } from "./lists/paginate.js";

/** Lever as one operation sees it. */
export function leverProvider(
  account: LeverAccount,
  context: CallContext & { readonly requirements: FieldRequirements },
): Provider {
  const opportunities = new OpportunityReader(account, context, context.requirements);

  const prefetch = (asked: CheckedKeys<Ref>) =>
    opportunities.prefetch([...asked.valid.values()].map(({ id }) => opportunityOf(id)));
  /** An opportunity's applications in a view; none when Lever does not have it, or the view does not show it. */
  const applicationsIn = async (id: string, ref: Ref): Promise<Application[]> => {
    const opportunity = await opportunities.byId(id);
    return opportunity !== undefined && isVisible(opportunity, ref) ? toApplications(opportunity, ref) : [];
  };
  const list = async <Row, Node>(source: ConnectionSource<Row, Node>, { first, after }: ListRequest<unknown>) => ({
    ...(await paginate(source, first, after, account.confidentiality.accessOf(context))),
    confidential: account.confidentiality.excludedCount(context),
  });

  return {
    checkId: (type, id) => {
      parsers[type](id);
    },

    async candidates(refs) {
      const asked = checkKeys(refs, ({ id }) => parsers.Candidate(id));
      const people = await opportunities.people.readByIds([...asked.valid.values()].map(({ id }) => id));
      return answerBatch(asked, ({ id, includeLeads }) => {
        const person = people.get(id);
        return person === undefined || person instanceof Error ? person : toCandidate(person, { includeLeads });
      });
    },

    async applications(refs) {
      const asked = checkKeys(refs, ({ id }) => parsers.Application(id));
      await prefetch(asked);
      return answerBatch(asked, async (ref) => {
        const applications = await applicationsIn(opportunityOf(ref.id), ref);
        return applications.find(({ id }) => id === ref.id);
      });
    },

    async offers(refs) {
      const asked = checkKeys(refs, ({ id }) => parsers.Offer(id));
      await prefetch(asked);
      return answerBatch(asked, async (ref) => {
        const opportunity = opportunityOf(ref.id);
        const applications = await applicationsIn(opportunity, ref);
        if (applications.length === 0) return undefined;
        const offers = await opportunities.offersOf(opportunity);
        return offers.map((offer) => toOffer(offer, applications)).find(({ id }) => id === ref.id);
      });
    },

    async recordIds(ids) {
      await opportunities.prefetch(opportunitiesAmong(ids));
      const asked = { valid: new Map(ids.map((each) => [remoteKey(each), each])), errors: new Map() };
      return answerBatch(asked, (each) => recordId(each, opportunities));
    },

    offersByApplication: (applications) =>
      answerBatch(
        { valid: new Map(applications.map((each) => [refKey(each), each])), errors: new Map() },
        async (each) => {
          const offers = await opportunities.offersOf(opportunityOf(each.id));
          return currentOffer(
            offers.map((offer) => toOffer(offer, [each])),
            each,
          );
        },
      ),

    jobs: (ids) => readReferenceData(account.postings, ids, parsers.Job, context, toJob),
    stages: (ids) =>
      readReferenceData(account.stages, ids, parsers.Stage, context, (stage) => toStage(stage, stage.asOf)),
    members: (ids) =>
      readReferenceData(
        account.users,
        ids,
        (id) => id,
        context,
        (user) => user,
      ),
    dispositionReasons: (ids) =>
      readReferenceData(account.archiveReasons, ids, (id) => id, context, toDispositionReason),
    cachedJob: (id) => cachedRecord(account.postings, id, context, toJob),
    cachedDispositionReason: (id) => cachedRecord(account.archiveReasons, id, context, toDispositionReason),

    planCalls: (fields) => planCalls(fields, account.reusesRecords),

    allStages: async () => (await account.stages.readAll(context)).map((stage) => toStage(stage, stage.asOf)),
    listCandidates: async (request) => list(candidateSource(account, opportunities, request.filter, context), request),
    listApplications: async (request) =>
      list(await applicationSource(account, opportunities, request.filter, context), request),
    listApplicationsOfJob: async (request) =>
      list(
        await applicationSource(
          account,
          opportunities,
          { jobIds: [request.filter.jobId] },
          context,
          "Job.applications",
        ),
        request,
      ),
    listJobs: async (request) => list(jobSource(account, request.filter, context), request),
    listOffers: async (request) => list(await offerSource(account, opportunities, request.filter, context), request),
  };
}

/** Each throws BAD_USER_INPUT for an id that cannot be Lever's. */
const parsers: Readonly<Record<EntityName, (id: string) => unknown>> = {
  Candidate: (id) => parseUid(id, "a Candidate id"),
  Application: (id) => parseCompositeId(id, "an Application id"),
  Job: (id) => parseUid(id, "a Job id"),
  Stage: parseStageId,
  Offer: (id) => parseCompositeId(id, "an Offer id"),
};

/** Keys that may be asked for, and the errors of those that cannot be ours. */
interface CheckedKeys<Key> {
  readonly valid: ReadonlyMap<string, Key>;
  readonly errors: ReadonlyMap<string, Error>;
}

function checkKeys<Key extends string | Ref>(keys: readonly Key[], parse: (key: Key) => unknown): CheckedKeys<Key> {
  const valid = new Map<string, Key>();
  const errors = new Map<string, Error>();
  for (const key of keys) {
    const name = typeof key === "string" ? key : refKey(key);
    try {
      parse(key);
      valid.set(name, key);
    } catch (error) {
      errors.set(name, asError(error));
    }
  }
  return { valid, errors };
}

/** A batch's answer, each key on its own. */
async function answerBatch<Key, T>(
  { valid, errors }: CheckedKeys<Key>,
  find: (key: Key) => Promise<T | Error | undefined> | T | Error | undefined,
): Promise<Batch<T>> {
  const answers = new Map<string, T | Error>(errors);
  await Promise.all(
    [...valid].map(async ([name, key]) => {
      try {
        const found = await find(key);
        if (found !== undefined) answers.set(name, found);
      } catch (error) {
        answers.set(name, asError(error));
      }
    }),
  );
  return answers;
}

function cachedRecord<R extends { readonly id: string }, T>(
  referenceData: ReferenceData<R>,
  id: string,
  context: CallContext,
  convert: (record: R) => T,
): T | undefined {
  const record = referenceData.cached(id, context);
  return record === undefined ? undefined : convert(record);
}

async function readReferenceData<R extends { readonly id: string }, T>(
  referenceData: ReferenceData<R>,
  ids: readonly string[],
  parse: (id: string) => unknown,
  context: CallContext,
  convert: (record: R) => T,
): Promise<Batch<T>> {
  const asked = checkKeys(ids, parse);
  const records = await referenceData.readByIds([...asked.valid.keys()], context);
  return answerBatch(asked, (id) => {
    const record = records.get(id);
    return record === undefined || record instanceof Error ? record : convert(record);
  });
}
