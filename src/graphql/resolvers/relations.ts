import type { GraphQLResolveInfo } from "graphql";
import type * as ats from "../../ats/model.js";
import type { Context } from "../context.js";
import { entityStub } from "./reference.js";
import { selectsOnlyId } from "./selection.js";

/** The candidate of an application or offer, with the profile that is part of that record. */
export function candidateOf({ candidateId, includeLeads, profile, asOf }: ats.Application | ats.Offer): ats.Candidate {
  return { id: candidateId, remoteId: candidateId, includeLeads, profile, asOf };
}

/** The job of an application or offer. It is loaded unless only its id is selected. */
export function jobOf(
  { jobId }: ats.Application | ats.Offer,
  _args: object,
  context: Context,
  info: GraphQLResolveInfo,
): ats.Job | null | Promise<ats.Job | null> {
  if (jobId === null) return null;
  return selectsOnlyId("Job", info, context) ? entityStub<ats.Job>(jobId) : context.loaders.job.load(jobId);
}
