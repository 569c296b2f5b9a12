import { createHash } from "node:crypto";

/**
 * The pages that led to a page, in a bounded form: short digests of the tokens of the latest pages, and of one page further
 * back. A cursor holds it, so that pages that lead in a circle are found although each request reads one of them.
 */
export interface PageTrail {
  /** How many pages with a token were read. */
  readonly pages: number;
  /** The digest of the page further back, then those of the latest pages. */
  readonly digests: string;
}

export const emptyTrail: PageTrail = { pages: 0, digests: "" };

const digestLength = 8;
const maxDigests = 9;

/** The digests that a trail can have. */
export const trailDigests = new RegExp(`^([\\w-]{${digestLength}}){0,${maxDigests}}$`);

/**
 * The trail after one more page. The page further back is the one whose number is the latest power of two. It stays for
 * longer and longer, so that a circle of any length is found (Brent's algorithm).
 */
export function extendTrail({ pages, digests }: PageTrail, token: string): PageTrail {
  const digest = digestOf(token);
  const isPowerOfTwo = (pages & (pages - 1)) === 0;
  const furtherBack = isPowerOfTwo ? digest : digests.slice(0, digestLength);
  const latest = `${digests.slice(digestLength)}${digest}`.slice(-digestLength * (maxDigests - 1));
  return { pages: pages + 1, digests: furtherBack + latest };
}

/** Whether the page with this token is on the trail. True for another page once in 10^13 times. */
export function isOnTrail({ digests }: PageTrail, token: string): boolean {
  const digest = digestOf(token);
  for (let start = 0; start < digests.length; start += digestLength) {
    if (digests.startsWith(digest, start)) return true;
  }
  return false;
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url").slice(0, digestLength);
}
