import { AtsError } from "../ats/errors.js";
import { leverError } from "./errors.js";
import { type PageTrail, emptyTrail, extendTrail, isOnTrail } from "./page-trail.js";

/** One page of a list. Rows are in the order of Lever, unusable ones are errors. */
export interface LeverPage<T> {
  readonly rows: readonly (T | AtsError)[];
  /** The token of the next page. Null on the last page. An error when there is a next page, but no usable token. */
  readonly next: string | null | AtsError;
}

/** The longest token that is used. Tokens have about 100 characters, and are sent in a URL. */
export const maxTokenLength = 4000;

// So many pages without rows in a row end a read, so that a list without an end is not read forever.
const maxEmptyPages = 30;

/** What follows a page, by the `hasNext` and `next` of its response. Lever docs: Pagination. */
export function nextPageOf(hasNext: unknown, next: unknown): LeverPage<unknown>["next"] {
  if (hasNext !== true) return null;
  const isUsable = typeof next === "string" && next.trim() !== "" && next.length <= maxTokenLength;
  return isUsable ? next : leverError("UPSTREAM_BAD_RESPONSE", "Lever lists more rows, but sends no way to read them.");
}

/** Follows the pages of one list, and finds out when they lead nowhere. */
export class PageWalk {
  /** The tokens of this operation. */
  private readonly seen: Set<string>;
  private emptyPages = 0;

  /** `token` is that of the first page to read, and `trail` the pages that led to it in earlier operations. */
  constructor(
    private token: string | null = null,
    private trail = emptyTrail,
  ) {
    this.seen = new Set(token === null ? [] : [token]);
  }

  /** The pages that led to the next page to read. */
  get trailOfNext(): PageTrail {
    return this.trail;
  }

  /** Throws CALL_BUDGET_EXCEEDED after 30 pages without rows in a row. Called before each page is read. */
  assertWorthReading(): void {
    if (this.emptyPages < maxEmptyPages) return;
    throw new AtsError("CALL_BUDGET_EXCEEDED", `Lever sent ${maxEmptyPages} pages without rows, one after the other.`);
  }

  /** The token of the page after this one, or null at the end. Throws UPSTREAM_BAD_RESPONSE if it is not usable or not new. */
  nextToken({ rows, next }: LeverPage<unknown>): string | null {
    this.emptyPages = rows.length === 0 ? this.emptyPages + 1 : 0;
    if (next === null) return null;
    if (next instanceof AtsError) throw next;
    if (this.seen.has(next) || isOnTrail(this.trail, next)) {
      throw leverError("UPSTREAM_BAD_RESPONSE", "A page of Lever leads back to an earlier page.");
    }
    this.seen.add(next);
    if (this.token !== null) this.trail = extendTrail(this.trail, this.token);
    this.token = next;
    return next;
  }
}

/** The rows of a list, page by page, as far as the caller reads. Throws as `PageWalk` does, never ends a list early. */
export async function* readToEnd<T>(
  readPage: (token: string | null) => Promise<LeverPage<T> | undefined>,
): AsyncGenerator<readonly (T | AtsError)[], void, undefined> {
  const walk = new PageWalk();
  let token: string | null = null;
  do {
    walk.assertWorthReading();
    const page: LeverPage<T> | undefined = await readPage(token);
    if (page === undefined) return;
    yield page.rows;
    token = walk.nextToken(page);
  } while (token !== null);
}
