import type * as ats from "../../ats/model.js";
import type { Context } from "../context.js";
import type { ApplicationResolvers } from "../generated/graphql.js";
import { asOf } from "./as-of.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import { type NullReason, gone, missing, notApplicable, notSet } from "./missing/missing.js";
import { resolveReference } from "./reference.js";
import { candidateOf, jobOf } from "./relations.js";

export const Application: RequiredResolvers<ApplicationResolvers, ats.Application> = {
  __resolveReference: (reference, context, info) =>
    resolveReference("Application", reference, context, info, (id) =>
      context.loaders.application.load({ id, includeLeads: false }),
    ),
  candidate: candidateOf,
  job: jobOf,
  // Nullable in the schema, so that an offer that cannot be read does not make its application null.
  offerId: async (application, _args, { loaders }) => (await loaders.offerByApplication.load(application))?.id ?? null,
  offer: (application, _args, { loaders }) => loaders.offerByApplication.load(application),
  // These return a promise only if the reason is not cached, because lists are long.
  status: ({ disposition }, _args, context) =>
    disposition === null
      ? "ACTIVE"
      : withReason(disposition, context, (reason) => (reason?.hired ? "HIRED" : "REJECTED")),
  rejectedAt: ({ disposition }, _args, context) =>
    disposition === null ? null : withReason(disposition, context, (reason) => (reason?.hired ? null : disposition.at)),
  rejectedReason: ({ disposition }, _args, context) =>
    disposition === null
      ? null
      : withReason(disposition, context, (reason) => (reason === null || reason.hired ? null : { text: reason.text })),
  hiredAt: ({ disposition }, _args, context) =>
    disposition === null ? null : withReason(disposition, context, (reason) => (reason?.hired ? disposition.at : null)),
  asOf: asOf<ats.Application>([
    [
      ["status", "rejectedAt", "rejectedReason", "hiredAt"],
      ({ disposition }, context) => reasonOf(disposition, context),
    ],
    [["offerId"], (application, { loaders }) => loaders.offerByApplication.load(application)],
  ]),
  missing: missing<ats.Application>({
    job: ({ jobId }) => (jobId === null ? notSet : gone),
    rejectedAt: reasonForNoRejection,
    rejectedReason: reasonForNoRejection,
    hiredAt: ({ disposition }, context) =>
      disposition === null
        ? isActive
        : withReason(disposition, context, (reason) =>
            reason?.hired ? notSet : notApplicable("The application did not end in a hire."),
          ),
  }),
};

const isActive = notApplicable("The application is active.");

function reasonForNoRejection({ disposition }: ats.Application, context: Context): NullReason | Promise<NullReason> {
  if (disposition === null) return isActive;
  return withReason(disposition, context, (reason) =>
    reason?.hired ? notApplicable("The application ended in a hire.") : notSet,
  );
}

function withReason<T>(
  disposition: ats.Disposition,
  context: Context,
  read: (reason: ats.DispositionReason | null) => T,
): T | Promise<T> {
  const reason = reasonOf(disposition, context);
  return reason instanceof Promise ? reason.then(read) : read(reason);
}

function reasonOf(disposition: ats.Disposition | null, { loaders }: Context) {
  const reasonId = disposition?.reasonId ?? null;
  return reasonId === null ? null : loaders.dispositionReason.load(reasonId);
}
