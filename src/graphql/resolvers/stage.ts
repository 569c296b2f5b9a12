import type { Stage as StageModel } from "../../ats/model/stage.js";
import type { Context } from "../context.js";
import type { StageResolvers } from "../generated/graphql.js";
import { asOf } from "./as-of.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import { missing, whenNullFields } from "./missing.js";

export const Stage: RequiredResolvers<StageResolvers, { id: string }> = {
  remoteId: ({ id }) => id,
  isLead: ({ isLead }) => isLead,
  asOf: asOf<StageModel>([
    [["name"], (stage, context) => (stage.name === undefined ? loadStage(stage, context) : null)],
    [["jobId"], (stage, context) => (stage.jobId === undefined ? loadStage(stage, context) : null)],
  ]),
  missing: missing<StageModel, StageModel>(whenNullFields<StageModel>("name", "jobId"), async (stage, context) =>
    stage.name === undefined ? ((await loadStage(stage, context)) ?? stage) : stage,
  ),
  name: (stage, _args, context) =>
    stage.name === undefined ? loadStage(stage, context).then((found) => found?.name ?? null) : stage.name,
  jobId: (stage, _args, context) =>
    stage.jobId === undefined ? loadStage(stage, context).then((found) => found?.jobId ?? null) : stage.jobId,
};

function loadStage({ id, isPast }: StageModel, { loaders }: Context): Promise<StageModel | null> {
  return isPast === true ? loaders.listedStage.load(id) : loaders.stage.load(id);
}
