import type { CallContext } from "../ats/call-context.js";
import type { AtsError } from "../ats/errors.js";
import { type FieldRequirements, needsField } from "../ats/field-requirements.js";
import type { Application } from "../ats/model/application.js";
import type { Offer } from "../ats/model/offer.js";
import type { Ref } from "../ats/model/record.js";
import { type Batch, type Provider, refKey, remoteKey } from "../ats/provider.js";
import type { LeverAccount } from "./account.js";
import { toApplications } from "./application.js";
import { toDispositionReason } from "./archive-reason.js";
import { answerBatch } from "./batch.js";
import { planCalls } from "./call-plan.js";
import { idParsers, opportunityOf } from "./id.js";
import { lever as labels } from "./labels.js";
import { providerLists } from "./lists/provider-lists.js";
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
    ...providerLists(account, opportunities, context, postings),
  };
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
