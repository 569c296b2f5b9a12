import type { Application } from "../../ats/model/application.js";
import type { Offer as OfferModel } from "../../ats/model/offer.js";
import type { OfferResolvers } from "../generated/graphql.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import { missing, whenNullFields, whenNullInItems } from "./missing.js";
import { entityStub } from "./reference.js";
import { candidateOf, jobOf } from "./relations.js";
import { selectsOnlyId } from "./selection.js";

export const Offer: RequiredResolvers<OfferResolvers, OfferModel> = {
  application: ({ applicationId, includeLeads }, _args, context, info) =>
    selectsOnlyId("Application", info, context)
      ? entityStub<Application>(applicationId)
      : context.loaders.application.load({ id: applicationId, includeLeads }),
  candidate: candidateOf,
  job: jobOf,
  missing: missing<OfferModel, OfferModel>(
    {
      ...whenNullFields<OfferModel>(
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
