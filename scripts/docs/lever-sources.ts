import type { MatrixObject, matrix } from "../../src/graphql/provider-support/matrix.js";

/** A row of the matrix by its path, e.g. `Candidate.emails.data`. */
type RowPath = { [O in MatrixObject]: `${O}.${(typeof matrix)[O][number]}` }[MatrixObject];

/** The field of Lever that fills each row of the matrix; null if Lever has none. Lever docs: Data API v1. */
const leverSources: Readonly<Record<RowPath, string | null>> = {
  "Candidate.id": "`contact` of an opportunity: the UID of the Contact",
  "Candidate.firstName": null,
  "Candidate.lastName": null,
  "Candidate.fullName": "`name`",
  "Candidate.emails": "`emails`",
  "Candidate.emails.data": "`emails[]`",
  "Candidate.emails.type": "`emails[]`",
  "Candidate.phoneNumbers": "`phones`",
  "Candidate.phoneNumbers.type": "`phones[].type`",
  "Candidate.phoneNumbers.data": "`phones[].value`",
  "Candidate.createdAt": "`createdAt` of the person's opportunities",
  "Candidate.lastActivityAt": "`lastInteractionAt` of the person's opportunities",
  "Candidate.applicationIds": "`applications[]` of the person's opportunities",
  "Application.id": "`id` of the opportunity and of its application",
  "Application.candidateId": "`contact` of the opportunity",
  "Application.jobId": "`posting` of the application",
  "Application.offerId": "`/opportunities/:id/offers`",
  "Application.stage": "`stage` of the opportunity",
  "Application.stage.id": "`stage` of the opportunity",
  "Application.stage.name": "`/stages`: `text`",
  "Application.rejectedAt": "`archived.archivedAt`, unless the archive reason means a hire",
  "Application.rejectedReason": "`archived.reason`, unless the archive reason means a hire",
  "Application.rejectedReason.text": "`/archive_reasons`: `text`",
  "Job.id": "`id` of the posting",
  "Job.name": "`text`",
  "Job.status": "`state`",
  "Job.department": "`categories.department`",
  "Job.department.name": "`categories.department`",
  "Job.createdAt": "`createdAt`",
  "Job.closedAt": "`updatedAt`, where `state` is `closed`",
  "Job.hiringTeam": "`hiringManager`",
  "Job.hiringTeam.hiringManagers": "`hiringManager`",
  "Job.hiringTeam.recruiters": null,
  "Stage.id": "`id`",
  "Stage.jobId": null,
  "Stage.name": "`text`",
  "Offer.id": "`id` of the opportunity and of the offer",
  "Offer.applicationId": "`applications[]` of the opportunity of the offer",
  "Offer.candidateId": "`contact` of the opportunity of the offer",
  "Offer.jobId": "`posting` of the offer, or else of the application",
  "Offer.createdAt": "`createdAt`",
  "Offer.updatedAt": null,
  "Offer.status": "`status`",
};

/** The field of Lever that fills a row, or null. */
export function leverSource({ object, path }: { object: MatrixObject; path: string }): string | null {
  return leverSources[`${object}.${path}` as RowPath];
}
