import { LRUCache } from "lru-cache";
import type { ResponseCache } from "../upstream/cache/response-cache.js";
import type { Transport } from "../upstream/http/transport.js";
import { LeverClient } from "./client.js";
import { Confidentiality } from "./confidentiality.js";
import { ReferenceData } from "./reference-data.js";
import { leadRule } from "./lead-rule.js";
import { opportunityParsers } from "./opportunity-record.js";
import { type AffectedRecords, recordsFromTags, tagsFor, responseTags } from "./cache-tags.js";
import { postingFields, parseArchiveReason, parsePosting, parseStage, parseUser } from "./records.js";

export interface LeverSettings {
  /** `https://api.lever.co/v1` or another origin; no trailing slash needed. */
  readonly baseUrl: string;
  /** Which opportunities and postings lists hold. Lever docs: Confidential data. */
  readonly confidentiality: "non-confidential" | "confidential" | "all";
  /** Ids of an account's own stages in the lead section. */
  readonly leadStages: readonly string[];
  /** How long opportunities and offers may be reused, in milliseconds. */
  readonly recordTtlMs: number;
  /** How long stages, archive reasons, users and postings may be reused, in milliseconds. */
  readonly referenceTtlMs: number;
}

/** One Lever account as a whole process sees it: the client, and what is reused between operations. */
export type LeverAccount = ReturnType<typeof leverAccount>;

/**
 * Lever docs: Postings, List; Customizing the Response. The manager comes with the posting, so that no user need be
 * read; the text of the advertisement, most of a posting, stays away.
 */
const postingQuery = { expand: "hiringManager", include: postingFields };

// About 10 MB, once it is full.
const maxContacts = 50_000;

/** Answers of one account: records, which people are in, apart from reference data, which may be kept for longer. */
export interface LeverCaches {
  readonly records: ResponseCache;
  readonly reference: ResponseCache;
}

export function leverAccount(settings: LeverSettings, transport: Transport, caches: LeverCaches) {
  const contactOf = new LRUCache<string, string>({ maxSize: maxContacts, sizeCalculation: () => 1 });
  const contactIdOf = (opportunity: string) => contactOf.get(opportunity);
  const confidentiality = new Confidentiality(settings.confidentiality);
  const client = new LeverClient(
    transport,
    settings.baseUrl,
    caches.records,
    confidentiality,
    responseTags(contactIdOf),
  );
  const reference = new LeverClient(transport, settings.baseUrl, caches.reference, confidentiality);
  const { referenceTtlMs: ttlMs } = settings;
  const allPostings = { endpoint: "/postings", query: postingQuery, mayBeConfidential: true };
  // The list without conditions may leave out published postings that are only on the internal channel.
  const publishedPostings = {
    ...allPostings,
    query: { ...allPostings.query, state: "published", distributionChannel: ["public", "internal"] },
  };
  return {
    client,
    confidentiality,
    /** Whether an answer of another operation may do for opportunities and offers. */
    reusesRecords: settings.recordTtlMs > 0,
    opportunityParsers: opportunityParsers(leadRule(settings.leadStages)),
    /** Whose opportunity it was when last seen: people can be read many at a time, opportunities cannot. */
    contactOf,
    /** What is to be forgotten once something has become of those named. */
    tagsFor: (records: AffectedRecords) => tagsFor(records, contactIdOf),
    /** Forgets what this process holds of these subjects; or of all, for want of knowing which. */
    invalidate(tags?: readonly string[]): void {
      caches.records.invalidate(tags);
      if (tags === undefined) return;
      const { opportunities, contacts } = recordsFromTags(tags);
      for (const each of opportunities) contactOf.delete(each);
      if (contacts.length === 0) return;
      const theirs = [...contactOf.entries()].filter(([, contact]) => contacts.includes(contact));
      for (const [opportunity] of theirs) contactOf.delete(opportunity);
    },
    /** Another one each time that something is forgotten. */
    epoch: () => caches.records.epoch,
    allPostings,
    publishedPostings,
    postings: new ReferenceData(reference, {
      lists: [allPostings, publishedPostings],
      single: { endpoint: "/postings/:id", query: postingQuery },
      read: parsePosting,
      ttlMs,
      confidential: true,
    }),
    stages: new ReferenceData(reference, {
      lists: [{ endpoint: "/stages" }],
      single: { endpoint: "/stages/:id" },
      read: parseStage,
      ttlMs,
      listFirst: true,
    }),
    archiveReasons: new ReferenceData(reference, {
      lists: [{ endpoint: "/archive_reasons" }],
      single: { endpoint: "/archive_reasons/:id" },
      read: parseArchiveReason,
      ttlMs,
      listFirst: true,
    }),
    users: new ReferenceData(reference, {
      // Without the parameter those who have left are missing, and they may still be hiring managers.
      lists: [{ endpoint: "/users", query: { includeDeactivated: true } }],
      single: { endpoint: "/users/:id" },
      read: parseUser,
      ttlMs,
    }),
  };
}
