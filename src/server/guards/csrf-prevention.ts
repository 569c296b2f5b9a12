import type { IncomingHttpHeaders } from "node:http";
import type { FastifyRequest } from "fastify";
import { hostName } from "../../config/host-name.js";
import { isLoopback } from "../../config/loopback.js";

const preflightHeader = "apollo-require-preflight";

/**
 * A hook that exempts GET and HEAD requests from Apollo Server's CSRF prevention if no page of another origin can have sent them, or
 * a page of an allowed one did: it adds the header that Apollo Server requires. A page cannot change its `Origin`. Requests
 * without one are exempt on loopback only, because over plain HTTP browsers send `Sec-Fetch-Site` only there.
 */
export function exemptFromCsrf(allowedOrigins: readonly string[]): (request: FastifyRequest) => Promise<void> {
  return async ({ method, headers, hostname }) => {
    if (method !== "GET" && method !== "HEAD") return;
    const isAllowed = headers.origin !== undefined && allowedOrigins.includes(headers.origin);
    // `hostname` can come from a proxy.
    const isOnLoopback = isLocal(headers.host) && isLocal(hostname);
    if (isAllowed || (isOnLoopback && !canBeCrossOrigin(headers))) headers[preflightHeader] ??= "true";
  };
}

function isLocal(host = ""): boolean {
  return isLoopback(hostName(host) ?? "");
}

/**
 * Whether a page of another origin can have caused a request with these headers. Browsers send `Sec-Fetch-Site` (W3C: Fetch
 * Metadata), and `Origin` with some requests. Old browsers send neither for images and links. But every browser begins its
 * `User-Agent` with `Mozilla/`, and a page cannot change that for images and links.
 */
function canBeCrossOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, "sec-fetch-site": site, "user-agent": agent = "" } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${headers.host?.toLowerCase()}`) return true;
  if (site === undefined) return agent.startsWith("Mozilla/");
  return site !== "none" && site !== "same-origin";
}
