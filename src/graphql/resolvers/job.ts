import type { Job as JobModel } from "../../ats/model/job.js";
import type { HiringTeamMemberResolvers, HiringTeamResolvers, JobResolvers } from "../generated/graphql.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import { readConnection } from "./connection.js";
import {
  type NullReason,
  missing,
  notApplicable,
  sentReason,
  whenNull,
  whenNullFields,
  whenNullInItems,
} from "./missing.js";

export const Job: RequiredResolvers<JobResolvers, JobModel> = {
  hiringTeam: (job) => job,
  applications: ({ id }, args, context, info) =>
    readConnection(
      (request) => context.loaders.applicationsOfJob.load(request),
      () => context.loaders.applicationCount.load({ ...args.filter, jobIds: [id] }),
      args,
      { ...args.filter, jobId: id },
      context,
      info,
    ),
  // Nullable in the schema: a pipeline that cannot be read must not take its job down with it.
  pipeline: ({ id }, _args, { loaders }) => loaders.pipeline.load(id),
  missing: missing<JobModel, JobModel>(
    {
      closedAt: reasonForNoClosing,
      "hiringTeam.hiringManagers": whenNull("hiringTeam.hiringManagers", ({ hiringManagers }) => hiringManagers),
      ...whenNullFields<JobModel>(
        "name",
        "status",
        "remoteStatus",
        "department",
        "updatedAt",
        "location",
        "locations",
        "team",
        "commitment",
        "workplaceType",
        "salaryRange",
        "salaryDescription",
        "description",
        "descriptionHtml",
        "careersUrl",
        "applyUrl",
        "owner",
        "tags",
        "requisitionCodes",
        "remoteUrl",
      ),
      ...whenNullInItems("salaryRange", ({ salaryRange }) => salaryRange, "min", "max", "currency", "interval"),
      "hiringTeam.recruiters": whenNull("hiringTeam.recruiters", ({ recruiters }) => recruiters),
    },
    (job) => job,
  ),
};

function reasonForNoClosing(job: JobModel): NullReason | undefined {
  if (job.closedAt !== null) return undefined;
  if (job.status === null) return sentReason(job, "status");
  return job.status === "CLOSED" ? sentReason(job, "closedAt") : notApplicable("The job is not closed.");
}

export const HiringTeam: RequiredResolvers<HiringTeamResolvers, JobModel> = {
  hiringManagers: ({ hiringManagers }) => hiringManagers,
};

export const HiringTeamMember: RequiredResolvers<HiringTeamMemberResolvers, { id: string }> = {
  name: (member, _args, { loaders }) =>
    "name" in member ? member.name : loaders.member.load(member.id).then((found) => found?.name ?? null),
  email: (member, _args, { loaders }) =>
    "email" in member ? member.email : loaders.member.load(member.id).then((found) => found?.email ?? null),
};
