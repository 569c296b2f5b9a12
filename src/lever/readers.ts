import { z } from "zod";
import { uid } from "./id.js";

/**
 * How elements of Lever's records are read. The rule: the ids that say which record this is must be right, every other
 * element is read by itself. An element that is empty (null, "", {} or a missing key) is null. An element that cannot be
 * read is null too, or is left out of its list, and its path is noted. No element changes how another one is read, and no
 * value is invented.
 *
 * A reader returns the value of an element, or null. It calls `note` with the path of each part that cannot be read: ""
 * for the element itself, ".type" for a part of it.
 */
export type Reader<T> = (value: unknown, note: Note) => T | null;
type Note = (path: string) => void;

/** A record as Lever sent it. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** A text that is not empty. */
export const text: Reader<string> = (value, note) => {
  if (isEmpty(value)) return null;
  return typeof value === "string" ? value : unreadable(note);
};

/** A yes or no. */
export const flag: Reader<boolean> = (value, note) => {
  if (isEmpty(value)) return null;
  return typeof value === "boolean" ? value : unreadable(note);
};

/** Lever's word for what nobody has specified. */
const unspecified = "unspecified";

/** A text that is not empty, and not Lever's word for none. Lever docs: Opportunities, `opportunityLocation`; Postings. */
export const specifiedText: Reader<string> = (value, note) => (value === unspecified ? null : text(value, note));

const idPattern = /^[\w-]{1,64}$/;

/** An id: a UID in lower case, or a built-in stage's slug. `expand` puts the whole object in the place of an id. */
export const id: Reader<string> = (value, note) => {
  const sent = isRecord(value) && "id" in value ? value.id : value;
  if (isEmpty(sent)) return null;
  if (typeof sent !== "string" || !idPattern.test(sent)) return unreadable(note);
  return uid.test(sent) ? sent.toLowerCase() : sent;
};

// The years 0 to 9999. A DateTime can express no other year. RFC 3339, 1.
const earliest = -62_167_219_200_000;
const latest = 253_402_300_799_999;
const digits = /^-?\d+(?:\.\d+)?$/;
const isoDateTime = z.iso.datetime({ offset: true, local: true });
const isoDate = z.iso.date();

/**
 * A date: milliseconds since 1970, as a number or as digits, or ISO 8601, in UTC unless it names an offset. A fraction of
 * a millisecond is cut.
 */
export const date: Reader<Date> = (value, note) => {
  if (isEmpty(value)) return null;
  const ms = Math.trunc(toMs(value));
  return ms >= earliest && ms <= latest ? new Date(ms) : unreadable(note);
};

function toMs(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return NaN;
  const sent = value.trim().toUpperCase();
  if (digits.test(sent)) return Number(sent);
  if (isoDate.safeParse(sent).success) return Date.parse(sent);
  // RFC 3339, 5.6 allows a space before the time. ISO 8601 allows an offset without a colon.
  const iso = sent.replace(/^(\S+) (?=\d)/, "$1T").replace(/([+-]\d\d)(\d\d)$/, "$1:$2");
  if (!isoDateTime.safeParse(iso).success) return NaN;
  return Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : `${iso}Z`);
}

/** A number, as such or as digits. */
export const number: Reader<number> = (value, note) => {
  if (isEmpty(value)) return null;
  const sent = typeof value === "string" && digits.test(value.trim()) ? Number(value) : value;
  return typeof sent === "number" && Number.isFinite(sent) ? sent : unreadable(note);
};

/** An http or https URL. */
export const webUrl: Reader<string> = (value, note) => {
  const sent = text(value, note);
  if (sent === null) return null;
  return URL.canParse(sent) && /^https?:\/\//i.test(sent) ? sent : unreadable(note);
};

/** A list, without the items that are empty or cannot be read. Never null. */
export function listOf<T>(item: Reader<T>): (value: unknown, note: Note) => T[] {
  return (value, note) => {
    const items: T[] = [];
    if (!Array.isArray(value)) {
      if (!isEmpty(value)) note("");
      return items;
    }
    for (const each of value) {
      const read = item(each, note);
      if (read !== null) items.push(read);
    }
    return items;
  };
}

/** The same, but null when Lever sent nothing. */
export function optionalListOf<T>(item: Reader<T>): Reader<T[]> {
  const list = listOf(item);
  return (value, note) => (Array.isArray(value) ? list(value, note) : (list(value, note), null));
}

/** The parts of an object. Null unless it is one. */
export function parts(value: unknown, note: Note): PartReader | null {
  if (isEmpty(value)) return null;
  return isRecord(value) ? new PartReader(value, note) : unreadable(note);
}

/** Reads the parts of one object. Notes each part that cannot be read, by its path. */
export class PartReader {
  /** The part that is being read. One function notes for all parts: lists have thousands of them. */
  private part = "";
  private readonly notePart: Note;

  constructor(
    private readonly raw: RawRecord,
    note: Note,
  ) {
    this.notePart = (path) => {
      note(`.${this.part}${path}`);
    };
  }

  /** The reader may note only until it returns. */
  read<R>(name: string, reader: (value: unknown, note: Note) => R): R {
    const outer = this.part;
    this.part = name;
    const value = reader(this.raw[name], this.notePart);
    this.part = outer;
    return value;
  }

  has(name: string): boolean {
    return name in this.raw;
  }

  /** Whether Lever sent something for this part that is not empty. */
  isSent(name: string): boolean {
    return !isEmpty(this.raw[name]);
  }
}

/** Whether Lever sent nothing: no key, null, an empty text, or an object without content. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (!isRecord(value)) return false;
  for (const name in value) {
    const part = value[name];
    if (part !== undefined && part !== null && part !== "") return false;
  }
  return true;
}

export function isRecord(value: unknown): value is RawRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(note: Note): null {
  note("");
  return null;
}
