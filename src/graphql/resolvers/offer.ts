import type * as ats from "../../ats/model.js";
import type { OfferResolvers } from "../generated/graphql.js";
import type { Complete } from "./complete-resolvers.js";
import { gone, missing, notSet, unrecognized } from "./missing/missing.js";
import { idOnly, resolveReference } from "./reference.js";
import { candidateOf, jobOf } from "./relations.js";
import { asksForIdOnly } from "./selection.js";

export const Offer: Complete<OfferResolvers, ats.Offer, "updatedAt"> = {
  __resolveReference: (reference, context, info) =>
    resolveReference("Offer", reference, context, info, (id) => context.loaders.offer.load({ id, leads: false })),
  application: ({ applicationId, leads }, _args, context, info) =>
    asksForIdOnly("Application", info, context)
      ? idOnly<ats.Application>(applicationId)
      : context.loaders.application.load({ id: applicationId, leads }),
  candidate: candidateOf,
  job: jobOf,
  missing: missing<ats.Offer>({
    application: () => gone,
    job: ({ jobId }) => (jobId === null ? notSet : gone),
    status: ({ remoteStatus }) => (remoteStatus === null ? notSet : unrecognized),
  }),
};
