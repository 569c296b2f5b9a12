import type { QueryResolvers } from "../generated/graphql.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import { readConnection } from "./connection.js";
import { byRemoteId } from "./by-remote-id.js";

export const Query: RequiredResolvers<QueryResolvers, object> = {
  candidate: (_root, { id }, { loaders }) => loaders.candidate.load({ id, includeLeads: false }),
  application: (_root, { id }, { loaders }) => loaders.application.load({ id, includeLeads: false }),
  job: (_root, { id }, { loaders }) => loaders.job.load(id),
  stage: (_root, { id }, { loaders }) => loaders.stage.load(id),
  offer: (_root, { id }, { loaders }) => loaders.offer.load({ id, includeLeads: false }),
  byRemoteId,
  candidates: (_root, args, context, info) =>
    readConnection(
      (request) => context.provider.listCandidates(request),
      () => context.loaders.candidateCount.load(args.filter ?? {}),
      args,
      args.filter ?? {},
      context,
      info,
    ),
  applications: (_root, args, context, info) =>
    readConnection(
      (request) => context.provider.listApplications(request),
      () => context.loaders.applicationCount.load(args.filter ?? {}),
      args,
      args.filter ?? {},
      context,
      info,
    ),
  jobs: (_root, args, context, info) =>
    readConnection(
      (request) => context.provider.listJobs(request),
      () => context.loaders.jobCount.load(args.filter ?? {}),
      args,
      args.filter ?? {},
      context,
      info,
    ),
  offers: (_root, args, context, info) =>
    readConnection(
      (request) => context.provider.listOffers(request),
      () => context.loaders.offerCount.load(args.filter ?? {}),
      args,
      args.filter ?? {},
      context,
      info,
    ),
  stages: (_root, _args, { provider }) => provider.allStages(),
  filterOptions: () => ({}),
  providerSupport: (_root, { provider, level }, { support }) => {
    const matches = (value: string, filter: string | null | undefined) => filter == null || value === filter;
    return support.ofAllProviders.filter((each) => matches(each.provider, provider) && matches(each.level, level));
  },
};
