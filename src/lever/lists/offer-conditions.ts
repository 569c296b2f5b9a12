import { badUserInput } from "../../ats/errors.js";
import type { OfferFilter } from "../../ats/filters.js";
import type { Offer } from "../../ats/model/offer.js";
import { type Conditions, isWithin } from "./conditions.js";
import { conditions } from "./filter-conditions.js";

/** What a filter of offers asks of an opportunity, and of its offers. */
export interface OfferConditions {
  /** An offer's job can differ from its application's job, so that they have no postings. */
  readonly opportunity: Conditions;
  readonly matches: (offer: Offer) => boolean;
  /** Whether no offer can match. */
  readonly matchNothing: boolean;
}

/**
 * The conditions of a filter whose ids are parsed. Throws BAD_USER_INPUT for dates alone: Lever has no list of offers, so
 * that the offers of all opportunities would be read.
 */
export function offerConditions(filter: OfferFilter): OfferConditions {
  const { candidateIds, jobIds, stageIds, status, includeLeads } = filter;
  const date = dateConditions.find((name) => filter[name] != null);
  if (date !== undefined && candidateIds == null && jobIds == null && stageIds == null) {
    throw badUserInput(
      `filter.${date} needs a second condition, because Lever has no list of offers by date. Add candidateIds, jobIds or stageIds.`,
    );
  }
  return {
    opportunity: conditions({ candidateIds, stageIds, includeLeads }),
    matches: (offer) =>
      (jobIds == null || (offer.jobId !== null && jobIds.includes(offer.jobId))) &&
      (status == null || (offer.status !== null && status.includes(offer.status))) &&
      isWithin(offer.createdAt, filter.createdAfter, filter.createdBefore) &&
      isWithin(offer.sentAt ?? null, filter.sentAfter, filter.sentBefore) &&
      isWithin(dayOf(offer.startDate), filter.startsAfter, filter.startsBefore),
    // Lever has no status ARCHIVED.
    matchNothing: jobIds?.length === 0 || status?.every((each) => each === "ARCHIVED") === true,
  };
}

const dateConditions = [
  "createdAfter",
  "createdBefore",
  "sentAfter",
  "sentBefore",
  "startsAfter",
  "startsBefore",
] as const;

const dayMs = 86_400_000;

/** The day in UTC, as `Offer.startDate` shows it. */
function dayOf(date: Date | null | undefined): Date | null {
  return date == null ? null : new Date(Math.floor(date.getTime() / dayMs) * dayMs);
}
