import type { RateLimit } from "../ats/rate-limit.js";
import type { CacheStore } from "../upstream/cache/cache-store.js";
import { ResponseCache } from "../upstream/cache/response-cache.js";
import type { Transport } from "../upstream/http/transport.js";
import { type AccountReferenceData, accountReferenceData } from "./account-reference-data.js";
import { AccountSurvey, type AccountSurveyOptions } from "./account-survey.js";
import { type AffectedRecords, recordsFromTags, responseTags, tagsFor } from "./cache-tags.js";
import { LeverClient } from "./client.js";
import { Confidentiality, type ConfidentialitySetting } from "./confidentiality.js";
import type { KnownContacts } from "./known-contacts.js";
import { type LeadRule, leadRule } from "./lead-rule.js";
import { LeadShare } from "./lead-share.js";
import { CountMemory } from "./lists/count-memory.js";
import { Densities } from "./lists/densities.js";
import { type OpportunityParsers, opportunityParsers } from "./opportunity-record.js";
import { type OfferRecord, offerParser } from "./offer-record.js";
import { type PipelineRecord, pipelineParser } from "./pipeline-record.js";
import type { OnUnreadable, RecordParser } from "./records.js";
import { RefusedEndpoints } from "./refused-endpoints.js";
import { SharedSurvey } from "./shared-survey.js";
import { StageKnowledge } from "./stage-knowledge.js";
import { type RepeatedFilter, ValueLimits } from "./value-limits.js";

export interface LeverSettings {
  /** `https://api.lever.co/v1` or another origin. No trailing slash is needed. */
  readonly baseUrl: string;
  /** Which opportunities and postings lists hold. Lever docs: Confidential data. */
  readonly confidentiality: ConfidentialitySetting;
  /** Ids of an account's own stages in the lead section. */
  readonly leadStages: readonly string[];
  /** Whether the account may be surveyed, see `AccountSurvey`. */
  readonly accountSurvey: boolean;
  /** How long opportunities and offers may be reused, in milliseconds. */
  readonly recordTtlMs: number;
  /** How long stages, archive reasons, users and postings may be reused, in milliseconds. */
  readonly referenceTtlMs: number;
}

/** One Lever account for the whole process: the client, and what operations share. */
export interface LeverAccount extends AccountReferenceData {
  readonly client: LeverClient;
  readonly leadRule: LeadRule;
  /** The part of its opportunities that are leads. */
  readonly leadShare: LeadShare;
  /** How dense its lists are in time. */
  readonly densities: Densities;
  /** What counting its lists takes. */
  readonly counts: CountMemory;
  readonly refusedEndpoints: RefusedEndpoints;
  readonly confidentiality: Confidentiality;
  readonly valueLimits: ValueLimits;
  readonly stageKnowledge: StageKnowledge;
  readonly survey: AccountSurvey;
  /** Whether responses of other operations may serve for opportunities and offers. */
  readonly reusesRecords: boolean;
  readonly opportunityParsers: OpportunityParsers;
  readonly offerParser: RecordParser<OfferRecord>;
  readonly pipelineParser: RecordParser<PipelineRecord>;
  readonly knownContacts: KnownContacts;
  /** The cache tags to invalidate when these records change. */
  tagsFor(records: AffectedRecords): readonly string[];
  /** Invalidates what this process caches with these tags; without tags, all records. */
  invalidate(tags?: readonly string[]): void;
  /** Changes whenever cached records are invalidated. */
  epoch(): number;
}

/** The response caches of one account. Records contain personal data. Reference data may be cached for longer. */
export interface LeverCaches {
  readonly records: ResponseCache;
  readonly reference: ResponseCache;
}

/** Receives what is noticed about an account. */
export interface AccountObserver {
  readonly onUnreadable: OnUnreadable;
  /** Called each time that the number of values of a filter in one call is halved. */
  readonly onHalved: (filter: RepeatedFilter) => void;
}

export function leverAccount(
  settings: LeverSettings & RateLimit,
  transport: Transport,
  caches: LeverCaches,
  knownContacts: KnownContacts,
  { onUnreadable, onHalved }: AccountObserver,
  survey: Pick<AccountSurveyOptions, "log" | "observe">,
  /** What processes share over Redis. */
  store: CacheStore | undefined,
): LeverAccount {
  const baseUrl = settings.baseUrl.replace(/\/+$/, "");
  const contactOf = (opportunity: string) => knownContacts.of(opportunity);
  const confidentiality = new Confidentiality(settings.confidentiality);
  const refusedEndpoints = new RefusedEndpoints(transport, baseUrl);
  const valueLimits = new ValueLimits(onHalved);
  const clientWith = (cache: ResponseCache, tags?: ReturnType<typeof responseTags>) =>
    new LeverClient(refusedEndpoints, baseUrl, cache, confidentiality, valueLimits, tags);
  const client = clientWith(caches.records, responseTags(contactOf));
  const stageKnowledge = new StageKnowledge();
  const noteStage = (id: string) => {
    stageKnowledge.note(id);
  };
  const rule = { ...leadRule(settings.leadStages), noteStage };
  return {
    client,
    leadRule: rule,
    leadShare: new LeadShare(),
    densities: new Densities(store),
    counts: new CountMemory(settings),
    refusedEndpoints,
    confidentiality,
    valueLimits,
    stageKnowledge,
    survey: new AccountSurvey({
      ...survey,
      shared: store && new SharedSurvey(store),
      isAllowed: settings.accountSurvey,
      client: clientWith(new ResponseCache({ ttlMs: 0 })),
      rule,
      stages: stageKnowledge,
    }),
    reusesRecords: settings.recordTtlMs > 0,
    opportunityParsers: opportunityParsers(rule, onUnreadable),
    offerParser: offerParser(onUnreadable),
    pipelineParser: pipelineParser(onUnreadable),
    knownContacts,
    tagsFor: (records) => tagsFor(records, contactOf),
    invalidate(tags) {
      caches.records.invalidate(tags);
      if (tags !== undefined) knownContacts.forget(recordsFromTags(tags));
    },
    epoch: () => caches.records.epoch,
    ...accountReferenceData(clientWith(caches.reference), rule, onUnreadable, settings.referenceTtlMs),
  };
}
