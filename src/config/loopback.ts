/** Hosts that are this machine, as `HOST` or a URL names them. */
export const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"]);

/** Whether a URL may be trusted with secrets, or with keys to go by: nobody in between can read it, or answer for it. */
export function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && loopback.has(hostname.replace(/^\[|\]$/g, "")));
}
