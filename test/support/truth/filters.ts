import type { Offer, Posting } from "../../../src/lever-sandbox/index.js";
import { type Applied, type Candidacy, jobIdOf, statusOf } from "./candidacy.js";
import { jobStatusOf, offerStatusOf } from "./records.js";

/** A list of accepted values. GraphQL also accepts a single value. Null and undefined accept all values. */
type OneOf = readonly string[] | string | null;

interface Leads {
  readonly includeLeads?: boolean | null;
}

interface Dates {
  readonly createdAfter?: string | null;
  readonly createdBefore?: string | null;
  readonly updatedAfter?: string | null;
  readonly updatedBefore?: string | null;
}

export interface CandidateFilter extends Leads, Dates {
  readonly email?: string | null;
  readonly jobIds?: OneOf;
  readonly stageIds?: OneOf;
}

export interface ApplicationFilter extends Leads, Dates {
  readonly candidateIds?: OneOf;
  readonly jobIds?: OneOf;
  readonly stageIds?: OneOf;
  readonly status?: OneOf;
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
  const { opportunity, application, contact } = candidacy;
  return (
    (filter.includeLeads === true || !candidacy.isLead) &&
    isAmong(filter.jobIds, application?.posting) &&
    isAmong(filter.stageIds, opportunity.stage) &&
    (filter.email == null || contact.emails.some((address) => canonical(address) === canonical(filter.email ?? ""))) &&
    isWithin(filter, opportunity)
  );
}

export function matchesApplicationFilter(filter: ApplicationFilter, candidacy: Applied): boolean {
  const { opportunity, application, contact } = candidacy;
  return (
    (filter.includeLeads === true || !candidacy.isLead) &&
    isAmong(filter.candidateIds, contact.id) &&
    isAmong(filter.jobIds, application.posting) &&
    isAmong(filter.stageIds, opportunity.stage) &&
    isAmong(filter.status, statusOf(candidacy)) &&
    isWithin(filter, opportunity)
  );
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
    isAmong(filter.status, offerStatusOf(offer))
  );
}

function isAmong(wanted: OneOf | undefined, value: string | null | undefined): boolean {
  if (wanted === null || wanted === undefined) return true;
  return typeof value === "string" && (typeof wanted === "string" ? wanted === value : wanted.includes(value));
}

/** A range includes both ends. A record without a date is in no range. */
function isWithin(span: Dates, { createdAt, updatedAt }: { createdAt: number; updatedAt: number | null }): boolean {
  const holds = (moment: number | null, after?: string | null, before?: string | null) =>
    (after == null || (moment !== null && moment >= Date.parse(after))) &&
    (before == null || (moment !== null && moment <= Date.parse(before)));
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
