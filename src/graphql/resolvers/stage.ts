import type * as ats from "../../ats/model.js";
import type { StageResolvers } from "../generated/graphql.js";
import { asOf } from "./as-of.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import { missing, whenNull } from "./missing.js";
import { resolveReference } from "./reference.js";

export const Stage: RequiredResolvers<StageResolvers, { id: string }> = {
  __resolveReference: (reference, context, info) =>
    resolveReference("Stage", reference, context, info, (id) => context.loaders.stage.load(id)),
  remoteId: ({ id }) => id,
  asOf: asOf<ats.Stage>([
    [["name"], ({ id, name }, { loaders }) => (name === undefined ? loaders.stage.load(id) : null)],
    [["jobId"], ({ id, jobId }, { loaders }) => (jobId === undefined ? loaders.stage.load(id) : null)],
  ]),
  missing: missing<ats.Stage, ats.Stage>(
    { name: whenNull("name", ({ name }) => name), jobId: whenNull("jobId", ({ jobId }) => jobId) },
    async (stage, { loaders }) => (stage.name === undefined ? ((await loaders.stage.load(stage.id)) ?? stage) : stage),
  ),
  name: ({ id, name }, _args, { loaders }) =>
    name === undefined ? loaders.stage.load(id).then((stage) => stage?.name ?? null) : name,
  jobId: ({ id, jobId }, _args, { loaders }) =>
    jobId === undefined ? loaders.stage.load(id).then((stage) => stage?.jobId ?? null) : jobId,
};
