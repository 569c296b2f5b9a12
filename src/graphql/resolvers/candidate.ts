import { type GraphQLResolveInfo, responsePathAsArray } from "graphql";
import { AtsError } from "../../ats/errors.js";
import type { Application } from "../../ats/model/application.js";
import type { Candidate as CandidateModel, History, WholeCandidate } from "../../ats/model/candidate.js";
import type { Labelled, Profile } from "../../ats/model/profile.js";
import type { Ref } from "../../ats/model/record.js";
import type { Context } from "../context.js";
import type { CandidateResolvers } from "../generated/graphql.js";
import { asOf } from "./as-of.js";
import type { RequiredResolvers } from "./required-resolvers.js";
import { type NullReason, anonymized, missing, sentReason, whenNull } from "./missing.js";

/** Fields that need all records of a person. */
const historyFields = {
  createdAt: ofHistory(({ createdAt }) => createdAt),
  lastActivityAt: ofHistory(({ lastActivityAt }) => lastActivityAt),
  applications: ofApplications((applications) => applications),
  applicationIds: ofApplications((applications) => applications.map(({ id }) => id)),
  remoteUrl: ofHistory(({ remoteUrl }) => remoteUrl),
};

export const Candidate: RequiredResolvers<CandidateResolvers, CandidateModel> = {
  firstName: ofProfile(({ firstName }) => firstName ?? null),
  lastName: ofProfile(({ lastName }) => lastName ?? null),
  fullName: ofProfile(({ fullName }) => fullName),
  emails: ofProfile(({ emails }) => emails),
  phoneNumbers: ofProfile(({ phoneNumbers }) => phoneNumbers),
  headline: ofProfile(({ headline }) => headline ?? null),
  location: ofProfile(({ location }) => location ?? null),
  links: ofProfile(({ links }) => links ?? null),
  ...historyFields,
  asOf: asOf<CandidateModel>([
    [
      Object.keys(historyFields),
      (candidate, context) => (candidate.history === undefined ? loadCandidate(candidate, context) : null),
    ],
  ]),
  missing: missing<CandidateModel, WholeCandidate>(
    {
      firstName: whenNotKnown(({ firstName }) => firstName, "firstName"),
      lastName: whenNotKnown(({ lastName }) => lastName, "lastName"),
      fullName: whenNotKnown(({ fullName }) => fullName, "fullName"),
      "emails.type": whenNull("emails.type", ({ profile }) => firstWithoutType(profile.emails)),
      "phoneNumbers.type": whenNull("phoneNumbers.type", ({ profile }) => firstWithoutType(profile.phoneNumbers)),
      headline: whenNotKnown(({ headline }) => headline, "headline"),
      location: whenNotKnown(({ location }) => location, "location"),
      links: whenNull("links", ({ profile }) => profile.links),
      lastActivityAt: whenNull("lastActivityAt", ({ history }) => history.lastActivityAt),
      remoteUrl: whenNull("remoteUrl", ({ history }) => history.remoteUrl),
    },
    (candidate, context) => (isWhole(candidate) ? candidate : loadCandidate(candidate, context)),
  ),
};

/** The reason of a null that may come from an anonymization. */
function whenNotKnown(read: (profile: Profile) => unknown, path: string) {
  return (candidate: WholeCandidate): NullReason | undefined => {
    if ((read(candidate.profile) ?? null) !== null) return undefined;
    return candidate.profile.anonymized ? anonymized : sentReason(candidate, path);
  };
}

/** Null if an item has no type. */
function firstWithoutType(items: readonly Labelled[]): unknown {
  return items.every(({ type }) => type !== null) ? items : null;
}

type Read<T> = (candidate: CandidateModel, args: object, context: Context, info: GraphQLResolveInfo) => T | Promise<T>;

function ofProfile<T>(read: (profile: Profile) => T): Read<T> {
  return (candidate, _args, context) =>
    candidate.profile === undefined
      ? loadCandidate(candidate, context).then(({ profile }) => read(profile))
      : read(candidate.profile);
}

function ofHistory<T>(read: (history: History, context: Context, info: GraphQLResolveInfo) => T): Read<T> {
  return (candidate, _args, context, info) =>
    candidate.history === undefined
      ? loadCandidate(candidate, context).then(({ history }) => read(history, context, info))
      : read(candidate.history, context, info);
}

/** Reads the applications. An error says at the path of the field that one may be left out. */
function ofApplications<T>(read: (applications: readonly Application[]) => T): Read<T> {
  return ofHistory(({ applications, applicationsError }, { partialErrors }, { path }) => {
    if (applicationsError !== undefined) partialErrors.add(applicationsError, responsePathAsArray(path));
    return read(applications);
  });
}

function isWhole(candidate: CandidateModel): candidate is WholeCandidate {
  return candidate.profile !== undefined && candidate.history !== undefined;
}

async function loadCandidate({ id, includeLeads }: Ref, { loaders }: Context): Promise<WholeCandidate> {
  const candidate = await loaders.candidate.load({ id, includeLeads });
  if (candidate !== null && isWhole(candidate)) return candidate;
  throw new AtsError("UPSTREAM_BAD_RESPONSE", "The candidate was removed while this operation was running.");
}
