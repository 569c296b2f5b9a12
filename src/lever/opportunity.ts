import { AtsError } from "../ats/errors.js";
import type { Candidate } from "../ats/model/candidate.js";
import { type View, minDate } from "../ats/model/record.js";
import { toApplications } from "./application.js";
import { leverError } from "./errors.js";
import type { OpportunityRecord, OpportunitySummaryRecord } from "./opportunity-record.js";
import { profileOf } from "./profile.js";
import { type ElementFields, unrecognizedFields } from "./unrecognized-fields.js";

/** An opportunity that is known to be a lead or not. */
export type Opportunity = OpportunityRecord & Classified;

/** A summary of an opportunity that is known to be a lead or not. */
export type OpportunitySummary = OpportunitySummaryRecord & Classified;

export interface Classified {
  readonly lead: boolean;
  /** Why the archive reason could not be read that says whether this is a lead. It then counts as one. */
  readonly leadError?: AtsError;
}

/** A person: all opportunities of one Contact, oldest first. */
export interface Person {
  readonly contact: string;
  readonly opportunities: readonly Opportunity[];
}

/**
 * Sorts the oldest first. Of two created in the same millisecond, the one with the lower id comes first. One whose date
 * of creation cannot be read is sorted by its latest advance.
 */
export function byAge(a: OpportunityRecord, b: OpportunityRecord): number {
  return ageKey(a) - ageKey(b) || (a.id < b.id ? -1 : 1);
}

function ageKey({ createdAt, lastAdvancedAt }: OpportunityRecord): number {
  return (createdAt ?? lastAdvancedAt)?.getTime() ?? 0;
}

/** Whether a view shows this opportunity. */
export function isVisible(opportunity: OpportunitySummary, { includeLeads }: View): boolean {
  return includeLeads || !opportunity.lead;
}

/** Why a view hides this opportunity if it may be no lead. Undefined if the view shows it, or it is certainly a lead. */
export function hiddenBy(opportunity: OpportunitySummary, view: View): AtsError | undefined {
  return isVisible(opportunity, view) ? undefined : opportunity.leadError;
}

/** The same for several opportunities: the first reason. */
export function hiddenAmong(opportunities: readonly OpportunitySummary[], view: View): AtsError | undefined {
  for (const each of opportunities) {
    const error = hiddenBy(each, view);
    if (error !== undefined) return error;
  }
  return undefined;
}

/**
 * The person as a candidate whose `applications` have an error if they may lack one. Returns that error if the view
 * shows nothing else of the person, and undefined if it shows nothing.
 */
export function toWholeCandidate(person: Person, view: View): Candidate | AtsError | undefined {
  const candidate = toCandidate(person, view);
  const error = hiddenAmong(person.opportunities, view);
  if (error === undefined || candidate instanceof AtsError || candidate?.history === undefined)
    return candidate ?? error;
  return { ...candidate, history: { ...candidate.history, applicationsError: error } };
}

/**
 * The person as a candidate. Undefined when the view shows none of their opportunities, an error when none of them has a
 * date of creation that can be read.
 */
export function toCandidate({ contact, opportunities }: Person, view: View): Candidate | AtsError | undefined {
  const visible = opportunities.filter((opportunity) => isVisible(opportunity, view));
  const newest = visible.at(-1);
  if (newest === undefined) return undefined;
  const createdAt = earliest(opportunities.map((opportunity) => opportunity.createdAt));
  if (createdAt === null) return withoutDate(contact);
  const profile = profileOf(opportunities);
  return {
    id: contact,
    remoteId: contact,
    includeLeads: view.includeLeads,
    profile,
    history: {
      createdAt,
      lastActivityAt: latest(opportunities.map(({ lastInteractionAt }) => lastInteractionAt)),
      applications: visible.flatMap((opportunity) => toApplications(opportunity, view, profile)),
      remoteUrl: newest.url,
    },
    unrecognized: unrecognizedAmong(opportunities),
    asOf: opportunities.map(({ asOf }) => asOf).reduce(minDate),
  };
}

/** The fields of a candidate that are read from each element of an opportunity. */
const candidateFields: ElementFields = {
  name: ["fullName"],
  "phones.type": ["phoneNumbers.type"],
  headline: ["headline"],
  location: ["location"],
  "location.name": ["location"],
  links: ["links"],
  lastInteractionAt: ["lastActivityAt"],
  urls: ["remoteUrl"],
  "urls.show": ["remoteUrl"],
};

function unrecognizedAmong(opportunities: readonly Opportunity[]): ReadonlySet<string> | undefined {
  if (opportunities.every(({ unreadable }) => unreadable.size === 0)) return undefined;
  const fields = opportunities.flatMap(({ unreadable }) => [
    ...(unrecognizedFields(unreadable, candidateFields) ?? []),
  ]);
  return fields.length === 0 ? undefined : new Set(fields);
}

function withoutDate(contact: string): AtsError {
  const message = `Lever sent no date of creation that can be read for candidate ${contact}. Only this candidate is left out.`;
  return leverError("UPSTREAM_BAD_RESPONSE", message);
}

function earliest(dates: readonly (Date | null)[]): Date | null {
  return dates.reduce((found, date) => (date !== null && (found === null || date < found) ? date : found), null);
}

function latest(dates: readonly (Date | null)[]): Date | null {
  return dates.reduce((latest, date) => (date !== null && (latest === null || date > latest) ? date : latest), null);
}
