import type { LeadRule } from "./lead-rule.js";
import { type Reader, PartReader, date, id, isRecord, listOf, parts, text } from "./readers.js";
import {
  type LeverRecord,
  type OnUnreadable,
  type RecordParser,
  type RecordReader,
  pageUrl,
  recordParser,
} from "./records.js";

/**
 * The fields that decide whether and where a list shows an opportunity. No personal data. Lever docs: Opportunities.
 */
export interface OpportunitySummaryRecord extends LeverRecord {
  readonly contact: string;
  /** `text` is undefined unless the stage was expanded, and null when it is empty. */
  readonly stage: { readonly id: string; readonly text?: string | null } | null;
  readonly archived: ArchivedRecord | null;
  readonly applications: readonly ApplicationRecord[];
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  /** Used only to find the row again in its list, and to order rows without `createdAt`. */
  readonly lastAdvancedAt: Date | null;
  /** Undefined when it depends on whether the archive reason means a hire. */
  readonly lead: boolean | undefined;
}

/** Lever docs: Opportunities. */
export interface OpportunityRecord extends OpportunitySummaryRecord {
  readonly name: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly PhoneRecord[];
  readonly lastInteractionAt: Date | null;
  readonly isAnonymized: boolean;
  /** The opportunity's page. Null when `urls` was not requested. */
  readonly url: string | null;
}

interface PhoneRecord {
  readonly value: string;
  readonly type: string | null;
}

/** Lever docs: Applications. */
export interface ApplicationRecord {
  readonly id: string;
  readonly posting: string | null;
  /** Whether Lever sent something as `posting` that cannot be read, or only the id of the application. */
  readonly isPostingUnreadable: boolean;
  readonly archived: ArchivedRecord | null;
}

/** The end of an opportunity or application. */
export interface ArchivedRecord {
  /** The id of an archive reason. Null when Lever sent none that can be read. */
  readonly reason: string | null;
  readonly archivedAt: Date | null;
}

/** The parsers of an account's opportunities and of their summaries. */
export interface OpportunityParsers {
  /** For responses with `expand=applications`. */
  readonly full: RecordParser<OpportunityRecord>;
  /** For responses without it. Only the ids of the applications are reliable. */
  readonly withoutApplications: RecordParser<OpportunityRecord>;
  readonly summary: RecordParser<OpportunitySummaryRecord>;
  readonly summaryWithoutApplications: RecordParser<OpportunitySummaryRecord>;
}

/** The fields that are read, as `include` takes them. Lever docs: Customizing the Response. */
export const summaryFields: readonly string[] = [
  "id",
  "contact",
  "stage",
  "archived",
  "applications",
  "createdAt",
  "updatedAt",
  "lastAdvancedAt",
];
export const opportunityFields: readonly string[] = [
  ...summaryFields,
  "name",
  "emails",
  "phones",
  "lastInteractionAt",
  "isAnonymized",
];
/** The additional fields for the URL of the opportunity's page in Lever. */
export const pageFields: readonly string[] = ["urls"];

/** Parsers that set `lead` by this rule. */
export function opportunityParsers(rule: LeadRule, onUnreadable: OnUnreadable): OpportunityParsers {
  const summaryOf = (record: RecordReader, application: Reader<ApplicationRecord>) => {
    const stage = record.read("stage", stageReader);
    const archived = record.read("archived", archivedReader);
    const applications = record.read("applications", listOf(application));
    const isUncertain = [...record.unreadable].some((path) => path === "applications" || path === "applications.id");
    return {
      contact: record.requiredId("contact"),
      stage,
      archived,
      applications,
      createdAt: record.read("createdAt", date),
      updatedAt: record.read("updatedAt", date),
      lastAdvancedAt: record.read("lastAdvancedAt", date),
      lead: rule({ stage, archived, applications: isUncertain ? null : applications }),
    };
  };
  const opportunityOf = (record: RecordReader, application: Reader<ApplicationRecord>) => ({
    ...summaryOf(record, application),
    name: record.read("name", text),
    emails: record.read("emails", listOf(text)),
    phones: record.read("phones", listOf(phone)),
    lastInteractionAt: record.read("lastInteractionAt", date),
    isAnonymized: record.read("isAnonymized", (value) => value === true),
    url: record.read("urls", pageUrl),
  });
  const summaryParser = (application: Reader<ApplicationRecord>) =>
    recordParser<OpportunitySummaryRecord>("opportunity", onUnreadable, (record) => summaryOf(record, application));
  const parser = (application: Reader<ApplicationRecord>) =>
    recordParser<OpportunityRecord>("opportunity", onUnreadable, (record) => opportunityOf(record, application));
  return {
    full: parser(expandedApplication),
    withoutApplications: parser(applicationId),
    summary: summaryParser(expandedApplication),
    summaryWithoutApplications: summaryParser(applicationId),
  };
}

const stageReader: Reader<{ id: string; text?: string | null }> = (value, note) => {
  const stageId = id(value, note);
  if (stageId === null) return null;
  const stage = isRecord(value) ? new PartReader(value, note) : undefined;
  return stage?.has("text") === true ? { id: stageId, text: stage.read("text", text) } : { id: stageId };
};

/** An end needs a reason or a date. Lever has been seen to send `{}` and `{archivedAt: null, reason: null}` too. */
const archivedReader: Reader<ArchivedRecord> = (value, note) => {
  const archived = parts(value, note);
  if (archived === null || !(archived.isSent("reason") || archived.isSent("archivedAt"))) return null;
  return { reason: archived.read("reason", id), archivedAt: archived.read("archivedAt", date) };
};

/** An application where `expand` asks for the whole object. Lever has been seen to send only its id. */
const expandedApplication: Reader<ApplicationRecord> = (value, note) => {
  const application = applicationId(value, note);
  if (application === null) return null;
  if (!isRecord(value)) {
    note(".posting");
    return { ...application, isPostingUnreadable: true };
  }
  let isPostingUnreadable = false;
  const fields = new PartReader(value, note);
  const posting = fields.read("posting", (sent, noteIt) =>
    id(sent, (path) => {
      isPostingUnreadable = true;
      noteIt(path);
    }),
  );
  return { id: application.id, posting, isPostingUnreadable, archived: fields.read("archived", archivedReader) };
};

const applicationId: Reader<ApplicationRecord> = (value, note) => {
  const found = id(value, () => {
    note(".id");
  });
  return found === null ? null : { id: found, posting: null, isPostingUnreadable: false, archived: null };
};

/** Lever docs: Opportunities, `phones`. Lever has been seen to send plain texts too. */
const phone: Reader<PhoneRecord> = (value, note) => {
  if (typeof value === "string") return value === "" ? null : { value, type: null };
  const fields = parts(value, note);
  const number = fields?.read("value", text) ?? null;
  return fields === null || number === null ? null : { value: number, type: fields.read("type", text) };
};
