import type { LeverClient } from "./client.js";
import type { StageRule } from "./lead-rule.js";
import { NameList } from "./name-list.js";
import { contentField, postingFields, postingParser } from "./posting-record.js";
import { type Postings, postingsOf } from "./postings.js";
import {
  type ArchiveReasonRecord,
  type OnUnreadable,
  type StageRecord,
  type UserRecord,
  recordParsers,
} from "./records.js";
import { ReferenceData } from "./reference-data.js";

/** The reference data of one account: records that change seldom, and that operations reuse. */
export interface AccountReferenceData {
  readonly postings: Postings;
  /** The same with the text of the advertisement, which is most of a posting. */
  readonly postingsWithContent: Postings;
  readonly stages: ReferenceData<StageRecord>;
  readonly archiveReasons: ReferenceData<ArchiveReasonRecord>;
  readonly users: ReferenceData<UserRecord>;
  readonly sources: NameList;
  readonly tags: NameList;
}

/** The reference data that `client` reads. Records may be reused for `ttlMs`. */
export function accountReferenceData(
  client: LeverClient,
  rule: StageRule,
  onUnreadable: OnUnreadable,
  ttlMs: number,
): AccountReferenceData {
  const parsers = recordParsers(rule, onUnreadable);
  const postings = { parse: postingParser(onUnreadable), ttlMs };
  return {
    postings: postingsOf(client, postings, postingFields),
    postingsWithContent: postingsOf(client, postings, [...postingFields, contentField]),
    stages: new ReferenceData(client, {
      lists: [{ endpoint: "/stages" }],
      single: { endpoint: "/stages/:id" },
      parse: parsers.stage,
      ttlMs,
      listFirst: true,
    }),
    archiveReasons: new ReferenceData(client, {
      lists: [{ endpoint: "/archive_reasons" }],
      single: { endpoint: "/archive_reasons/:id" },
      parse: parsers.archiveReason,
      ttlMs,
      listFirst: true,
    }),
    users: new ReferenceData(client, {
      // Without the parameter Lever leaves out deactivated users, who can still be hiring managers.
      lists: [{ endpoint: "/users", query: { includeDeactivated: true } }],
      single: { endpoint: "/users/:id" },
      parse: parsers.user,
      ttlMs,
    }),
    sources: new NameList(client, "/sources"),
    tags: new NameList(client, "/tags"),
  };
}
