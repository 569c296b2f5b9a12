import { z } from "zod";
import { id } from "./records.js";
import type { Resource } from "./client.js";

/** What Lever's events name of people. */
export interface AffectedRecords {
  readonly opportunities: readonly string[];
  readonly contacts: readonly string[];
}

/** Of every list of opportunities: a change of one can bring it into any of them, or take it out. */
const listsTag = "lists";

const Opportunity = z.object({
  data: z.object({ contact: z.union([id, z.object({ id }).transform(({ id }) => id)]) }),
});

/**
 * What an answer about opportunities is to be forgotten with: a list with every other; an opportunity, and its offers,
 * by its own id and its person's, as far as that is known.
 */
export function responseTags(
  contactOf: (opportunity: string) => string | undefined,
): (resource: Resource, body: unknown) => readonly string[] {
  return ({ id: opportunity }, body) => {
    if (opportunity === undefined) return [listsTag];
    const contact = Opportunity.safeParse(body).data?.data.contact ?? contactOf(opportunity);
    return [opportunityTag(opportunity), ...(contact === undefined ? [] : [contactTag(contact)])];
  };
}

/** What is to be forgotten of those named: they, their people as far as known, and every list. */
export function tagsFor(
  { opportunities, contacts }: AffectedRecords,
  contactOf: (opportunity: string) => string | undefined,
): readonly string[] {
  const people = new Set([...contacts, ...opportunities.flatMap((each) => contactOf(each) ?? [])]);
  if (people.size === 0 && opportunities.length === 0) return [];
  return [listsTag, ...opportunities.map(opportunityTag), ...[...people].map(contactTag)];
}

/** The opportunities and contacts among subjects. */
export function recordsFromTags(tags: readonly string[]): AffectedRecords {
  const of = (kind: string) =>
    tags.flatMap((each) => (each.startsWith(`${kind}:`) ? [each.slice(kind.length + 1)] : []));
  return { opportunities: of("opportunity"), contacts: of("contact") };
}

function opportunityTag(id: string): string {
  return `opportunity:${id.toLowerCase()}`;
}

function contactTag(id: string): string {
  return `contact:${id.toLowerCase()}`;
}
