import type { LeadRule, StageRule } from "./lead-rule.js";
import {
  type ApplicationRecord,
  type ArchivedRecord,
  type PhoneRecord,
  type StageChangeRecord,
  applicationId,
  archivedReader,
  expandedApplication,
  phone,
  placeName,
  stageChange,
  stageReader,
} from "./opportunity-elements.js";
import { type Reader, date, flag, listOf, optionalListOf, specifiedText, text } from "./readers.js";
import {
  type LeverRecord,
  type OnUnreadable,
  type RecordParser,
  type RecordReader,
  type UserReference,
  pageUrl,
  recordParser,
  user,
} from "./records.js";
import type { OpportunityStage } from "./stage.js";

/**
 * The fields that decide whether and where a list shows an opportunity. No personal data. Lever docs: Opportunities.
 */
export interface OpportunitySummaryRecord extends LeverRecord {
  readonly contact: string;
  readonly stage: OpportunityStage | null;
  readonly archived: ArchivedRecord | null;
  readonly applications: readonly ApplicationRecord[];
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  /** Used only to find the row again in its list, and to order rows without `createdAt`. */
  readonly lastAdvancedAt: Date | null;
  /** Undefined when it depends on whether the archive reason means a hire. */
  readonly lead: boolean | undefined;
  // The following are null when they were not requested.
  readonly origin: string | null;
  readonly sources: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly opportunityLocation: string | null;
}

/** Lever docs: Opportunities. */
export interface OpportunityRecord extends OpportunitySummaryRecord {
  readonly name: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly PhoneRecord[];
  readonly lastInteractionAt: Date | null;
  readonly isAnonymized: boolean;
  // The following are null when they were not requested.
  /** The opportunity's page. */
  readonly url: string | null;
  readonly headline: string | null;
  readonly location: string | null;
  readonly links: readonly string[] | null;
  readonly stageChanges: readonly StageChangeRecord[] | null;
  readonly owner: UserReference | null;
  readonly snoozedUntil: Date | null;
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

/** Parsers that set `lead` by this rule. */
export function opportunityParsers(rule: LeadRule & StageRule, onUnreadable: OnUnreadable): OpportunityParsers {
  const summaryOf = (record: RecordReader, application: Reader<ApplicationRecord>) => {
    const stage = record.read("stage", stageReader(rule));
    const archived = record.read("archived", archivedReader);
    const applications = record.read("applications", listOf(application));
    const isUncertain = record.unreadable.has("applications") || record.unreadable.has("applications.id");
    return {
      contact: record.requiredId("contact"),
      stage,
      archived,
      applications,
      createdAt: record.read("createdAt", date),
      updatedAt: record.read("updatedAt", date),
      lastAdvancedAt: record.read("lastAdvancedAt", date),
      lead: rule.isLead({ stage, archived, applications: isUncertain ? null : applications }),
      origin: record.read("origin", text),
      sources: record.read("sources", optionalListOf(text)),
      tags: record.read("tags", optionalListOf(text)),
      opportunityLocation: record.read("opportunityLocation", specifiedText),
    };
  };
  const opportunityOf = (record: RecordReader, application: Reader<ApplicationRecord>) => ({
    ...summaryOf(record, application),
    name: record.read("name", text),
    emails: record.read("emails", listOf(text)),
    phones: record.read("phones", listOf(phone)),
    lastInteractionAt: record.read("lastInteractionAt", date),
    isAnonymized: record.read("isAnonymized", flag) === true,
    url: record.read("urls", pageUrl),
    headline: record.read("headline", text),
    // A Contact has an object here, an opportunity a text.
    location: record.read("location", placeName),
    links: record.read("links", optionalListOf(text)),
    stageChanges: record.read("stageChanges", optionalListOf(stageChange(rule))),
    owner: record.read("owner", user),
    snoozedUntil: record.read("snoozedUntil", date),
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
