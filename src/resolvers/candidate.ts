import type * as ats from "../ats/model.js";
import type { CandidateResolvers } from "../generated/graphql.js";
import type { Complete } from "./complete.js";
import { referenceId } from "./reference.js";

export const Candidate: Complete<CandidateResolvers, ats.Candidate, "firstName" | "lastName"> = {
  __resolveReference: async (reference, { loaders }) =>
    loaders.candidate.load({ id: referenceId(reference), leads: false }),
  applicationIds: ({ applications }) => applications.map(({ id }) => id),
};
