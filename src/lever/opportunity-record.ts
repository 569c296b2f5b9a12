import { z } from "zod";
import type { LeadRule } from "./lead-rule.js";
import { type RecordParser, id, timestamp, recordParser } from "./records.js";

/**
 * The fields that decide whether and where a list shows an opportunity. No personal data. Lever docs: Opportunities.
 */
export interface OpportunitySummaryRecord {
  readonly id: string;
  readonly contact: string;
  /** `text` is undefined unless the stage was expanded, and null when it is empty. */
  readonly stage: { readonly id: string; readonly text?: string | null } | null;
  readonly archived: ArchivedRecord | null;
  readonly applications: readonly ApplicationRecord[];
  readonly createdAt: Date;
  readonly updatedAt: Date | null;
  /** Used only to find the row again in its list. */
  readonly lastAdvancedAt: Date | null;
  /** Undefined when it depends on whether the archive reason means a hire. */
  readonly lead: boolean | undefined;
  /** When the response with it came. */
  readonly asOf: Date;
}

/** Lever docs: Opportunities. */
export interface OpportunityRecord extends OpportunitySummaryRecord {
  readonly name: string | null;
  readonly emails: readonly (string | null)[];
  readonly phones: readonly { readonly type: string | null; readonly value: string | null }[];
  readonly lastInteractionAt: Date | null;
  readonly isAnonymized: unknown;
  /** Parsed only when it is selected, by `pageUrl`. Undefined when it was not requested. */
  readonly urls: unknown;
}

/** Lever docs: Applications. */
export interface ApplicationRecord {
  readonly id: string;
  readonly posting: string | null;
  readonly archived: ArchivedRecord | null;
}

/** `reason` is the id of an archive reason. */
export interface ArchivedRecord {
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

// Checked without transforms and converted by plain code, because no other record is parsed as often.
const text = z.string().nullish();
const time = timestamp.nullish();
/** An id, or the object that `expand` puts in its place. */
const reference = z.union([id, z.object({ id })]);
const archived = z.object({ reason: reference.nullish(), archivedAt: time }).nullish();
const application = z.object({ id, posting: reference.nullish(), archived });

const summaryShape = {
  id,
  contact: reference,
  stage: z.union([z.object({ id, text }), id]).nullish(),
  archived,
  applications: z.array(application).nullish(),
  createdAt: timestamp,
  updatedAt: time,
  lastAdvancedAt: time.catch(null),
};
const personShape = {
  name: text,
  emails: z.array(text).nullish(),
  phones: z.array(z.object({ type: text, value: text })).nullish(),
  lastInteractionAt: time,
  isAnonymized: z.unknown().optional(),
};
const pageShape = { urls: z.unknown().optional() };
const applicationIdsShape = { applications: z.array(z.union([application, id])).nullish() };

const SentSummary = z.object(summaryShape);
const SentSummaryWithoutApplications = z.object({ ...summaryShape, ...applicationIdsShape });
const Sent = z.object({ ...summaryShape, ...personShape, ...pageShape });
const SentWithoutApplications = z.object({ ...summaryShape, ...personShape, ...pageShape, ...applicationIdsShape });

/** The fields that are read, as `include` takes them. Lever docs: Customizing the Response. */
export const summaryFields: readonly string[] = Object.keys(summaryShape);
export const opportunityFields: readonly string[] = [...summaryFields, ...Object.keys(personShape)];
/** The additional fields for the URL of the opportunity's page in Lever. */
export const pageFields: readonly string[] = Object.keys(pageShape);

/** Parsers that set `lead` by this rule. */
export function opportunityParsers(rule: LeadRule): OpportunityParsers {
  const toSummary = (sent: z.output<typeof SentSummaryWithoutApplications>, asOf: Date): OpportunitySummaryRecord => {
    const stage = toStage(sent.stage);
    const ended = toArchived(sent.archived);
    const applications = (sent.applications ?? []).map(toApplication);
    return {
      id: sent.id,
      contact: idOf(sent.contact),
      stage,
      archived: ended,
      applications,
      createdAt: new Date(sent.createdAt),
      updatedAt: toDate(sent.updatedAt),
      lastAdvancedAt: toDate(sent.lastAdvancedAt),
      lead: rule({ stage, archived: ended, applications }),
      asOf,
    };
  };
  const toOpportunity = (sent: z.output<typeof SentWithoutApplications>, asOf: Date): OpportunityRecord =>
    Object.assign(toSummary(sent, asOf), {
      name: toText(sent.name),
      emails: (sent.emails ?? []).map(toText),
      phones: (sent.phones ?? []).map(({ type, value }) => ({ type: toText(type), value: toText(value) })),
      lastInteractionAt: toDate(sent.lastInteractionAt),
      isAnonymized: sent.isAnonymized,
      urls: sent.urls,
    });
  return {
    full: recordParser("opportunity", Sent, toOpportunity),
    withoutApplications: recordParser("opportunity", SentWithoutApplications, toOpportunity),
    summary: recordParser("opportunity", SentSummary, toSummary),
    summaryWithoutApplications: recordParser("opportunity", SentSummaryWithoutApplications, toSummary),
  };
}

function toStage(stage: z.output<typeof SentSummary>["stage"]): OpportunitySummaryRecord["stage"] {
  if (stage == null) return null;
  return typeof stage === "string" ? { id: stage } : { id: stage.id, text: toText(stage.text) };
}

function toArchived(sent: z.output<typeof archived>): ArchivedRecord | null {
  if (sent == null) return null;
  return { reason: sent.reason == null ? null : idOf(sent.reason), archivedAt: toDate(sent.archivedAt) };
}

function toApplication(sent: string | z.output<typeof application>): ApplicationRecord {
  if (typeof sent === "string") return { id: sent, posting: null, archived: null };
  return {
    id: sent.id,
    posting: sent.posting == null ? null : idOf(sent.posting),
    archived: toArchived(sent.archived),
  };
}

function idOf(sent: z.output<typeof reference>): string {
  return typeof sent === "string" ? sent : sent.id;
}

function toText(sent: string | null | undefined): string | null {
  return sent === "" ? null : (sent ?? null);
}

function toDate(ms: number | null | undefined): Date | null {
  return ms == null ? null : new Date(ms);
}
