import { badUserInput } from "../../ats/errors.js";
import type { Application } from "../../ats/model/application.js";
import type { Candidate } from "../../ats/model/candidate.js";
import type { Job } from "../../ats/model/job.js";
import type { Stage } from "../../ats/model/stage.js";
import type { RemoteId, RemoteRecordName } from "../../ats/provider.js";
import type { Context } from "../context.js";

type RemoteRecord = Candidate | Application | Job | Stage;

const load: Readonly<
  Record<
    RemoteRecordName,
    (id: string, loaders: Context["loaders"]) => Promise<RemoteRecord | null> | RemoteRecord | null
  >
> = {
  Candidate: (id, { candidate }) => candidate.load({ id, includeLeads: false }),
  Application: (id, { application }) => application.load({ id, includeLeads: false }),
  Job: (id, { job }) => job.load(id),
  Stage: (id, { stage }) => stage.load(id),
};

/** Finds a record by an id of the provider. The result has its `__typename`, because the field is a union. */
export async function byRemoteId(
  _root: object,
  { provider: providerName, kind, id }: RemoteId & { readonly provider: string },
  { provider, loaders }: Context,
): Promise<(RemoteRecord & { readonly __typename: RemoteRecordName }) | null> {
  if (providerName !== provider.name)
    throw badUserInput(`The records are in ${provider.name}, not in ${providerName}.`);
  const named = await loaders.recordId.load({ kind, id });
  const record = named && (await load[named.type](named.id, loaders));
  return record && { ...record, __typename: named.type };
}
