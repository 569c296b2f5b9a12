import { z } from "zod";
import type { AtsError } from "../ats/errors.js";
import { leverError } from "./errors.js";

/**
 * The fields that are read of Lever's records. Unknown fields are ignored, because Lever adds some without notice. An
 * empty field (`""`, null or a missing key) is null here.
 */

/** A UID, or a built-in stage's slug. */
export const id = z
  .string()
  .max(64)
  .regex(/^[\w-]+$/);
const text = z
  .string()
  .nullish()
  .transform((value) => (value === "" ? null : (value ?? null)));
/** Milliseconds since 1970, in the years 0 to 9999. A DateTime can express no other year. RFC 3339, 1. */
export const timestamp = z.number().min(-62_167_219_200_000).max(253_402_300_799_999);
const ms = timestamp.transform((value) => new Date(value));
const optionalMs = timestamp.nullish().transform((value) => (value == null ? null : new Date(value)));
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
/** An id. Lever sends the whole object instead when `expand` names the field. */
const idOf = z.union([id, z.object({ id }).transform((object) => object.id)]);

const StageRecord = z.object({ id, text });

const PostingRecord = z.object({
  id,
  text,
  state: text,
  categories: z
    .object({ department: text })
    .nullish()
    .transform((value) => value ?? { department: null }),
  distributionChannels: list(z.string()),
  hiringManager: z
    .union([z.object({ id, name: text, email: text }), id.transform((value) => ({ id: value }))])
    .nullish()
    .transform((value) => value ?? null),
  createdAt: ms,
  updatedAt: optionalMs,
  urls: z.unknown().optional(),
});

const OfferRecord = z.object({
  id,
  posting: idOf.nullish().transform((value) => value ?? null),
  createdAt: ms,
  status: text,
});

const ArchiveReasonRecord = z.object({ id, text, type: text });

const UserRecord = z.object({ id, name: text, email: text });

/** A record, and when the response with it came. */
type TimestampedRecord<T> = T & { readonly asOf: Date };

/** Lever docs: Postings. */
export type PostingRecord = TimestampedRecord<z.output<typeof PostingRecord>>;
/** Lever docs: Offers. Lever sends `posting`, but does not document it. */
export type OfferRecord = TimestampedRecord<z.output<typeof OfferRecord>>;
/** Lever docs: Stages. */
export type StageRecord = TimestampedRecord<z.output<typeof StageRecord>>;
/** Lever docs: Archive Reasons. */
export type ArchiveReasonRecord = TimestampedRecord<z.output<typeof ArchiveReasonRecord>>;
/** Lever docs: Users. */
export type UserRecord = TimestampedRecord<z.output<typeof UserRecord>>;

/** Parses a record of a response that came `at` this time. Returns an error for a record that cannot be used. */
export type RecordParser<T> = (raw: unknown, at: Date) => T | AtsError;

/** The fields of a posting that are read, as `include` takes them. Lever docs: Customizing the Response. */
export const postingFields: readonly string[] = Object.keys(PostingRecord.shape);

export const parsePosting: RecordParser<PostingRecord> = recordParser("posting", PostingRecord);
export const parseOffer: RecordParser<OfferRecord> = recordParser("offer", OfferRecord);
export const parseStage: RecordParser<StageRecord> = recordParser("stage", StageRecord);
export const parseArchiveReason: RecordParser<ArchiveReasonRecord> = recordParser(
  "archive reason",
  ArchiveReasonRecord,
);
export const parseUser: RecordParser<UserRecord> = recordParser("user", UserRecord);

/**
 * A parser that checks a record with `schema` and converts it with `toRecord`, which by default adds `asOf`. `what`
 * names the record in errors.
 */
export function recordParser<S extends z.ZodObject, T = TimestampedRecord<z.output<S>>>(
  what: string,
  schema: S,
  toRecord: (parsed: z.output<S>, asOf: Date) => T = (parsed, asOf) => Object.assign(parsed, { asOf }) as T,
): RecordParser<T> {
  return (raw, asOf) => {
    const result = schema.safeParse(raw);
    if (result.success) return toRecord(result.data, asOf);
    const fields = [...new Set(result.error.issues.map((issue) => issue.path.join(".") || "the record itself"))];
    const which = z.object({ id }).safeParse(raw);
    return leverError(
      "UPSTREAM_BAD_RESPONSE",
      `Lever sent an unusable ${what} (${which.success ? which.data.id : "without an id"}). ` +
        `These fields are wrong: ${fields.join(", ")}. Only this record is left out.`,
    );
  };
}
