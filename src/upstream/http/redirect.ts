/** Where the next call of a read goes: to its own URL at first, then to the address of each redirect. */
export interface RedirectStep {
  readonly url: URL;
  /** Redirects followed so far. */
  readonly count: number;
}

const maxRedirects = 3;

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

export function firstStep(url: URL): RedirectStep {
  return { url, count: 0 };
}

/**
 * Where a response redirects to, if that is followed. A redirect is followed within the host only, and never from https
 * to http: the credentials go with each call. Undefined for all other responses.
 */
export function nextStep(step: RedirectStep, status: number, location: string | null): RedirectStep | undefined {
  if (!redirectStatuses.has(status) || location === null || step.count >= maxRedirects) return undefined;
  if (!URL.canParse(location, step.url.href)) return undefined;
  const url = new URL(location, step.url);
  const isSameHost = url.host === step.url.host;
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && step.url.protocol === "http:");
  // node-fetch refuses URLs that contain credentials.
  if (!isSameHost || !isSafe || url.username !== "" || url.password !== "") return undefined;
  return { url, count: step.count + 1 };
}
