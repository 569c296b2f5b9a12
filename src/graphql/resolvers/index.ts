import type { Resolvers } from "../generated/graphql.js";
import { Application } from "./application.js";
import { Candidate } from "./candidate.js";
import { Excluded, connectionFields } from "./connection.js";
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
  CandidateConnection: connectionFields,
  Application,
  ApplicationConnection: connectionFields,
  Job,
  JobConnection: connectionFields,
  HiringTeam,
  HiringTeamMember,
  Stage,
  Offer,
  OfferConnection: connectionFields,
  Excluded,
};
