import type { StageResolvers } from "../generated/graphql.js";
import type { Complete } from "./complete.js";
import { referenceId } from "./reference.js";

export const Stage: Complete<StageResolvers, { id: string }, "jobId"> = {
  __resolveReference: async (reference, { loaders }) => loaders.stage.load(referenceId(reference)),
  remoteId: ({ id }) => id,
  name: async ({ id, name }, _args, { loaders }) =>
    name === undefined ? ((await loaders.stage.load(id))?.name ?? null) : name,
};
