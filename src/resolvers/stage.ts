import type { StageResolvers } from "../generated/graphql.js";
import type { Complete } from "./complete.js";
import { resolveReference } from "./reference.js";

export const Stage: Complete<StageResolvers, { id: string }, "jobId"> = {
  __resolveReference: (reference, context, info) =>
    resolveReference("Stage", reference, context, info, (id) => context.loaders.stage.load(id)),
  remoteId: ({ id }) => id,
  name: async ({ id, name }, _args, { loaders }) =>
    name === undefined ? ((await loaders.stage.load(id))?.name ?? null) : name,
};
