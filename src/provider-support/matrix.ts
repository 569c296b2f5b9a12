/**
 * The fields of the field-support matrix, by the type they belong to, in the matrix's order: what the unified model
 * promises, whichever provider fills it. How far a provider does is said in the schema, by `@providerSupport`.
 */
export const matrix: Readonly<Record<string, readonly string[]>> = {
  Candidate: [
    "id",
    "firstName",
    "lastName",
    "fullName",
    "emails",
    "phoneNumbers",
    "createdAt",
    "lastActivityAt",
    "applicationIds",
  ],
  CandidateEmail: ["data", "type"],
  CandidatePhoneNumber: ["type", "data"],
  Application: ["id", "candidateId", "jobId", "offerId", "stage", "rejectedAt", "rejectedReason"],
  RejectedReason: ["text"],
  Job: ["id", "name", "status", "department", "createdAt", "closedAt", "hiringTeam"],
  Department: ["name"],
  HiringTeam: ["hiringManagers", "recruiters"],
  Stage: ["id", "jobId", "name"],
  Offer: ["id", "applicationId", "candidateId", "jobId", "createdAt", "updatedAt", "status"],
};
