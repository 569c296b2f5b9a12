import type { EntityName } from "../ats/provider.js";
import { listsTag as recordListsTag } from "../ats/webhook.js";
import type { Resource } from "./client.js";
import { opportunityOf } from "./id.js";
import { id, isRecord } from "./readers.js";

/** The records about people that an event of Lever names. */
export interface AffectedRecords {
  readonly opportunities: readonly string[];
  readonly contacts: readonly string[];
}

/** The tag of every list of opportunities. A changed opportunity can enter or leave any of them. */
const listsTag = "lists";

/**
 * Computes the cache tags of a response about opportunities. All lists share one tag. An opportunity and its offers
 * have the tag of the opportunity, and the tag of its contact if that is known.
 */
export function responseTags(
  contactOf: (opportunity: string) => string | undefined,
): (resource: Resource, body: unknown) => readonly string[] {
  return ({ id: opportunity }, body) => {
    if (opportunity === undefined) return [listsTag];
    const data = isRecord(body) && isRecord(body.data) ? body.data : {};
    const contact = id(data.contact, () => undefined) ?? contactOf(opportunity);
    return [opportunityTag(opportunity), ...(contact === undefined ? [] : [contactTag(contact)])];
  };
}

/**
 * The cache tags to invalidate when these records change: theirs, those of their known contacts, and that of all lists.
 */
export function tagsFor(
  { opportunities, contacts }: AffectedRecords,
  contactOf: (opportunity: string) => string | undefined,
): readonly string[] {
  const people = new Set([...contacts, ...opportunities.flatMap((opportunity) => contactOf(opportunity) ?? [])]);
  if (people.size === 0 && opportunities.length === 0) return [];
  return [listsTag, ...opportunities.map(opportunityTag), ...[...people].map(contactTag)];
}

/** The opportunities and contacts that cache tags name. */
export function recordsFromTags(tags: readonly string[]): AffectedRecords {
  const idsOf = (kind: string) =>
    tags.flatMap((tag) => (tag.startsWith(`${kind}:`) ? [tag.slice(kind.length + 1)] : []));
  return { opportunities: idsOf("opportunity"), contacts: idsOf("contact") };
}

/**
 * The tag of a record for caches outside this process. An event names only the opportunity of an application or offer, so
 * they share the tag `Application:<opportunity UID>`.
 */
export function recordTag(type: EntityName, id: string): string {
  const isOfOpportunity = type === "Application" || type === "Offer";
  return isOfOpportunity ? `Application:${opportunityOf(id).toLowerCase()}` : `${type}:${id.toLowerCase()}`;
}

/** The record tags of what these cache tags name. */
export function recordTagsOf(tags: readonly string[]): readonly string[] {
  const { opportunities, contacts } = recordsFromTags(tags);
  return [
    ...(tags.includes(listsTag) ? [recordListsTag] : []),
    ...contacts.map((id) => `Candidate:${id}`),
    ...opportunities.map((id) => `Application:${id}`),
  ];
}

function opportunityTag(id: string): string {
  return `opportunity:${id.toLowerCase()}`;
}

function contactTag(id: string): string {
  return `contact:${id.toLowerCase()}`;
}
