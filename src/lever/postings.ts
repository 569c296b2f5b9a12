import type { CallContext } from "../ats/call-context.js";
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
  /**
   * Every posting that one of the lists holds, in no particular order. Unusable ones are reported and left out. Throws if
   * a list cannot be read to its end.
   */
  readAll(context: CallContext): Promise<readonly PostingRecord[]>;
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
  return {
    all,
    published,
    records,
    async readAll(context) {
      const byId = new Map<string, PostingRecord>();
      for (const list of [all, published]) {
        for (const posting of await records.readAll(context, list)) byId.set(posting.id, posting);
      }
      return [...byId.values()];
    },
  };
}
