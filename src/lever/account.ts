import { LRUCache } from "lru-cache";
import type { AnswerCache } from "../upstream/cache/response-cache.js";
import type { Transport } from "../upstream/http/transport.js";
import { LeverClient } from "./client.js";
import { Confidentiality } from "./confidentiality.js";
import { Directory } from "./reference-data.js";
import { leadRule } from "./lead-rule.js";
import { opportunityReaders } from "./opportunity-record.js";
import { type Named, namedIn, namedSubjects, recordSubjects } from "./cache-tags.js";
import { postingFields, readArchiveReason, readPosting, readStage, readUser } from "./records.js";

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
const wholePosting = { expand: "hiringManager", include: postingFields };

// About 10 MB, once it is full.
const mostContacts = 50_000;

/** Answers of one account: records, which people are in, apart from reference data, which may be kept for longer. */
export interface LeverCaches {
  readonly records: AnswerCache;
  readonly reference: AnswerCache;
}

export function leverAccount(settings: LeverSettings, transport: Transport, caches: LeverCaches) {
  const contactOf = new LRUCache<string, string>({ maxSize: mostContacts, sizeCalculation: () => 1 });
  const whose = (opportunity: string) => contactOf.get(opportunity);
  const confidentiality = new Confidentiality(settings.confidentiality);
  const client = new LeverClient(transport, settings.baseUrl, caches.records, confidentiality, recordSubjects(whose));
  const reference = new LeverClient(transport, settings.baseUrl, caches.reference, confidentiality);
  const { referenceTtlMs: ttlMs } = settings;
  const allPostings = { endpoint: "/postings", query: wholePosting, mayBeConfidential: true };
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
    opportunityReaders: opportunityReaders(leadRule(settings.leadStages)),
    /** Whose opportunity it was when last seen: people can be read many at a time, opportunities cannot. */
    contactOf,
    /** What is to be forgotten once something has become of those named. */
    subjectsOf: (named: Named) => namedSubjects(named, whose),
    /** Forgets what this process holds of these subjects; or of all, for want of knowing which. */
    forget(subjects?: readonly string[]): void {
      caches.records.forget(subjects);
      if (subjects === undefined) return;
      const { opportunities, contacts } = namedIn(subjects);
      for (const each of opportunities) contactOf.delete(each);
      if (contacts.length === 0) return;
      const theirs = [...contactOf.entries()].filter(([, contact]) => contacts.includes(contact));
      for (const [opportunity] of theirs) contactOf.delete(opportunity);
    },
    /** Another one each time that something is forgotten. */
    generation: () => caches.records.generation,
    allPostings,
    publishedPostings,
    postings: new Directory(reference, {
      lists: [allPostings, publishedPostings],
      single: { endpoint: "/postings/:id", query: wholePosting },
      read: readPosting,
      ttlMs,
      confidential: true,
    }),
    stages: new Directory(reference, {
      lists: [{ endpoint: "/stages" }],
      single: { endpoint: "/stages/:id" },
      read: readStage,
      ttlMs,
      listFirst: true,
    }),
    archiveReasons: new Directory(reference, {
      lists: [{ endpoint: "/archive_reasons" }],
      single: { endpoint: "/archive_reasons/:id" },
      read: readArchiveReason,
      ttlMs,
      listFirst: true,
    }),
    users: new Directory(reference, {
      // Without the parameter those who have left are missing, and they may still be hiring managers.
      lists: [{ endpoint: "/users", query: { includeDeactivated: true } }],
      single: { endpoint: "/users/:id" },
      read: readUser,
      ttlMs,
    }),
  };
}
