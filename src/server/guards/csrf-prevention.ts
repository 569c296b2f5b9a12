import type { IncomingHttpHeaders } from "node:http";
import type { FastifyRequest } from "fastify";
import { hostName } from "../../config/host-name.js";
import { isLoopback } from "../../config/loopback.js";

const preflightHeader = "apollo-require-preflight";

/**
 * A hook that exempts GET requests from Apollo Server's CSRF prevention if no page of another origin can have sent them: it
 * adds the header that Apollo Server requires. It works on loopback only, because over plain HTTP browsers send their
 * `Sec-Fetch-Site` header only there.
 */
export async function exemptLoopbackFromCsrf({ method, headers, hostname }: FastifyRequest): Promise<void> {
  // `hostname` can come from a proxy.
  if ((method !== "GET" && method !== "HEAD") || !isLocal(headers.host) || !isLocal(hostname)) return;
  if (!canBeCrossOrigin(headers)) headers[preflightHeader] ??= "true";
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
