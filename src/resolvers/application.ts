import type * as ats from "../ats/model.js";
import type { Context } from "../context.js";
import type { ApplicationResolvers } from "../generated/graphql.js";
import type { Complete } from "./complete.js";
import { referenceId } from "./reference.js";

export const Application: Complete<ApplicationResolvers, ats.Application> = {
  __resolveReference: async (reference, { loaders }) =>
    loaders.application.load({ id: referenceId(reference), leads: false }),
  candidate: ({ candidateId, leads }, _args, { loaders }) => loaders.candidate.load({ id: candidateId, leads }),
  job: ({ jobId }, _args, { loaders }) => (jobId === null ? null : loaders.job.load(jobId)),
  // Nullable in the schema: one throttled offer must not take its application down with it.
  offerId: async (application, _args, { loaders }) => (await loaders.offerByApplication.load(application))?.id ?? null,
  offer: (application, _args, { loaders }) => loaders.offerByApplication.load(application),
  status: async (application, _args, context) => {
    if (application.disposition === null) return "ACTIVE";
    return (await isHire(application.disposition, context)) ? "HIRED" : "REJECTED";
  },
  rejectedAt: async ({ disposition }, _args, context) =>
    disposition === null || (await isHire(disposition, context)) ? null : disposition.at,
  rejectedReason: async ({ disposition }, _args, { loaders }) => {
    if (disposition?.reasonId == null) return null;
    const reason = await loaders.dispositionReason.load(disposition.reasonId);
    return reason === null || reason.hired ? null : { text: reason.text };
  },
};

async function isHire({ reasonId }: ats.Disposition, { loaders }: Context): Promise<boolean> {
  return reasonId !== null && (await loaders.dispositionReason.load(reasonId))?.hired === true;
}
