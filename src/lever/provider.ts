import type { Caller } from "../ats/caller.js";
import { asError } from "../ats/errors.js";
import type { Application, Ref } from "../ats/model.js";
import type { ListRequest } from "../ats/page.js";
import type { Needs } from "../ats/needs.js";
import { type Batch, type EntityName, type Provider, refKey, remoteKey } from "../ats/provider.js";
import type { LeverAccount } from "./account.js";
import { applicationListing } from "./lists/application-list.js";
import { toDispositionReason } from "./archive-reason.js";
import { candidateListing } from "./lists/candidate-list.js";
import { planCalls } from "./call-plan.js";
import type { Directory } from "./reference-data.js";
import { opportunityOf, parseCompositeId, parseStageId, parseUid } from "./id.js";
import { jobListing } from "./lists/job-list.js";
import { standingOffer, toOffer } from "./offer.js";
import { offerListing } from "./lists/offer-list.js";
import { Opportunities } from "./opportunity-reader.js";
import { isVisible, toApplications, toCandidate } from "./opportunity.js";
import { toJob } from "./posting.js";
import { opportunitiesAmong, recordId } from "./remote-id.js";
import { toStage } from "./stage.js";
import type { Listing } from "./lists/listing.js";
import { walk } from "./lists/paginate.js";

/** Lever as one operation sees it. */
export function leverProvider(account: LeverAccount, caller: Caller & { readonly needs: Needs }): Provider {
  const opportunities = new Opportunities(account, caller, caller.needs);

  const gather = (asked: Asked<Ref>) =>
    opportunities.gather([...asked.valid.values()].map(({ id }) => opportunityOf(id)));
  /** An opportunity's applications in a view; none when Lever does not have it, or the view does not show it. */
  const applicationsIn = async (id: string, ref: Ref): Promise<Application[]> => {
    const opportunity = await opportunities.byId(id);
    return opportunity !== undefined && isVisible(opportunity, ref) ? toApplications(opportunity, ref) : [];
  };
  const list = async <Row, Node>(listing: Listing<Row, Node>, { first, after }: ListRequest<unknown>) => ({
    ...(await walk(listing, first, after, account.confidentiality.of(caller))),
    confidential: account.confidentiality.leftOut(caller),
  });

  return {
    checkId: (type, id) => {
      parsers[type](id);
    },

    async candidates(refs) {
      const asked = check(refs, ({ id }) => parsers.Candidate(id));
      const people = await opportunities.peopleById([...asked.valid.values()].map(({ id }) => id));
      return answer(asked, ({ id, leads }) => {
        const person = people.get(id);
        return person === undefined || person instanceof Error ? person : toCandidate(person, { leads });
      });
    },

    async applications(refs) {
      const asked = check(refs, ({ id }) => parsers.Application(id));
      await gather(asked);
      return answer(asked, async (ref) => {
        const applications = await applicationsIn(opportunityOf(ref.id), ref);
        return applications.find(({ id }) => id === ref.id);
      });
    },

    async offers(refs) {
      const asked = check(refs, ({ id }) => parsers.Offer(id));
      await gather(asked);
      return answer(asked, async (ref) => {
        const opportunity = opportunityOf(ref.id);
        const applications = await applicationsIn(opportunity, ref);
        if (applications.length === 0) return undefined;
        const offers = await opportunities.offersOf(opportunity);
        return offers.map((offer) => toOffer(offer, applications)).find(({ id }) => id === ref.id);
      });
    },

    async recordIds(ids) {
      await opportunities.gather(opportunitiesAmong(ids));
      const asked = { valid: new Map(ids.map((each) => [remoteKey(each), each])), errors: new Map() };
      return answer(asked, (each) => recordId(each, opportunities));
    },

    offersByApplication: (applications) =>
      answer({ valid: new Map(applications.map((each) => [refKey(each), each])), errors: new Map() }, async (each) => {
        const offers = await opportunities.offersOf(opportunityOf(each.id));
        return standingOffer(
          offers.map((offer) => toOffer(offer, [each])),
          each,
        );
      }),

    jobs: (ids) => reference(account.postings, ids, parsers.Job, caller, toJob),
    stages: (ids) => reference(account.stages, ids, parsers.Stage, caller, (stage) => toStage(stage, stage.asOf)),
    members: (ids) =>
      reference(
        account.users,
        ids,
        (id) => id,
        caller,
        (user) => user,
      ),
    dispositionReasons: (ids) => reference(account.archiveReasons, ids, (id) => id, caller, toDispositionReason),
    jobInHand: (id) => inHand(account.postings, id, caller, toJob),
    dispositionReasonInHand: (id) => inHand(account.archiveReasons, id, caller, toDispositionReason),

    planCalls: (fields) => planCalls(fields, account.reusesRecords),

    allStages: async () => (await account.stages.all(caller)).map((stage) => toStage(stage, stage.asOf)),
    listCandidates: async (request) => list(candidateListing(account, opportunities, request.filter, caller), request),
    listApplications: async (request) =>
      list(await applicationListing(account, opportunities, request.filter, caller), request),
    listApplicationsOfJob: async (request) =>
      list(
        await applicationListing(
          account,
          opportunities,
          { jobIds: [request.filter.jobId] },
          caller,
          "Job.applications",
        ),
        request,
      ),
    listJobs: async (request) => list(jobListing(account, request.filter, caller), request),
    listOffers: async (request) => list(await offerListing(account, opportunities, request.filter, caller), request),
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
interface Asked<Key> {
  readonly valid: ReadonlyMap<string, Key>;
  readonly errors: ReadonlyMap<string, Error>;
}

function check<Key extends string | Ref>(keys: readonly Key[], parse: (key: Key) => unknown): Asked<Key> {
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
async function answer<Key, T>(
  { valid, errors }: Asked<Key>,
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

function inHand<R extends { readonly id: string }, T>(
  directory: Directory<R>,
  id: string,
  caller: Caller,
  convert: (record: R) => T,
): T | undefined {
  const record = directory.inHand(id, caller);
  return record === undefined ? undefined : convert(record);
}

async function reference<R extends { readonly id: string }, T>(
  directory: Directory<R>,
  ids: readonly string[],
  parse: (id: string) => unknown,
  caller: Caller,
  convert: (record: R) => T,
): Promise<Batch<T>> {
  const asked = check(ids, parse);
  const records = await directory.byIds([...asked.valid.keys()], caller);
  return answer(asked, (id) => {
    const record = records.get(id);
    return record === undefined || record instanceof Error ? record : convert(record);
  });
}
