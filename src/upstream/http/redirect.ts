/** Where a GET goes: at first to its own URL, then wherever it is redirected. */
export interface RedirectStep {
  readonly url: URL;
  /** Whether the credentials go along: only while every hop has been to the first one's host. */
  readonly sendCredentials: boolean;
  /** Redirects followed so far. */
  readonly count: number;
}

const maxRedirects = 3;

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

export function firstStep(url: URL): RedirectStep {
  return { url, sendCredentials: true, count: 0 };
}

/**
 * Where an answer redirects to, if that may be followed: over https, or to the same host over http when that is what
 * was used. Undefined for every other answer.
 */
export function nextStep(step: RedirectStep, status: number, location: string | null): RedirectStep | undefined {
  if (!redirectStatuses.has(status) || location === null || step.count >= maxRedirects) return undefined;
  if (!URL.canParse(location, step.url.href)) return undefined;
  const url = new URL(location, step.url);
  const sameHost = url.host === step.url.host;
  const followed = url.protocol === "https:" || (url.protocol === "http:" && step.url.protocol === "http:" && sameHost);
  // node-fetch refuses URLs with credentials in them.
  if (!followed || url.username !== "" || url.password !== "") return undefined;
  return { url, sendCredentials: step.sendCredentials && sameHost, count: step.count + 1 };
}
