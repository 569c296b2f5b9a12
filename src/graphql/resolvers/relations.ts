import type { GraphQLResolveInfo } from "graphql";
import type * as ats from "../../ats/model.js";
import type { Context } from "../context.js";
import { entityStub } from "./reference.js";
import { selectsOnlyId } from "./selection.js";

/**
 * The candidate of an application or offer, with the profile that is part of that record. If the provider has removed the
 * personal data of the record, or some of it cannot be read, other records of the person may still have it. The person is
 * then loaded, unless the profile is not selected.
 */
export function candidateOf(
  { candidateId, includeLeads, profile, asOf }: ats.Application | ats.Offer,
  _args: object,
  context: Context,
  info: GraphQLResolveInfo,
): ats.Candidate | Promise<ats.Candidate> {
  const ref = { id: candidateId, includeLeads };
  const own: ats.Candidate = { ...ref, remoteId: candidateId, profile, asOf };
  const isWhole = !profile.anonymized && profile.incomplete !== true;
  if (isWhole || selectsOnlyId("Candidate", info, context)) return own;
  // The list of a person's records can leave out this one, if it is confidential.
  return context.loaders.candidate.load(ref).then((person) => person ?? own);
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
