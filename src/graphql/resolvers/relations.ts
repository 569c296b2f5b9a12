import type { GraphQLResolveInfo } from "graphql";
import type { Application } from "../../ats/model/application.js";
import type { Candidate } from "../../ats/model/candidate.js";
import type { Job } from "../../ats/model/job.js";
import type { Offer } from "../../ats/model/offer.js";
import type { Context } from "../context.js";
import { entityStub } from "./reference.js";
import { selectsOnlyId } from "./selection.js";

/**
 * The candidate of an application or offer, with the profile that is part of that record. If the provider has removed the
 * personal data of the record, or some of it cannot be read, other records of the person may still have it. The person is
 * then loaded, unless the profile is not selected.
 */
export function candidateOf(
  { candidateId, includeLeads, profile, asOf }: Application | Offer,
  _args: object,
  context: Context,
  info: GraphQLResolveInfo,
): Candidate | Promise<Candidate> {
  const ref = { id: candidateId, includeLeads };
  const own: Candidate = { ...ref, remoteId: candidateId, profile, asOf };
  const isWhole = !profile.anonymized && profile.incomplete !== true;
  if (isWhole || selectsOnlyId("Candidate", info, context)) return own;
  // The list of a person's records can leave out this one, if it is confidential.
  return context.loaders.candidate.load(ref).then((person) => person ?? own);
}

/** The job of an application or offer. It is loaded unless only its id is selected. */
export function jobOf(
  { jobId }: Application | Offer,
  _args: object,
  context: Context,
  info: GraphQLResolveInfo,
): Job | null | Promise<Job | null> {
  if (jobId === null) return null;
  return selectsOnlyId("Job", info, context) ? entityStub<Job>(jobId) : context.loaders.job.load(jobId);
}
