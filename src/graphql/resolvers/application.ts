import type { Application as ApplicationModel } from "../../ats/model/application.js";
import type { Disposition, DispositionReason } from "../../ats/model/disposition.js";
import type { Context } from "../context.js";
import type { ApplicationResolvers } from "../generated/graphql.js";
import { asOf } from "./as-of.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import {
  type NullReason,
  missing,
  notApplicable,
  sentReason,
  unrecognized,
  whenNullFields,
  whenNullInItems,
} from "./missing.js";
import { candidateOf, jobOf } from "./relations.js";

export const Application: RequiredResolvers<ApplicationResolvers, ApplicationModel> = {
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
      : withReason(disposition, context, (reason) =>
          reason === null || reason.hired ? null : { id: reason.id, text: reason.text },
        ),
  hiredAt: ({ disposition }, _args, context) =>
    disposition === null ? null : withReason(disposition, context, (reason) => (reason?.hired ? disposition.at : null)),
  asOf: asOf<ApplicationModel>([
    [
      ["status", "rejectedAt", "rejectedReason", "hiredAt"],
      ({ disposition }, { loaders }) =>
        disposition?.reasonId == null ? null : loaders.dispositionReason.load(disposition.reasonId),
    ],
    [["offerId"], (application, { loaders }) => loaders.offerByApplication.load(application)],
  ]),
  missing: missing<ApplicationModel, ApplicationModel>(
    {
      status: ({ disposition }) => (hasUnreadableReason(disposition) ? unrecognized : undefined),
      rejectedAt: reasonForNoEnd,
      rejectedReason: reasonForNoEnd,
      hiredAt: reasonForNoEnd,
      endedAt: reasonForNoEndedAt,
      ...whenNullFields<ApplicationModel>(
        "jobId",
        "stage",
        "createdAt",
        "appliedAt",
        "updatedAt",
        "lastAdvancedAt",
        "lastInteractionAt",
        "snoozedUntil",
        "stageHistory",
        "origin",
        "sources",
        "tags",
        "owner",
        "location",
        "remoteUrl",
      ),
      ...whenNullInItems("stageHistory", ({ stageHistory }) => stageHistory, "stage", "enteredAt", "movedBy"),
    },
    (application) => application,
  ),
};

const isActive = notApplicable("The application is active.");

function reasonForNoEndedAt(application: ApplicationModel): NullReason | undefined {
  if (application.disposition === null) return isActive;
  return (application.endedAt ?? null) === null ? sentReason(application, "endedAt") : undefined;
}

/** The end of an application whose reason can be read depends on the reason, which is another record. */
function reasonForNoEnd({ disposition }: ApplicationModel): NullReason | undefined {
  if (disposition === null) return isActive;
  return hasUnreadableReason(disposition) ? unrecognized : undefined;
}

function hasUnreadableReason(disposition: Disposition | null): boolean {
  return disposition !== null && disposition.reasonId === null;
}

/** What follows from the reason. Null if the reason cannot be read. `read` gets null for a reason that was deleted. */
function withReason<T>(
  { reasonId }: Disposition,
  { loaders }: Context,
  read: (reason: DispositionReason | null) => T,
): T | null | Promise<T> {
  if (reasonId === null) return null;
  const reason = loaders.dispositionReason.load(reasonId);
  return reason instanceof Promise ? reason.then(read) : read(reason);
}
