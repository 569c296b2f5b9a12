import type { Application, ApplicationOrigin, StageChange } from "../ats/model/application.js";
import type { Profile } from "../ats/model/profile.js";
import type { View } from "../ats/model/record.js";
import { toDisposition } from "./disposition.js";
import { compositeId } from "./id.js";
import type { ApplicationRecord } from "./opportunity-elements.js";
import type { OpportunityRecord } from "./opportunity-record.js";
import { toProfile } from "./profile.js";
import { toStage } from "./stage.js";
import { type ElementFields, unrecognizedFields } from "./unrecognized-fields.js";

/**
 * The opportunity's applications: one, none for some leads, or several from before 2020. `profile` is the person's, if
 * all of their opportunities are known. Otherwise it is the opportunity's copy.
 */
export function toApplications(opportunity: OpportunityRecord, view: View, profile?: Profile): Application[] {
  return opportunity.applications.map((application) => toApplication(opportunity, application, view, profile));
}

/** The fields of an application that are read from each element of an opportunity. */
const applicationFields: ElementFields = {
  stage: ["stage"],
  "archived.archivedAt": ["endedAt"],
  createdAt: ["createdAt"],
  "applications.createdAt": ["appliedAt"],
  updatedAt: ["updatedAt"],
  lastAdvancedAt: ["lastAdvancedAt"],
  lastInteractionAt: ["lastInteractionAt"],
  snoozedUntil: ["snoozedUntil"],
  stageChanges: ["stageHistory"],
  "stageChanges.toStageId": ["stageHistory.stage"],
  "stageChanges.updatedAt": ["stageHistory.enteredAt"],
  "stageChanges.userId": ["stageHistory.movedBy"],
  origin: ["origin"],
  sources: ["sources"],
  tags: ["tags"],
  owner: ["owner"],
  opportunityLocation: ["location"],
  urls: ["remoteUrl"],
  "urls.show": ["remoteUrl"],
};

/** Lever docs: Opportunities, `origin`. Any other word has no value in the model. */
const originOfWord: ReadonlyMap<string, ApplicationOrigin> = new Map([
  ["agency", "AGENCY"],
  ["applied", "APPLIED"],
  ["internal", "INTERNAL"],
  ["referred", "REFERRED"],
  ["sourced", "SOURCED"],
  ["university", "UNIVERSITY"],
]);

function toApplication(
  opportunity: OpportunityRecord,
  application: ApplicationRecord,
  view: View,
  profile: Profile | undefined,
): Application {
  const origin = originOfWord.get(opportunity.origin ?? "") ?? null;
  return {
    id: compositeId(opportunity.id, application.id),
    remoteId: application.id,
    includeLeads: view.includeLeads,
    // Not `application.candidateId`, which is the id of the opportunity.
    candidateId: opportunity.contact,
    profile: profile ?? toProfile(opportunity),
    jobId: application.posting,
    stage: opportunity.stage && toStage(opportunity.stage, opportunity.asOf, opportunity.unreadable.has("stage.text")),
    disposition: toDisposition(opportunity, application),
    endedAt: opportunity.archived?.archivedAt ?? null,
    createdAt: opportunity.createdAt,
    appliedAt: application.createdAt,
    updatedAt: opportunity.updatedAt,
    lastAdvancedAt: opportunity.lastAdvancedAt,
    lastInteractionAt: opportunity.lastInteractionAt,
    snoozedUntil: opportunity.snoozedUntil,
    stageHistory: toStageHistory(opportunity),
    origin,
    sources: opportunity.sources,
    tags: opportunity.tags,
    owner: opportunity.owner,
    location: opportunity.opportunityLocation,
    remoteUrl: opportunity.url,
    unrecognized: unrecognizedFields(
      opportunity.unreadable,
      applicationFields,
      application.isPostingUnreadable && "jobId",
      opportunity.origin !== null && origin === null && "origin",
    ),
    asOf: opportunity.asOf,
  };
}

function toStageHistory({ stageChanges, asOf }: OpportunityRecord): readonly StageChange[] | null {
  if (stageChanges === null) return null;
  return stageChanges
    .map(({ stage, updatedAt, userId }) => ({
      stage: stage && { ...toStage(stage, asOf, false), isPast: true },
      enteredAt: updatedAt,
      movedBy: userId === null ? null : { id: userId },
    }))
    .sort((a, b) => (a.enteredAt?.getTime() ?? 0) - (b.enteredAt?.getTime() ?? 0));
}
