import { type Reader, date, id, isEmpty, number, optionalListOf, parts, text } from "./readers.js";
import {
  type LeverRecord,
  type OnUnreadable,
  type RecordParser,
  type UserReference,
  recordParser,
  user,
} from "./records.js";

/** Lever docs: Offers. Lever sends `posting`, but does not document it. */
export interface OfferRecord extends LeverRecord {
  readonly posting: string | null;
  readonly createdAt: Date;
  readonly status: string | null;
  readonly creator: UserReference | null;
  readonly sentAt: Date | null;
  readonly approvedAt: Date | null;
  /** The fields of the offer's form. Null when Lever sent none. */
  readonly fields: readonly OfferFieldRecord[] | null;
  readonly startDate: Date | null;
  readonly salaryAmount: number | null;
}

export interface OfferFieldRecord {
  readonly identifier: string | null;
  readonly text: string | null;
  readonly value: string | null;
}

export function offerParser(onUnreadable: OnUnreadable): RecordParser<OfferRecord> {
  return recordParser<OfferRecord>("offer", onUnreadable, (record) => ({
    posting: record.read("posting", id),
    createdAt: record.requiredDate("createdAt"),
    status: record.read("status", text),
    creator: record.read("creator", user),
    sentAt: record.read("sentAt", date),
    approvedAt: record.read("approvedAt", date),
    fields: record.read("fields", optionalListOf(offerField)),
    startDate: record.read("fields", valueOf("anticipated_start_date", date)),
    salaryAmount: record.read("fields", valueOf("salary_amount", number)),
  }));
}

const offerField: Reader<OfferFieldRecord> = (value, note) => {
  const field = parts(value, note);
  return (
    field && {
      identifier: field.read("identifier", text),
      text: field.read("text", text),
      value: field.read("value", asText),
    }
  );
};

/** A text as it is, any other value as its JSON text. */
const asText: Reader<string> = (value) => {
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** The value of the field with this identifier, among the fields of a form. */
function valueOf<T>(identifier: string, reader: Reader<T>): Reader<T> {
  return (value, note) => {
    if (!Array.isArray(value)) return null;
    const field = (value as unknown[]).find((each) => parts(each, ignore)?.read("identifier", text) === identifier);
    if (isEmpty(field)) return null;
    return reader(
      parts(field, ignore)?.read("value", (sent) => sent),
      () => {
        note(`.${identifier}`);
      },
    );
  };
}

const ignore = (): void => undefined;
