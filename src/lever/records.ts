import type { AtsError } from "../ats/errors.js";
import { leverError } from "./errors.js";
import type { StageRule } from "./lead-rule.js";
import { type RawRecord, type Reader, PartReader, date, id, isRecord, parts, text, webUrl } from "./readers.js";

/** What every record holds besides its fields. */
export interface LeverRecord {
  readonly id: string;
  /** When the response with it came. */
  readonly asOf: Date;
  /** The paths of the elements that cannot be read, in Lever's names, e.g. `phones.type`. They are null or left out. */
  readonly unreadable: ReadonlySet<string>;
}

/** Lever docs: Stages. */
export interface StageRecord extends LeverRecord {
  readonly text: string | null;
  readonly isLead: boolean;
}

/** Lever docs: Archive Reasons. */
export interface ArchiveReasonRecord extends LeverRecord {
  readonly text: string | null;
  readonly type: string | null;
}

/** Lever docs: Users. */
export type UserRecord = LeverRecord & UserFields;

export interface UserFields {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** A user: only the id, unless it was expanded. */
export type UserReference = UserFields | { readonly id: string };

/** Parses a record of a response that came `at` this time. Returns an error for a record that cannot be used. */
export type RecordParser<T> = (raw: unknown, at: Date) => T | AtsError;

/** Receives each element that cannot be read: the kind of its record, and its path. Neither is personal data. */
export type OnUnreadable = (kind: RecordKind, path: string) => void;

export type RecordKind = "opportunity" | "posting" | "offer" | "stage" | "archive reason" | "user";

/** The parsers of stages, archive reasons and users. */
export function recordParsers({ isLeadStage, noteStage }: StageRule, onUnreadable: OnUnreadable) {
  return {
    stage: recordParser<StageRecord>("stage", onUnreadable, (record) => {
      const stageId = record.requiredId("id");
      noteStage(stageId);
      return { text: record.read("text", text), isLead: isLeadStage(stageId) };
    }),
    archiveReason: recordParser<ArchiveReasonRecord>("archive reason", onUnreadable, (record) => ({
      text: record.read("text", text),
      type: record.read("type", text),
    })),
    user: recordParser<UserRecord>("user", onUnreadable, (record) => ({
      name: record.read("name", text),
      email: record.read("email", text),
    })),
  };
}

/** Lever docs: Opportunities, Postings, `urls`. `show` is the record's page. */
export const pageUrl: Reader<string> = (value, note) => parts(value, note)?.read("show", webUrl) ?? null;

/** A user: expanded if Lever sends the name, otherwise only the id. */
export const user: Reader<UserReference> = (value, note) => {
  const userId = id(value, note);
  if (userId === null) return null;
  const fields = isRecord(value) ? new PartReader(value, note) : undefined;
  if (fields?.has("name") !== true) return { id: userId };
  return { id: userId, name: fields.read("name", text), email: fields.read("email", text) };
};

/**
 * A parser that reads the fields of a record with `readFields`. Its id must be right, and each field that
 * `readFields` requires; otherwise the record is an error.
 */
export function recordParser<T extends LeverRecord>(
  kind: RecordKind,
  onUnreadable: OnUnreadable,
  readFields: (record: RecordReader) => Omit<T, keyof LeverRecord>,
): RecordParser<T> {
  return (raw, asOf) => {
    const record = new RecordReader(isRecord(raw) ? raw : {});
    try {
      const recordId = record.requiredId("id");
      // Not a copy: lists have hundreds of records with tens of fields.
      const parsed = readFields(record) as unknown as Writable<LeverRecord>;
      parsed.id = recordId;
      parsed.asOf = asOf;
      parsed.unreadable = record.unreadable;
      for (const path of record.unreadable) onUnreadable(kind, path);
      return parsed as unknown as T;
    } catch (error) {
      if (!(error instanceof UnusableRecord)) throw error;
      const which = id(isRecord(raw) ? raw.id : null, () => undefined) ?? "without an id";
      return leverError(
        "UPSTREAM_BAD_RESPONSE",
        `Lever sent an unusable ${kind} (${which}). This field is wrong: ${error.field}. Only this record is left out.`,
      );
    }
  };
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Most records are like this. They share the set. */
const nothingUnreadable: ReadonlySet<string> = new Set();

/** Reads the fields of one record. */
export class RecordReader extends PartReader {
  private readonly noted: { paths?: Set<string> };

  constructor(raw: RawRecord) {
    const noted: { paths?: Set<string> } = {};
    super(raw, (path) => (noted.paths ??= new Set()).add(path.slice(1)));
    this.noted = noted;
  }

  /** The paths of the elements that could not be read so far. */
  get unreadable(): ReadonlySet<string> {
    return this.noted.paths ?? nothingUnreadable;
  }

  /** An id without which the record is of no use. */
  requiredId(field: string): string {
    return this.required(field, id);
  }

  /** A date without which the record is of no use. */
  requiredDate(field: string): Date {
    return this.required(field, date);
  }

  private required<T>(field: string, reader: Reader<T>): T {
    const value = this.read(field, reader);
    if (value === null) throw new UnusableRecord(field);
    return value;
  }
}

class UnusableRecord extends Error {
  constructor(readonly field: string) {
    super(field);
  }
}
