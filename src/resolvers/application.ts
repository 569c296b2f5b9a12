import type * as ats from "../ats/model.js";
import type { Context } from "../context.js";
import type { ApplicationResolvers } from "../generated/graphql.js";
import type { Complete } from "./complete.js";
import { idOnly, resolveReference } from "./reference.js";
import { asksForIdOnly } from "./selection.js";

export const Application: Complete<ApplicationResolvers, ats.Application> = {
  __resolveReference: (reference, context, info) =>
    resolveReference("Application", reference, context, info, (id) =>
      context.loaders.application.load({ id, leads: false }),
    ),
  candidate: ({ candidateId, leads, profile }) => ({ id: candidateId, remoteId: candidateId, leads, profile }),
  job: ({ jobId }, _args, context, info) => {
    if (jobId === null) return null;
    return asksForIdOnly("Job", info, context) ? idOnly<ats.Job>(jobId) : context.loaders.job.load(jobId);
  },
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
