import { badRequest } from "./lever-error.js";

/** What a list is sorted by; ends with the id, so that no two rows have the same. */
export type Key = readonly (number | string)[];

/** One part of a key: what it holds, and which way it runs. */
interface Part {
  readonly holds: "number" | "string";
  readonly runs: 1 | -1;
}

const ascending: Part = { holds: "number", runs: 1 };
const descending: Part = { holds: "number", runs: -1 };
const id: Part = { holds: "string", runs: 1 };

/**
 * The order of a list, and the offset tokens that go with it: a token is the percent-encoded JSON array of the key of
 * the first row of the next page. It is only a key, so its row may have gone. Lever docs: Pagination.
 */
export class Order {
  /** Pipeline rank, then the last advanced first, then id. */
  static readonly opportunities = new Order(ascending, descending, id);
  /** The newest first, then id: postings and users. */
  static readonly newestFirst = new Order(descending, id);
  /** The smallest first, then id: what an opportunity holds by age, stages by rank, reasons by position. */
  static readonly smallestFirst = new Order(ascending, id);

  readonly #parts: readonly Part[];

  private constructor(...parts: Part[]) {
    this.#parts = parts;
  }

  /** Negative when `a` comes before `b`. */
  compare(a: Key, b: Key): number {
    for (let i = 0; i < this.#parts.length; i++) {
      const x = a[i] ?? 0;
      const y = b[i] ?? 0;
      if (x !== y) return (x < y ? -1 : 1) * (this.#parts[i]?.runs ?? 1);
    }
    return 0;
  }

  token(key: Key): string {
    return encodeURIComponent(JSON.stringify(key));
  }

  /**
   * The key in the `offset` parameter as the query string decoded it. Tokens are accepted as issued, hence encoded
   * twice on the wire, and pasted into the URL, hence encoded once. Throws 400 for anything else.
   */
  key(offset: string): Key {
    const key = parsed(decoded(offset));
    const parts = this.#parts;
    const fits =
      Array.isArray(key) &&
      key.length === parts.length &&
      parts.every(({ holds }, i) => typeof key[i] === holds && key[i] !== Infinity);
    if (!fits) throw badRequest("Invalid offset token");
    return key as Key;
  }

  /** A well-formed token that belongs to no row; another for each `n`. */
  strayToken(n: number): string {
    return this.token(this.#parts.map(({ holds }, i) => (holds === "number" ? (i === 0 ? n : 0) : "")));
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
