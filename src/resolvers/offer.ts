import type * as ats from "../ats/model.js";
import type { OfferResolvers } from "../generated/graphql.js";
import type { Complete } from "./complete.js";
import { idOnly, resolveReference } from "./reference.js";
import { asksForIdOnly } from "./selection.js";

export const Offer: Complete<OfferResolvers, ats.Offer, "updatedAt"> = {
  __resolveReference: (reference, context, info) =>
    resolveReference("Offer", reference, context, info, (id) => context.loaders.offer.load({ id, leads: false })),
  application: ({ applicationId, leads }, _args, context, info) =>
    asksForIdOnly("Application", info, context)
      ? idOnly<ats.Application>(applicationId)
      : context.loaders.application.load({ id: applicationId, leads }),
  candidate: ({ candidateId, leads, profile }) => ({ id: candidateId, remoteId: candidateId, leads, profile }),
  job: ({ jobId }, _args, context, info) => {
    if (jobId === null) return null;
    return asksForIdOnly("Job", info, context) ? idOnly<ats.Job>(jobId) : context.loaders.job.load(jobId);
  },
};
