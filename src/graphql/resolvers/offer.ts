import type * as ats from "../../ats/model.js";
import type { OfferResolvers } from "../generated/graphql.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import { gone, missing, notSet, unrecognized } from "./missing/missing.js";
import { entityStub, resolveReference } from "./reference.js";
import { candidateOf, jobOf } from "./relations.js";
import { selectsOnlyId } from "./selection.js";

export const Offer: RequiredResolvers<OfferResolvers, ats.Offer> = {
  __resolveReference: (reference, context, info) =>
    resolveReference("Offer", reference, context, info, (id) =>
      context.loaders.offer.load({ id, includeLeads: false }),
    ),
  application: ({ applicationId, includeLeads }, _args, context, info) =>
    selectsOnlyId("Application", info, context)
      ? entityStub<ats.Application>(applicationId)
      : context.loaders.application.load({ id: applicationId, includeLeads }),
  candidate: candidateOf,
  job: jobOf,
  missing: missing<ats.Offer>({
    application: () => gone,
    job: ({ jobId }) => (jobId === null ? notSet : gone),
    status: ({ remoteStatus }) => (remoteStatus === null ? notSet : unrecognized),
  }),
};
