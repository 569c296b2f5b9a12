import type { LeverClient, Resource } from "./client.js";
import type { PostingRecord } from "./posting-record.js";
import type { RecordParser } from "./records.js";
import { ReferenceData } from "./reference-data.js";

/** The postings of one account. */
export interface Postings {
  /** Two lists. The first may leave out published postings that are only on the internal channel. */
  readonly all: Resource;
  readonly published: Resource;
  readonly records: ReferenceData<PostingRecord>;
}

export interface PostingsOptions {
  readonly parse: RecordParser<PostingRecord>;
  /** How long a response may be reused, in milliseconds. */
  readonly ttlMs: number;
}

/**
 * Postings with these fields. Lever docs: Postings, List; Customizing the Response. The hiring manager and the owner come
 * with the posting, so that no user is read.
 */
export function postingsOf(client: LeverClient, options: PostingsOptions, include: readonly string[]): Postings {
  const query = { expand: ["hiringManager", "owner"], include };
  const all = { endpoint: "/postings", query, mayBeConfidential: true };
  const published = {
    ...all,
    query: { ...query, state: "published", distributionChannel: ["public", "internal"] },
  };
  const records = new ReferenceData(client, {
    ...options,
    lists: [all, published],
    single: { endpoint: "/postings/:id", query },
    confidential: true,
  });
  return { all, published, records };
}
