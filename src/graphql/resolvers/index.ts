import type { Resolvers } from "../generated/graphql.js";
import { Application } from "./application.js";
import { Candidate } from "./candidate.js";
import { applicationCounts } from "./application-counts.js";
import { Excluded, connectionFields, totalCount } from "./connection.js";
import { FilterOptions } from "./filter-options.js";
import { HiringTeam, HiringTeamMember, Job } from "./job.js";
import { Offer } from "./offer.js";
import { Query } from "./query.js";
import { Stage } from "./stage.js";

/** All resolvers, by type. */
export const resolvers: Resolvers = {
  Query,
  FilterOptions,
  Candidate,
  CandidateConnection: { ...connectionFields, totalCount },
  Application,
  ApplicationConnection: { ...connectionFields, ...applicationCounts },
  Job,
  JobConnection: { ...connectionFields, totalCount },
  HiringTeam,
  HiringTeamMember,
  Stage,
  Offer,
  OfferConnection: { ...connectionFields, totalCount },
  Excluded,
};
