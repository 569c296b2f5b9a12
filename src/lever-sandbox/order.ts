import { badRequest } from "./lever-error.js";

/** The sort key of a row. It ends with the id, so two rows never have the same key. */
export type Key = readonly (number | string)[];

/** One part of a key: its type, and whether it is sorted in ascending (1) or descending (-1) order. */
interface Part {
  readonly type: "number" | "string";
  readonly direction: 1 | -1;
}

const ascendingNumber: Part = { type: "number", direction: 1 };
const descendingNumber: Part = { type: "number", direction: -1 };
const ascendingText: Part = { type: "string", direction: 1 };
const ascendingId = ascendingText;

/**
 * The order of a list, and its offset tokens. A token is the key of the first row of the next page, as a
 * percent-encoded JSON array. It stays valid after the row is deleted. Lever docs: Pagination.
 */
export class Order {
  /** By the rank of the stage, then by `lastAdvancedAt` from the newest, then by id. */
  static readonly opportunities = new Order(ascendingNumber, descendingNumber, ascendingId);
  /** By creation time, the newest first, then by id: postings and users. */
  static readonly newestFirst = new Order(descendingNumber, ascendingId);
  /**
   * By a number in ascending order, then by id: the records of an opportunity by creation time, stages by rank, reasons
   * by position.
   */
  static readonly ascending = new Order(ascendingNumber, ascendingId);
  /** By the text in lower case, then by the text itself: sources and tags. */
  static readonly byText = new Order(ascendingText, ascendingText);

  readonly #parts: readonly Part[];

  private constructor(...parts: Part[]) {
    this.#parts = parts;
  }

  /** Negative when `a` comes before `b`. */
  compare(a: Key, b: Key): number {
    for (let i = 0; i < this.#parts.length; i++) {
      const x = a[i] ?? 0;
      const y = b[i] ?? 0;
      if (x !== y) return (x < y ? -1 : 1) * (this.#parts[i]?.direction ?? 1);
    }
    return 0;
  }

  token(key: Key): string {
    return encodeURIComponent(JSON.stringify(key));
  }

  /**
   * The key in a decoded `offset` parameter. Clients may encode the token again in the URL, or put it into the URL
   * without encoding: both work. Throws 400 for other text.
   */
  key(offset: string): Key {
    const key = parsed(decoded(offset));
    const parts = this.#parts;
    const isKey =
      Array.isArray(key) &&
      key.length === parts.length &&
      parts.every(({ type }, i) => typeof key[i] === type && key[i] !== Infinity);
    if (!isKey) throw badRequest("Invalid offset token");
    return key as Key;
  }

  /** A well-formed token that no row has; a different one for each `n`. */
  unusedToken(n: number): string {
    return this.token(
      this.#parts.map(({ type }, i) => (type === "number" ? (i === 0 ? n : 0) : i === 0 ? String(n) : "")),
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
