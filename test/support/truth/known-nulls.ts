import type { RecordWithMissing } from "../records-with-missing.js";
import type { Expected } from "./records.js";
import type { Truth } from "./truth.js";

/**
 * What is null of a record of an answer and can be told without a call, whether or not it was asked for: by field, with
 * the path of one within a part. Such a record holds its own fields, and none of others; one that was not read holds
 * what the provider cannot fill.
 */
export function knownNulls(truth: Truth): (record: RecordWithMissing) => string[] {
  const records: Record<string, ReadonlyMap<string, Expected>> = {
    Candidate: truth.list("candidates"),
    Application: truth.list("applications"),
    Job: truth.list("jobs"),
    Offer: truth.list("offers"),
  };
  return ({ type, id, isUnread, from }) => {
    const record = records[type]?.get(id);
    const among = (...paths: string[]) => paths.filter((path) => record !== undefined && isEmpty(record, path));
    const ofJob = record?.jobId === null ? ["jobId", "job"] : [];
    switch (type) {
      case "Candidate":
        return [
          ...["firstName", "lastName"],
          ...among("fullName", "phoneNumbers.type"),
          // Of somebody told by one application only that is at hand.
          ...(from.startsWith("Candidate") ? among("lastActivityAt", "remoteUrl") : []),
        ];
      case "Application":
        if (isUnread) return [];
        return [...ofJob, ...(record?.status === "ACTIVE" ? ["rejectedAt", "rejectedReason", "hiredAt"] : [])];
      case "Job":
        if (isUnread) return [];
        return [
          ...among("name", "status", "remoteStatus", "department", "closedAt", "remoteUrl"),
          ...among("hiringTeam.hiringManagers.email", "hiringTeam.recruiters"),
        ];
      case "Stage":
        return ["jobId"];
      default:
        return ["updatedAt", ...(isUnread ? [] : [...ofJob, ...among("status", "remoteStatus")])];
    }
  };
}

/** Whether there is nothing at the path, in one at least of several parts. */
function isEmpty(record: Expected, path: string): boolean {
  const found = path
    .split(".")
    .reduce<unknown[]>((parts, name) => parts.flatMap((part) => (part as Record<string, unknown>)[name]), [record]);
  return found.some((value) => value === null || value === "");
}
