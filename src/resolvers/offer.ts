import type * as ats from "../ats/model.js";
import type { OfferResolvers } from "../generated/graphql.js";
import type { Complete } from "./complete.js";
import { referenceId } from "./reference.js";

export const Offer: Complete<OfferResolvers, ats.Offer, "updatedAt"> = {
  __resolveReference: async (reference, { loaders }) =>
    loaders.offer.load({ id: referenceId(reference), leads: false }),
  application: ({ applicationId, leads }, _args, { loaders }) => loaders.application.load({ id: applicationId, leads }),
  candidate: ({ candidateId, leads }, _args, { loaders }) => loaders.candidate.load({ id: candidateId, leads }),
  job: ({ jobId }, _args, { loaders }) => (jobId === null ? null : loaders.job.load(jobId)),
};
