import { z } from "zod";
import { id } from "./records.js";
import type { Resource } from "./client.js";

/** What Lever's events name of people. */
export interface Named {
  readonly opportunities: readonly string[];
  readonly contacts: readonly string[];
}

/** Of every list of opportunities: a change of one can bring it into any of them, or take it out. */
const lists = "lists";

const Opportunity = z.object({
  data: z.object({ contact: z.union([id, z.object({ id }).transform(({ id }) => id)]) }),
});

/**
 * What an answer about opportunities is to be forgotten with: a list with every other; an opportunity, and its offers,
 * by its own id and its person's, as far as that is known.
 */
export function recordSubjects(
  contactOf: (opportunity: string) => string | undefined,
): (resource: Resource, body: unknown) => readonly string[] {
  return ({ id: opportunity }, body) => {
    if (opportunity === undefined) return [lists];
    const contact = Opportunity.safeParse(body).data?.data.contact ?? contactOf(opportunity);
    return [opportunitySubject(opportunity), ...(contact === undefined ? [] : [contactSubject(contact)])];
  };
}

/** What is to be forgotten of those named: they, their people as far as known, and every list. */
export function namedSubjects(
  { opportunities, contacts }: Named,
  contactOf: (opportunity: string) => string | undefined,
): readonly string[] {
  const people = new Set([...contacts, ...opportunities.flatMap((each) => contactOf(each) ?? [])]);
  if (people.size === 0 && opportunities.length === 0) return [];
  return [lists, ...opportunities.map(opportunitySubject), ...[...people].map(contactSubject)];
}

/** The opportunities and contacts among subjects. */
export function namedIn(subjects: readonly string[]): Named {
  const of = (kind: string) =>
    subjects.flatMap((each) => (each.startsWith(`${kind}:`) ? [each.slice(kind.length + 1)] : []));
  return { opportunities: of("opportunity"), contacts: of("contact") };
}

function opportunitySubject(id: string): string {
  return `opportunity:${id.toLowerCase()}`;
}

function contactSubject(id: string): string {
  return `contact:${id.toLowerCase()}`;
}
