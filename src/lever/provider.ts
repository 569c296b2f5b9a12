import type { CallContext } from "../ats/call-context.js";
import type { AtsError } from "../ats/errors.js";
import { type FieldRequirements, needsField } from "../ats/field-requirements.js";
import type { Application, Offer, Ref } from "../ats/model.js";
import type { ListRequest, Page } from "../ats/page.js";
import { type Batch, type Provider, refKey, remoteKey } from "../ats/provider.js";
import type { LeverAccount } from "./account.js";
import { toApplications } from "./application.js";
import { toDispositionReason } from "./archive-reason.js";
import { answerBatch } from "./batch.js";
import { TooManyValues } from "./errors.js";
import { planCalls } from "./call-plan.js";
import { idParsers, opportunityOf } from "./id.js";
import { lever as labels } from "./labels.js";
import { applicationPage } from "./lists/application-list.js";
import { candidatePage } from "./lists/candidate-list.js";
import { countOffers } from "./lists/count-offers.js";
import { countApplications, countCandidates } from "./lists/counts.js";
import { type FilterIds, parseFilterIds } from "./lists/filter-ids.js";
import { maxWindows } from "./lists/concurrent-windows.js";
import { parseJobFilter } from "./lists/job-filter.js";
import { jobPage } from "./lists/job-list.js";
import { offerPage } from "./lists/offer-list.js";
import type { ListSetting } from "./lists/opportunity-page.js";
import type { PartialPage } from "./lists/paginate.js";
import { Places } from "./lists/places.js";
import { countJobs, sortedJobs } from "./lists/sorted-jobs.js";
import { currentOffer, toOffer } from "./offer.js";
import { hiddenBy, isVisible, toWholeCandidate } from "./opportunity.js";
import { OpportunityReader } from "./opportunity-reader.js";
import { readPipelines } from "./pipeline.js";
import { toJob } from "./posting.js";
import type { ReferenceData } from "./reference-data.js";
import { opportunitiesAmong, recordId } from "./remote-id.js";
import { toListedStage } from "./stage.js";

/** Lever for one operation. */
export function leverProvider(
  account: LeverAccount,
  context: CallContext & { readonly requirements: FieldRequirements },
): Provider {
  const opportunities = new OpportunityReader(account, context, context.requirements);
  // The requirements are known when the first field is resolved.
  const postings = () => (needsContent(context.requirements) ? account.postingsWithContent : account.postings);

  const prefetch = (refs: readonly Ref[]) => opportunities.prefetch(refs.map(({ id }) => opportunityOf(id)));
  /** An opportunity's applications in a view. Empty when Lever does not have it, or the view does not show it. */
  const applicationsIn = async (id: string, ref: Ref): Promise<Application[]> => {
    const opportunity = await opportunities.byId(id);
    if (opportunity === undefined) return [];
    const hidden = hiddenBy(opportunity, ref);
    if (hidden !== undefined) throw hidden;
    return isVisible(opportunity, ref) ? toApplications(opportunity, ref) : [];
  };
  const setting: ListSetting = { account, opportunities, context };
  const counting = { ...setting, places: new Places(maxWindows) };
  const list = async <Node>(
    { after }: Pick<ListRequest<unknown>, "after">,
    read: () => Promise<PartialPage<Node>>,
  ): Promise<Page<Node>> => {
    // A page after others goes on in their lists, so it cannot be read in other ones.
    const page = await withLearnedLimits(after === null, read);
    return { ...page, confidential: account.confidentiality.excludedCount(context) };
  };

  return {
    name: labels.provider,
    parseId: (type, id) => idParsers[type](id),

    async candidates(refs) {
      const people = await opportunities.people.readByIds(refs.map(({ id }) => id));
      return answerBatch(refs, refKey, ({ id, includeLeads }) => {
        const person = people.get(id);
        return person === undefined || person instanceof Error ? person : toWholeCandidate(person, { includeLeads });
      });
    },

    async applications(refs) {
      await prefetch(refs);
      return answerBatch(refs, refKey, async (ref) => {
        const applications = await applicationsIn(opportunityOf(ref.id), ref);
        return applications.find(({ id }) => id === ref.id);
      });
    },

    async offers(refs) {
      await prefetch(refs);
      return answerBatch(refs, refKey, async (ref) => {
        const opportunity = opportunityOf(ref.id);
        const applications = await applicationsIn(opportunity, ref);
        if (applications.length === 0) return undefined;
        const { usable, unusable } = await opportunities.offersOf(opportunity);
        const offer = usable.map((each) => toOffer(each, applications)).find(({ id }) => id === ref.id);
        return foundOffer(offer, unusable, context);
      });
    },

    async recordIds(ids) {
      await opportunities.prefetch(opportunitiesAmong(ids));
      return answerBatch(ids, remoteKey, (id) => recordId(id, opportunities));
    },

    offersByApplication: (applications) =>
      answerBatch(applications, refKey, async (application) => {
        const { usable, unusable } = await opportunities.offersOf(opportunityOf(application.id));
        const applications = opportunities.applicationsBeside(application);
        const offers = usable.map((each) => toOffer(each, applications));
        return foundOffer(currentOffer(offers, application), unusable, context);
      }),

    pipelines: (jobIds) => readPipelines(jobIds, account, context),
    jobs: async (ids) => converted(await postings().records.readByIds(ids, context), toJob),
    stages: async (ids) => converted(await account.stages.readByIds(ids, context), toListedStage),
    listedStages: async (ids) => converted(await account.stages.readListed(ids, context), toListedStage),
    members: (ids) => account.users.readByIds(ids, context),
    dispositionReasons: async (ids) =>
      converted(await account.archiveReasons.readByIds(ids, context), toDispositionReason),
    cachedJob: (id) => cachedRecord(postings().records, id, context, toJob),
    cachedDispositionReason: (id) => cachedRecord(account.archiveReasons, id, context, toDispositionReason),

    planCalls: (fields) => planCalls(fields, account),

    allStages: async () => (await account.stages.readAll(context)).map(toListedStage),
    allJobs: async () => (await postings().readAll(context)).map(toJob),
    allMembers: () => account.users.readAll(context),
    allDispositionReasons: async () => (await account.archiveReasons.readAll(context)).map(toDispositionReason),
    allSources: () => account.sources.readAll(context),
    allTags: () => account.tags.readAll(context),
    listCandidates: async (request) => list(request, () => candidatePage(setting, withParsedIds(request))),
    listApplications: async (request) => list(request, () => applicationPage(setting, withParsedIds(request))),
    async listApplicationsOfJob(request) {
      const { jobId, ...others } = request.filter;
      const filter = { ...parseFilterIds(others), jobIds: [jobId] };
      return list(request, () => applicationPage(setting, { ...request, filter }, "Job.applications"));
    },
    async listJobs(request) {
      const { order } = request;
      const parsed = { ...request, filter: parseJobFilter(request.filter) };
      return list(request, () =>
        order === null
          ? jobPage(postings(), parsed, context, account.confidentiality.accessOf(context))
          : sortedJobs(postings(), { ...parsed, order }, context),
      );
    },
    listOffers: async (request) => list(request, () => offerPage(setting, withParsedIds(request))),
    countCandidates: async (filter) => {
      const parsed = parseFilterIds(filter);
      return withLearnedLimits(true, () => countCandidates(counting, parsed));
    },
    countApplications: async (filter) => {
      const parsed = parseFilterIds(filter);
      const byReason = needsField(context.requirements, "ApplicationConnection", "countByRejectedReason");
      return withLearnedLimits(true, () => countApplications(counting, parsed, byReason));
    },
    countJobs: async (filter) => countJobs(postings(), parseJobFilter(filter), context),
    countOffers: async (filter) => {
      const parsed = parseFilterIds(filter);
      return withLearnedLimits(true, () => countOffers(counting, parsed));
    },
  };
}

/** No list has so many filters that their limits are lowered more often. */
const maxLowerings = 30;

/** Reads again when the limit for the values of a call was lowered, because then there are other calls. */
async function withLearnedLimits<T>(mayReadAgain: boolean, read: () => Promise<T>): Promise<T> {
  for (let lowerings = 0; ; lowerings += 1) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof TooManyValues) || !mayReadAgain || lowerings >= maxLowerings) throw error;
    }
  }
}

function withParsedIds<Filter extends FilterIds, Field extends string>(
  request: ListRequest<Filter, Field>,
): ListRequest<Filter, Field> {
  return { ...request, filter: parseFilterIds(request.filter) };
}

/** The offer, and otherwise the error of one that cannot be used, because it may be the offer. Reports the other errors. */
function foundOffer(
  offer: Offer | undefined,
  unusable: readonly AtsError[],
  context: CallContext,
): Offer | AtsError | undefined {
  for (const error of offer === undefined ? unusable.slice(1) : unusable) context.reportError(error);
  return offer ?? unusable[0];
}

/** Whether the text of advertisements is selected. */
function needsContent(requirements: FieldRequirements): boolean {
  return ["description", "descriptionHtml"].some((field) => needsField(requirements, "Job", field));
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

function converted<R, T>(records: Batch<R>, convert: (record: R) => T): Batch<T> {
  return new Map([...records].map(([id, record]) => [id, record instanceof Error ? record : convert(record)]));
}
