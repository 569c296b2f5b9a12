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
import { date, flag, listOf, optionalListOf, specifiedText, text } from "./readers.js";
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
  const readStage = stageReader(rule);
  const readStageChanges = optionalListOf(stageChange(rule));
  const summaryOf = (record: RecordReader, readApplications: ApplicationsReader) => {
    const stage = record.read("stage", readStage);
    const archived = record.read("archived", archivedReader);
    const applications = record.read("applications", readApplications);
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
      sources: record.read("sources", readTexts),
      tags: record.read("tags", readTexts),
      opportunityLocation: record.read("opportunityLocation", specifiedText),
    };
  };
  // Not with a spread: in V8 each field that follows one takes as long as a whole literal.
  const opportunityOf = (record: RecordReader, readApplications: ApplicationsReader) =>
    Object.assign(summaryOf(record, readApplications), {
      name: record.read("name", text),
      emails: record.read("emails", readEmails),
      phones: record.read("phones", readPhones),
      lastInteractionAt: record.read("lastInteractionAt", date),
      isAnonymized: record.read("isAnonymized", flag) === true,
      url: record.read("urls", pageUrl),
      headline: record.read("headline", text),
      // A Contact has an object here, an opportunity a text.
      location: record.read("location", placeName),
      links: record.read("links", readTexts),
      stageChanges: record.read("stageChanges", readStageChanges),
      owner: record.read("owner", user),
      snoozedUntil: record.read("snoozedUntil", date),
    });
  const summaryParser = (readApplications: ApplicationsReader) =>
    recordParser<OpportunitySummaryRecord>("opportunity", onUnreadable, (record) =>
      summaryOf(record, readApplications),
    );
  const parser = (readApplications: ApplicationsReader) =>
    recordParser<OpportunityRecord>("opportunity", onUnreadable, (record) => opportunityOf(record, readApplications));
  const [expanded, ids] = [listOf(expandedApplication), listOf(applicationId)];
  return {
    full: parser(expanded),
    withoutApplications: parser(ids),
    summary: summaryParser(expanded),
    summaryWithoutApplications: summaryParser(ids),
  };
}

type ApplicationsReader = ReturnType<typeof listOf<ApplicationRecord>>;

// Made once, and not for each record.
const readTexts = optionalListOf(text);
const readEmails = listOf(text);
const readPhones = listOf(phone);
