/**
 * The rows of the field-support matrix, in its order: paths of fields, from each of its five objects. The unified model
 * has these fields for every provider. The schema's `@providerSupport` says how well each provider fills them.
 */
export const matrix = {
  Candidate: [
    "id",
    "firstName",
    "lastName",
    "fullName",
    "emails",
    "emails.data",
    "emails.type",
    "phoneNumbers",
    "phoneNumbers.type",
    "phoneNumbers.data",
    "createdAt",
    "lastActivityAt",
    "applicationIds",
  ],
  Application: [
    "id",
    "candidateId",
    "jobId",
    "offerId",
    "stage",
    "stage.id",
    "stage.name",
    "rejectedAt",
    "rejectedReason",
    "rejectedReason.text",
  ],
  Job: [
    "id",
    "name",
    "status",
    "department",
    "department.name",
    "createdAt",
    "closedAt",
    "hiringTeam",
    "hiringTeam.hiringManagers",
    "hiringTeam.recruiters",
  ],
  Stage: ["id", "jobId", "name"],
  Offer: ["id", "applicationId", "candidateId", "jobId", "createdAt", "updatedAt", "status"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of one of the five objects. */
export type MatrixObject = keyof typeof matrix;
