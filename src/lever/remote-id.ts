import { badUserInput } from "../ats/errors.js";
import type { RecordId, RemoteId } from "../ats/provider.js";
import { compositeId, parseUid, uid } from "./id.js";
import type { OpportunityReader } from "./opportunity-reader.js";

/**
 * Finds the record of an id in Lever, by its kind. Undefined when the kind takes a call and Lever has no such record.
 */
const kinds: Readonly<
  Record<string, (id: string, opportunities: OpportunityReader) => RecordId | Promise<RecordId | undefined>>
> = {
  CONTACT: (id) => ({ type: "Candidate", id }),
  async OPPORTUNITY(id, opportunities) {
    const opportunity = await opportunities.byId(parseUid(id, "an opportunity's id"));
    const application = opportunity?.applications[0];
    return application && { type: "Application", id: compositeId(opportunity.id, application.id) };
  },
  POSTING: (id) => ({ type: "Job", id }),
  STAGE: (id) => ({ type: "Stage", id }),
};

/**
 * The record that an id in Lever stands for. Throws BAD_USER_INPUT for an unknown kind, and for an OPPORTUNITY id that
 * cannot be Lever's.
 */
export async function recordId(
  { kind, id }: RemoteId,
  opportunities: OpportunityReader,
): Promise<RecordId | undefined> {
  const find = kinds[kind];
  if (find === undefined) throw badUserInput(`Lever has no ids of kind ${kind}.`);
  return find(id, opportunities);
}

/** The ids of opportunities among these, in lower case. */
export function opportunitiesAmong(remoteIds: readonly RemoteId[]): string[] {
  return remoteIds.flatMap(({ kind, id }) => (kind === "OPPORTUNITY" && uid.test(id) ? id.toLowerCase() : []));
}
