import type { Offer, Posting } from "../../../src/lever-sandbox/index.js";
import { type Applied, type Candidacy, jobIdOf, statusOf } from "./candidacy.js";
import { jobStatusOf, offerStatusOf } from "./records.js";

/** A list of accepted values. GraphQL also accepts a single value. Null and undefined accept all values. */
type OneOf = readonly string[] | string | null;

interface Leads {
  readonly includeLeads?: boolean | null;
  readonly leadsOnly?: boolean | null;
}

interface Dates {
  readonly createdAfter?: string | null;
  readonly createdBefore?: string | null;
  readonly updatedAfter?: string | null;
  readonly updatedBefore?: string | null;
}

/** What the filters of candidates and applications have in common. */
interface OpportunityFilter extends Leads, Dates {
  readonly lastAdvancedAfter?: string | null;
  readonly lastAdvancedBefore?: string | null;
  readonly endedAfter?: string | null;
  readonly endedBefore?: string | null;
  readonly jobIds?: OneOf;
  readonly stageIds?: OneOf;
  readonly status?: OneOf;
  readonly rejectedReasonIds?: OneOf;
  readonly tags?: OneOf;
  readonly sources?: OneOf;
  readonly origins?: OneOf;
  readonly departments?: OneOf;
}

export interface CandidateFilter extends OpportunityFilter {
  readonly email?: string | null;
  readonly applicationLocations?: OneOf;
}

export interface ApplicationFilter extends OpportunityFilter {
  readonly candidateIds?: OneOf;
  readonly locations?: OneOf;
}

export interface JobFilter extends Dates {
  readonly name?: string | null;
  readonly status?: OneOf;
  readonly departments?: OneOf;
  readonly teams?: OneOf;
  readonly locations?: OneOf;
  readonly workplaceTypes?: OneOf;
  readonly hiringManagerIds?: OneOf;
}

export interface OfferFilter extends Leads {
  readonly createdAfter?: string | null;
  readonly createdBefore?: string | null;
  readonly sentAfter?: string | null;
  readonly sentBefore?: string | null;
  readonly startsAfter?: string | null;
  readonly startsBefore?: string | null;
  readonly candidateIds?: OneOf;
  readonly jobIds?: OneOf;
  readonly stageIds?: OneOf;
  readonly status?: OneOf;
}

export interface Filters {
  readonly candidates: CandidateFilter;
  readonly applications: ApplicationFilter;
  readonly jobs: JobFilter;
  readonly offers: OfferFilter;
}

/** Whether the filter for candidates accepts the person because of this opportunity. */
export function matchesCandidateFilter(filter: CandidateFilter, candidacy: Candidacy): boolean {
  const { contact } = candidacy;
  return (
    matchesOpportunityFilter(filter, candidacy) &&
    (filter.email == null || contact.emails.some((address) => canonical(address) === canonical(filter.email ?? ""))) &&
    isAmong(filter.applicationLocations, locationOf(candidacy))
  );
}

export function matchesApplicationFilter(filter: ApplicationFilter, candidacy: Applied): boolean {
  return (
    matchesOpportunityFilter(filter, candidacy) &&
    isAmong(filter.candidateIds, candidacy.contact.id) &&
    isAmong(filter.locations, locationOf(candidacy))
  );
}

function matchesOpportunityFilter(filter: OpportunityFilter, candidacy: Candidacy): boolean {
  const { opportunity, application, posting, reason, isLead } = candidacy;
  return (
    (filter.leadsOnly === true ? isLead : filter.includeLeads === true || !isLead) &&
    isAmong(filter.jobIds, application?.posting) &&
    isAmong(filter.stageIds, opportunity.stage) &&
    isAmong(filter.status, statusOf(candidacy)) &&
    isAmong(filter.rejectedReasonIds, statusOf(candidacy) === "REJECTED" ? reason?.id : null) &&
    isAnyAmong(filter.tags, opportunity.tags) &&
    isAnyAmong(filter.sources, opportunity.sources) &&
    isAmong(filter.origins, opportunity.origin.toUpperCase()) &&
    isAmong(filter.departments, posting?.categories.department) &&
    isWithin(filter, opportunity) &&
    holds(opportunity.lastAdvancedAt, filter.lastAdvancedAfter, filter.lastAdvancedBefore) &&
    holds(opportunity.archived?.archivedAt ?? null, filter.endedAfter, filter.endedBefore)
  );
}

/** The place of the job that was applied for, as `Application.location`. */
function locationOf({ opportunity }: Candidacy): string | undefined {
  return opportunity.opportunityLocation === "unspecified" ? undefined : opportunity.opportunityLocation;
}

export function matchesJobFilter(filter: JobFilter, posting: Posting): boolean {
  return (
    (filter.name == null || letters(posting.text).includes(letters(filter.name))) &&
    isAmong(filter.status, jobStatusOf(posting)) &&
    isAmong(filter.departments, posting.categories.department) &&
    isAmong(filter.teams, posting.categories.team) &&
    [posting.categories.location, ...posting.categories.allLocations].some((at) => isAmong(filter.locations, at)) &&
    isAmong(filter.workplaceTypes, posting.workplaceType.toUpperCase()) &&
    isAmong(filter.hiringManagerIds, posting.hiringManager) &&
    isWithin(filter, posting)
  );
}

export function matchesOfferFilter(filter: OfferFilter, offer: Offer, candidacy: Applied): boolean {
  return (
    (filter.includeLeads === true || !candidacy.isLead) &&
    isAmong(filter.candidateIds, candidacy.contact.id) &&
    isAmong(filter.jobIds, jobIdOf(offer, candidacy)) &&
    isAmong(filter.stageIds, candidacy.opportunity.stage) &&
    isAmong(filter.status, offerStatusOf(offer)) &&
    holds(offer.createdAt, filter.createdAfter, filter.createdBefore) &&
    holds(offer.sentAt, filter.sentAfter, filter.sentBefore) &&
    // A date without a time is midnight in UTC.
    holds(startDayOf(offer), filter.startsAfter, filter.startsBefore)
  );
}

/** The beginning of the day on which the work begins. */
function startDayOf({ fields }: Offer): number | null {
  const value = fields.find(({ identifier }) => identifier === "anticipated_start_date")?.value;
  return value == null ? null : new Date(Number(value)).setUTCHours(0, 0, 0, 0);
}

function isAmong(wanted: OneOf | undefined, value: string | null | undefined): boolean {
  if (wanted === null || wanted === undefined) return true;
  return typeof value === "string" && (typeof wanted === "string" ? wanted === value : wanted.includes(value));
}

function isAnyAmong(wanted: OneOf | undefined, values: readonly string[]): boolean {
  return wanted == null || values.some((value) => isAmong(wanted, value));
}

/** A range includes both ends. A record without a date is in no range. */
function holds(moment: number | null, after?: string | null, before?: string | null): boolean {
  return (
    (after == null || (moment !== null && moment >= Date.parse(after))) &&
    (before == null || (moment !== null && moment <= Date.parse(before)))
  );
}

function isWithin(span: Dates, { createdAt, updatedAt }: { createdAt: number; updatedAt: number | null }): boolean {
  return (
    holds(createdAt, span.createdAfter, span.createdBefore) && holds(updatedAt, span.updatedAfter, span.updatedBefore)
  );
}

/** Text without accents, in lower case. */
export function letters(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase();
}

function canonical(address: string): string {
  return address.trim().toLowerCase();
}
