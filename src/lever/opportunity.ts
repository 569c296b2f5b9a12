import { AtsError } from "../ats/errors.js";
import { type Application, type Candidate, type Profile, type View, minDate } from "../ats/model.js";
import { leverError } from "./errors.js";
import { toDisposition } from "./disposition.js";
import { compositeId } from "./id.js";
import type { ApplicationRecord, OpportunityRecord, OpportunitySummaryRecord } from "./opportunity-record.js";
import { toStage } from "./stage.js";
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
    unrecognized: merged(opportunities.map(({ unreadable }) => unrecognizedFields(unreadable, candidateFields))),
    asOf: opportunities.map(({ asOf }) => asOf).reduce(minDate),
  };
}

/**
 * The person's data. Lever copies it from the Contact onto each opportunity, and removes it from an opportunity that is
 * anonymized. Of the other copies, the newest that is not empty is used. Lever anonymizes a Contact together with the last
 * opportunity.
 */
function profileOf(opportunities: readonly Opportunity[]): Profile {
  const intact = opportunities.filter(({ isAnonymized }) => !isAnonymized);
  const copies = intact.length > 0 ? intact : opportunities;
  return toProfile({
    name: copies.findLast(({ name }) => name !== null)?.name ?? null,
    emails: copies.findLast(({ emails }) => emails.length > 0)?.emails ?? [],
    phones: copies.findLast(({ phones }) => phones.length > 0)?.phones ?? [],
    isAnonymized: intact.length === 0,
  });
}

/** The fields of a candidate that are read from each element of an opportunity. */
const candidateFields: ElementFields = {
  name: ["fullName"],
  "phones.type": ["phoneNumbers.type"],
  lastInteractionAt: ["lastActivityAt"],
  urls: ["remoteUrl"],
  "urls.show": ["remoteUrl"],
};

function merged(sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  const fields = sets.flatMap((set) => [...(set ?? [])]);
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

type Personal = Pick<OpportunityRecord, "name" | "emails" | "phones" | "isAnonymized">;

function toProfile({ name, emails, phones, isAnonymized }: Personal): Profile {
  return {
    fullName: name,
    emails: emails.map((data) => ({ data, type: "personal" })),
    phoneNumbers: phones.map(({ value, type }) => ({ data: value, type })),
    anonymized: isAnonymized,
  };
}

/**
 * The opportunity's applications: one, none for some leads, or several from before 2020. `profile` is the person's, if
 * all of their opportunities are known. Otherwise it is the opportunity's copy.
 */
export function toApplications(opportunity: OpportunityRecord, view: View, profile?: Profile): Application[] {
  return opportunity.applications.map((application) => toApplication(opportunity, application, view, profile));
}

/** The fields of an application that are read from each element of an opportunity. */
const applicationFields: ElementFields = { stage: ["stage"], urls: ["remoteUrl"], "urls.show": ["remoteUrl"] };

function toApplication(
  opportunity: OpportunityRecord,
  application: ApplicationRecord,
  view: View,
  profile: Profile | undefined,
): Application {
  return {
    id: compositeId(opportunity.id, application.id),
    remoteId: application.id,
    includeLeads: view.includeLeads,
    // Not `application.candidateId`, which is the id of the opportunity.
    candidateId: opportunity.contact,
    // Computed only when it is selected, which is seldom: a list of candidates has the profiles already.
    get profile() {
      return profile ?? toProfile(opportunity);
    },
    jobId: application.posting,
    stage: opportunity.stage && toStage(opportunity.stage, opportunity.asOf, opportunity.unreadable.has("stage.text")),
    disposition: toDisposition(opportunity, application),
    remoteUrl: opportunity.url,
    unrecognized: unrecognizedFields(
      opportunity.unreadable,
      applicationFields,
      application.isPostingUnreadable && "jobId",
    ),
    asOf: opportunity.asOf,
  };
}
