import type { Connection } from "./truth.js";

const stage = "stage { id remoteId name jobId }";

const offer = `
  id remoteId applicationId candidateId jobId createdAt updatedAt status remoteStatus sentAt approvedAt startDate
  compensation { amount currency interval } fields { identifier name value } creator { id name email } remoteUrl
  application { id status } candidate { id fullName } job { id name }`;

/** The selected fields of each type. The expected records have the same fields. */
export const selections: Readonly<Record<Connection, string>> = {
  candidates: `
    id remoteId firstName lastName fullName createdAt lastActivityAt applicationIds remoteUrl headline location links
    emails { data type } phoneNumbers { data type } applications { id candidateId jobId ${stage} status }`,
  applications: `
    id remoteId candidateId jobId offerId status rejectedAt rejectedReason { id text } hiredAt remoteUrl ${stage}
    endedAt createdAt appliedAt updatedAt lastAdvancedAt lastInteractionAt snoozedUntil origin sources tags location
    stageHistory { stage { id name } enteredAt movedBy { id name email } } owner { id name email }
    candidate { id fullName } job { id name } offer { ${offer} }`,
  jobs: `
    id remoteId name status remoteStatus department { name } createdAt closedAt remoteUrl
    updatedAt location locations team commitment workplaceType salaryRange { min max currency interval }
    salaryDescription description descriptionHtml careersUrl applyUrl owner { id name email } tags requisitionCodes
    hiringTeam { hiringManagers { id name email } recruiters { id } }`,
  offers: offer,
};
