import type { FastifyRequest } from "fastify";

const preflightHeader = "apollo-require-preflight";

/**
 * A hook that adds to what no foreign page can have sent the header by which Apollo Server knows it, so that a GET need
 * not bring it. To a loopback address every browser says in Sec-Fetch-Site where a request comes from: one that does not
 * say is no browser's. Elsewhere, over plain HTTP, browsers do not say, and the header is asked for. W3C: Fetch Metadata.
 */
export async function passUnlessForeign({ headers, hostname }: FastifyRequest): Promise<void> {
  const site = headers["sec-fetch-site"] ?? "none";
  if (isLoopback(hostname) && (site === "none" || site === "same-origin")) headers[preflightHeader] ??= "true";
}

/** Where browsers take plain HTTP for trustworthy. W3C: Secure Contexts. */
function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}
