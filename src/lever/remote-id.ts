import { badUserInput } from "../ats/errors.js";
import type { RecordId, RemoteId } from "../ats/provider.js";
import { compositeId, parseUid } from "./id.js";
import type { OpportunityReader } from "./opportunity-reader.js";

/** Which record an id of Lever's stands for, by what it names there; undefined when that takes asking and Lever has none. */
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

/** Throws BAD_USER_INPUT for an unknown kind, and for an id that would have to be asked for and cannot be Lever's. */
export async function recordId(
  { kind, id }: RemoteId,
  opportunities: OpportunityReader,
): Promise<RecordId | undefined> {
  const find = kinds[kind];
  if (find === undefined) throw badUserInput(`Lever has no ids of the kind ${kind}.`);
  return find(id, opportunities);
}

/** The ids among these that are opportunities'. */
export function opportunitiesAmong(remoteIds: readonly RemoteId[]): string[] {
  return remoteIds.flatMap(({ kind, id }) => (kind === "OPPORTUNITY" ? id : []));
}
