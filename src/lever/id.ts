import { type AtsError, badUserInput } from "../ats/errors.js";
import type { EntityName } from "../ats/provider.js";

/** A Lever UID. Its letters have no case: RFC 9562, 4. */
export const uid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Built-in stages have slugs: `lead-new`, `applicant-new`, `offer`.
const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/i;

/**
 * Parses an id of each type that a client sent. Returns it in lower case: letters of a UID may have either case (RFC 9562,
 * 4), and slugs have none in capitals. Throws BAD_USER_INPUT for an id that cannot be Lever's.
 */
export const idParsers: Readonly<Record<EntityName, (id: string) => string>> = {
  Candidate: (id) => parseUid(id, "a Candidate id"),
  Application: (id) => parseCompositeId(id, "an Application id"),
  Job: (id) => parseUid(id, "a Job id"),
  Stage: parseStageId,
  Offer: (id) => parseCompositeId(id, "an Offer id"),
};

/**
 * A Lever UID that a client sent, in lower case. Throws BAD_USER_INPUT for any other text. `what` names the id, e.g. "a
 * Job id".
 */
export function parseUid(id: string, what: string): string {
  if (!uid.test(id)) throw malformed(id, `cannot be ${what}: expected a UID such as ${example}.`);
  return id.toLowerCase();
}

/**
 * A stage's id that a client sent, in lower case: a UID, or a built-in stage's slug. Throws BAD_USER_INPUT for any other
 * text.
 */
export function parseStageId(id: string): string {
  if (id.length > 64 || !slug.test(id)) {
    throw malformed(id, 'cannot be a Stage id: expected a slug such as "applicant-new", or a UID.');
  }
  return id.toLowerCase();
}

/** An Application or Offer id that a client sent, in lower case. Throws BAD_USER_INPUT for any other text. */
export function parseCompositeId(id: string, what: string): string {
  const [opportunity = "", part = "", ...rest] = id.split(":");
  if (rest.length > 0 || !uid.test(opportunity) || !uid.test(part)) {
    throw malformed(id, `cannot be ${what}: expected two UIDs joined by a colon, as this API returns it.`);
  }
  return id.toLowerCase();
}

/** The id of an application or offer. It names the opportunity too, because Lever finds both only through it. */
export function compositeId(opportunity: string, part: string): string {
  return `${opportunity}:${part}`;
}

/** The opportunity in an id made by `compositeId`. */
export function opportunityOf(id: string): string {
  return id.slice(0, id.indexOf(":"));
}

const example = "c4f5a6b7-0000-4000-8000-000000000000";

function malformed(id: string, problem: string): AtsError {
  const quoted = JSON.stringify(id.length > 80 ? `${id.slice(0, 77)}...` : id);
  return badUserInput(`${quoted} ${problem}`, `The value ${problem}`);
}
