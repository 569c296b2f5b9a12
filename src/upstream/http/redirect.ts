/** Where a GET goes: at first to its own URL, then wherever it is redirected. */
export interface Hop {
  readonly url: URL;
  /** Whether the credentials go along: only while every hop has been to the first one's host. */
  readonly trusted: boolean;
  /** Redirects followed so far. */
  readonly count: number;
}

const mostRedirects = 3;

const redirects = new Set([301, 302, 303, 307, 308]);

export function firstHop(url: URL): Hop {
  return { url, trusted: true, count: 0 };
}

/**
 * Where an answer redirects to, if that may be followed: over https, or to the same host over http when that is what
 * was used. Undefined for every other answer.
 */
export function redirected(hop: Hop, status: number, location: string | null): Hop | undefined {
  if (!redirects.has(status) || location === null || hop.count >= mostRedirects) return undefined;
  if (!URL.canParse(location, hop.url.href)) return undefined;
  const url = new URL(location, hop.url);
  const sameHost = url.host === hop.url.host;
  const followed = url.protocol === "https:" || (url.protocol === "http:" && hop.url.protocol === "http:" && sameHost);
  // node-fetch refuses URLs with credentials in them.
  if (!followed || url.username !== "" || url.password !== "") return undefined;
  return { url, trusted: hop.trusted && sameHost, count: hop.count + 1 };
}
