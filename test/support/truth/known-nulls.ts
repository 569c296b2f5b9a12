import type { RecordWithMissing } from "../records-with-missing.js";
import type { Expected } from "./records.js";
import type { Truth } from "./truth.js";

/** The paths of the fields of a record that are null for a reason that the record itself holds. */
export function knownNulls(truth: Truth): (record: RecordWithMissing) => string[] {
  const records: Record<string, ReadonlyMap<string, Expected>> = {
    Candidate: truth.list("candidates"),
    Application: truth.list("applications"),
    Job: truth.list("jobs"),
    Offer: truth.list("offers"),
  };
  return ({ type, id }) => {
    const record = records[type]?.get(id);
    const among = (...paths: string[]) => paths.filter((path) => record !== undefined && isEmpty(record, path));
    switch (type) {
      case "Candidate":
        return [
          ...["firstName", "lastName"],
          ...among("fullName", "phoneNumbers.type", "headline", "location", "lastActivityAt", "remoteUrl"),
        ];
      case "Application":
        return [
          ...among(
            "jobId",
            "stage",
            "updatedAt",
            "snoozedUntil",
            "owner",
            "location",
            "stageHistory.movedBy",
            "remoteUrl",
          ),
          ...(record?.status === "ACTIVE" ? ["rejectedAt", "rejectedReason", "hiredAt", "endedAt"] : []),
        ];
      case "Job":
        return among(
          ...["name", "status", "remoteStatus", "department", "closedAt", "remoteUrl", "workplaceType", "salaryRange"],
          ...["salaryDescription", "careersUrl", "applyUrl", "owner", "commitment", "team"],
          "hiringTeam.recruiters",
        );
      case "Stage":
        return ["jobId"];
      default:
        return [
          ...["updatedAt"],
          ...among("jobId", "status", "remoteStatus", "sentAt", "approvedAt", "startDate", "fields.value"),
        ];
    }
  };
}

/** Whether the value at the path is empty, in at least one item of a list. */
function isEmpty(record: Expected, path: string): boolean {
  const found = path
    .split(".")
    .reduce<unknown[]>((parts, name) => parts.flatMap((part) => (part as Record<string, unknown>)[name]), [record]);
  return found.some((value) => value === null || value === "");
}
