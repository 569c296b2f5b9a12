/** The rights of a key. */
export interface Grant {
  /** Whether the key may read confidential records. */
  confidential: boolean;
  /** The paths that the key may not read, each with all below it, such as `/stages` or `/opportunities/:id/offers`. */
  refused?: readonly string[];
}

/** Whether the key may read the endpoint with this path. Lever docs: Authentication, API key permissions. */
export function mayUse({ refused = [] }: Grant, pattern: string): boolean {
  return !refused.some((path) => pattern === path || pattern.startsWith(`${path}/:`));
}

/**
 * The key in an Authorization header: the user name of Basic with an empty password, or a Bearer token.
 * Undefined if the header is absent or malformed. Lever docs: Authentication.
 */
export function keyFrom(header: string | undefined): string | undefined {
  const [, scheme, value] = /^(basic|bearer) +(\S+)$/i.exec(header ?? "") ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return value;
  const decoded = Buffer.from(value, "base64").toString("utf8");
  return decoded.indexOf(":") === decoded.length - 1 ? decoded.slice(0, -1) : undefined;
}
