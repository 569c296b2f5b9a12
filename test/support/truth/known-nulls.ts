import type { RecordWithMissing } from "../records-with-missing.js";
import type { Expected } from "./records.js";
import type { Truth } from "./truth.js";

/**
 * The paths of the null fields of a record that are known without another call, selected or not. A record that was read
 * has all its own fields. For a record that was not read, only the fields that the provider cannot fill are known.
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
          // Known only if all opportunities of the person were read.
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

/** Whether the value at the path is empty, in at least one item of a list. */
function isEmpty(record: Expected, path: string): boolean {
  const found = path
    .split(".")
    .reduce<unknown[]>((parts, name) => parts.flatMap((part) => (part as Record<string, unknown>)[name]), [record]);
  return found.some((value) => value === null || value === "");
}
