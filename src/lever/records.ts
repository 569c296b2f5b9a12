import { z } from "zod";
import { AtsError } from "../ats/errors.js";

/**
 * What Lever sends, cut down to the fields this project reads. Unknown fields are ignored, because Lever adds some
 * without notice, and what Lever leaves empty (`""`, null, a missing key) is null here.
 */
const id = z.string().regex(/^[\w-]+$/);
const text = z
  .string()
  .nullish()
  .transform((value) => (value === "" ? null : (value ?? null)));
// The range of a Date, in milliseconds.
const moment = z.number().min(-8.64e15).max(8.64e15);
const ms = moment.transform((value) => new Date(value));
const optionalMs = moment.nullish().transform((value) => (value == null ? null : new Date(value)));
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
/** An id that Lever replaces by the whole object where `expand` names it. */
const idOf = z.union([id, z.object({ id }).transform((object) => object.id)]);

const Archived = z
  .object({ reason: idOf.nullish().transform((value) => value ?? null), archivedAt: optionalMs })
  .nullish()
  .transform((value) => value ?? null);

const StageRecord = z.object({ id, text });

const ApplicationRecord = z.object({
  id,
  posting: idOf.nullish().transform((value) => value ?? null),
  archived: Archived,
});

const BareApplicationRecord = z.union([
  ApplicationRecord,
  id.transform((value) => ({ id: value, posting: null, archived: null })),
]);

const OpportunityRecord = z.object({
  id,
  contact: idOf,
  name: text,
  emails: list(text),
  phones: list(z.object({ type: text, value: text })),
  stage: z
    .union([id.transform((value) => ({ id: value })), StageRecord])
    .nullish()
    .transform((value) => value ?? null),
  archived: Archived,
  applications: list(ApplicationRecord),
  createdAt: ms,
  updatedAt: optionalMs,
  lastInteractionAt: optionalMs,
  // Only a hint of where a row lies in its list.
  lastAdvancedAt: optionalMs.catch(null),
  isAnonymized: z.unknown().optional(),
  // Looked into only when asked for: see `pageUrl`.
  urls: z.unknown().optional(),
});

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

const BareOpportunityRecord = OpportunityRecord.extend({ applications: list(BareApplicationRecord) });

/** A record, and when the answer came that it was in. */
type Dated<T> = T & { readonly asOf: Date };

/** Lever docs: Opportunities. `stage` has its text where it was expanded. */
export type OpportunityRecord = Dated<z.output<typeof OpportunityRecord>>;
/** Lever docs: Applications. */
export type ApplicationRecord = z.output<typeof ApplicationRecord>;
/** Lever docs: Postings. */
export type PostingRecord = Dated<z.output<typeof PostingRecord>>;
/** Lever docs: Offers; `posting` is sent, but not documented. */
export type OfferRecord = Dated<z.output<typeof OfferRecord>>;
/** Lever docs: Stages. */
export type StageRecord = Dated<z.output<typeof StageRecord>>;
/** Lever docs: Archive Reasons. */
export type ArchiveReasonRecord = Dated<z.output<typeof ArchiveReasonRecord>>;
/** Lever docs: Users. */
export type UserRecord = Dated<z.output<typeof UserRecord>>;

/** Reads a record of an answer that came `at` a moment, or says why it cannot be read: an error that costs it alone. */
export type Reader<T> = (raw: unknown, at: Date) => T | AtsError;

/** An opportunity read with `expand=applications`. */
export const readOpportunity: Reader<OpportunityRecord> = reader("opportunity", OpportunityRecord);
/** An opportunity read without `expand=applications`: of its applications only the ids can be relied on. */
export const readBareOpportunity: Reader<OpportunityRecord> = reader("opportunity", BareOpportunityRecord);
export const readPosting: Reader<PostingRecord> = reader("posting", PostingRecord);
export const readOffer: Reader<OfferRecord> = reader("offer", OfferRecord);
export const readStage: Reader<StageRecord> = reader("stage", StageRecord);
export const readArchiveReason: Reader<ArchiveReasonRecord> = reader("archive reason", ArchiveReasonRecord);
export const readUser: Reader<UserRecord> = reader("user", UserRecord);

function reader<S extends z.ZodObject>(what: string, schema: S): Reader<Dated<z.output<S>>> {
  return (raw, asOf) => {
    const result = schema.safeParse(raw);
    if (result.success) return Object.assign(result.data, { asOf });
    const fields = [...new Set(result.error.issues.map((issue) => issue.path.join(".") || "the record itself"))];
    const which = z.object({ id }).safeParse(raw);
    return new AtsError(
      "UPSTREAM_BAD_RESPONSE",
      `Lever sent an unusable ${what} (${which.success ? which.data.id : "without an id"}): look at ${fields.join(", ")}. ` +
        `Only this record is left out.`,
      { provider: "LEVER" },
    );
  };
}
