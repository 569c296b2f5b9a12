import type { IncomingHttpHeaders } from "node:http";
import type { FastifyRequest } from "fastify";
import { hostName } from "../../config/host-name.js";
import { isLoopback } from "../../config/loopback.js";

const preflightHeader = "apollo-require-preflight";

/**
 * A hook that adds to a GET which no foreign page can have sent the header by which Apollo Server knows it, so that the
 * client need not bring it. Only on a loopback address: there browsers say where a request comes from, over plain HTTP too.
 */
export async function exemptLoopbackFromCsrf({ method, headers, hostname }: FastifyRequest): Promise<void> {
  if (method !== "GET" || !isLocal(headers.host) || !isLocal(hostname)) return;
  if (!canBeForeign(headers)) headers[preflightHeader] ??= "true";
}

/** Of both what the client and what a proxy in front says. */
function isLocal(host = ""): boolean {
  return isLoopback(hostName(host) ?? "");
}

/**
 * Whether a page of another origin can have sent these headers. Browsers send `Sec-Fetch-Site` (W3C: Fetch Metadata) and, with
 * some requests, `Origin`. Old browsers send neither with an image or a link: they are known by what each browser since
 * 1994 begins its `User-Agent` with, which a page cannot change in such a request.
 */
function canBeForeign(headers: IncomingHttpHeaders): boolean {
  const { origin, "sec-fetch-site": site, "user-agent": agent = "" } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${headers.host?.toLowerCase()}`) return true;
  if (site === undefined) return agent.startsWith("Mozilla/");
  return site !== "none" && site !== "same-origin";
}
