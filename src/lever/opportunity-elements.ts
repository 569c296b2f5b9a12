import type { StageRule } from "./lead-rule.js";
import { type Reader, PartReader, date, id, isRecord, parts, text } from "./readers.js";
import type { OpportunityStage } from "./stage.js";

export interface StageChangeRecord {
  readonly stage: OpportunityStage | null;
  readonly updatedAt: Date | null;
  /** The id of a user. Null in imported opportunities. */
  readonly userId: string | null;
}

export interface PhoneRecord {
  readonly value: string;
  readonly type: string | null;
}

/** Lever docs: Applications. */
export interface ApplicationRecord {
  readonly id: string;
  readonly posting: string | null;
  /** Whether Lever sent something as `posting` that cannot be read, or only the id of the application. */
  readonly isPostingUnreadable: boolean;
  readonly createdAt: Date | null;
  readonly archived: ArchivedRecord | null;
}

/** The end of an opportunity or application. */
export interface ArchivedRecord {
  /** The id of an archive reason. Null when Lever sent no readable id. */
  readonly reason: string | null;
  readonly archivedAt: Date | null;
}

export const stageReader =
  ({ isLeadStage, noteStage }: StageRule): Reader<OpportunityStage> =>
  (value, note) => {
    const stageId = id(value, note);
    if (stageId === null) return null;
    noteStage(stageId);
    const isLead = isLeadStage(stageId);
    const sent = isRecord(value) ? new PartReader(value, note) : undefined;
    return sent?.has("text") === true
      ? { id: stageId, isLead, text: sent.read("text", text) }
      : { id: stageId, isLead };
  };

export const placeName: Reader<string> = (value, note) =>
  isRecord(value) ? (parts(value, note)?.read("name", text) ?? null) : text(value, note);

export const stageChange = (rule: StageRule): Reader<StageChangeRecord> => {
  const readStage = stageReader(rule);
  return (value, note) => {
    const change = parts(value, note);
    return (
      change && {
        stage: change.read("toStageId", readStage),
        updatedAt: change.read("updatedAt", date),
        userId: change.read("userId", id),
      }
    );
  };
};

/** An end needs a reason or a date. Lever has been seen to send `{}` and `{archivedAt: null, reason: null}` too. */
export const archivedReader: Reader<ArchivedRecord> = (value, note) => {
  const archived = parts(value, note);
  if (archived === null || !(archived.isSent("reason") || archived.isSent("archivedAt"))) return null;
  return { reason: archived.read("reason", id), archivedAt: archived.read("archivedAt", date) };
};

/** An application where `expand` asks for the whole object. Lever has been seen to send only its id. */
export const expandedApplication: Reader<ApplicationRecord> = (value, note) => {
  const application = applicationId(value, note);
  if (application === null) return null;
  if (!isRecord(value)) {
    note(".posting");
    note(".createdAt");
    return { ...application, isPostingUnreadable: true };
  }
  let isPostingUnreadable = false;
  const fields = new PartReader(value, note);
  const posting = fields.read("posting", (sent, noteIt) =>
    id(sent, (path) => {
      isPostingUnreadable = true;
      noteIt(path);
    }),
  );
  return {
    id: application.id,
    posting,
    isPostingUnreadable,
    createdAt: fields.read("createdAt", date),
    archived: fields.read("archived", archivedReader),
  };
};

export const applicationId: Reader<ApplicationRecord> = (value, note) => {
  const found = id(value, () => {
    note(".id");
  });
  return found === null
    ? null
    : { id: found, posting: null, isPostingUnreadable: false, createdAt: null, archived: null };
};

/** Lever docs: Opportunities, `phones`. Lever has been seen to send plain texts too. */
export const phone: Reader<PhoneRecord> = (value, note) => {
  if (typeof value === "string") return value === "" ? null : { value, type: null };
  const fields = parts(value, note);
  const number = fields?.read("value", text) ?? null;
  return fields === null || number === null ? null : { value: number, type: fields.read("type", text) };
};
