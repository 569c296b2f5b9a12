import type * as ats from "../../ats/model.js";
import type { OfferResolvers } from "../generated/graphql.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import { missing, whenNullFields, whenNullInItems } from "./missing.js";
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
  missing: missing<ats.Offer, ats.Offer>(
    {
      ...whenNullFields<ats.Offer>(
        "jobId",
        "updatedAt",
        "status",
        "remoteStatus",
        "sentAt",
        "approvedAt",
        "startDate",
        "compensation",
        "fields",
        "creator",
        "remoteUrl",
      ),
      ...whenNullInItems("compensation", ({ compensation }) => compensation, "amount", "currency", "interval"),
      ...whenNullInItems("fields", ({ fields }) => fields, "identifier", "name", "value"),
    },
    (offer) => offer,
  ),
};
