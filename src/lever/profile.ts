import type { Profile } from "../ats/model/profile.js";
import type { OpportunityRecord } from "./opportunity-record.js";

/**
 * The person's data. Lever copies it from the Contact onto each opportunity, and removes it from an opportunity that is
 * anonymized. Of the other copies, the newest that is not empty is used. Lever anonymizes a Contact together with the last
 * opportunity.
 */
export function profileOf(opportunities: readonly OpportunityRecord[]): Profile {
  const [first, ...others] = opportunities;
  if (first !== undefined && others.length === 0) return profileFrom(first);
  const intact = opportunities.filter(({ isAnonymized }) => !isAnonymized);
  const copies = intact.length > 0 ? intact : opportunities;
  return profileFrom({
    name: copies.findLast(({ name }) => name !== null)?.name ?? null,
    emails: copies.findLast(({ emails }) => emails.length > 0)?.emails ?? [],
    phones: copies.findLast(({ phones }) => phones.length > 0)?.phones ?? [],
    headline: copies.findLast(({ headline }) => headline !== null)?.headline ?? null,
    location: copies.findLast(({ location }) => location !== null)?.location ?? null,
    links: (copies.findLast(({ links }) => links !== null && links.length > 0) ?? copies.at(-1))?.links ?? null,
    isAnonymized: intact.length === 0,
  });
}

type Personal = Pick<
  OpportunityRecord,
  "name" | "emails" | "phones" | "headline" | "location" | "links" | "isAnonymized"
>;

const personalFields: readonly string[] = ["name", "emails", "phones", "headline", "location", "links", "isAnonymized"];

/** The opportunity's copy of the person's data. */
export function toProfile(opportunity: OpportunityRecord): Profile {
  const { unreadable } = opportunity;
  const incomplete = unreadable.size > 0 && [...unreadable].some(isPersonal);
  return profileFrom(opportunity, incomplete);
}

function isPersonal(path: string): boolean {
  return personalFields.includes(path.split(".")[0] ?? "");
}

function profileFrom(
  { name, emails, phones, headline, location, links, isAnonymized }: Personal,
  incomplete = false,
): Profile {
  return {
    headline,
    location,
    links,
    fullName: name,
    emails: emails.map((data) => ({ data, type: "personal" })),
    phoneNumbers: phones.map(({ value, type }) => ({ data: value, type })),
    anonymized: isAnonymized,
    incomplete,
  };
}
