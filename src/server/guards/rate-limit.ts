import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";
import { HttpError } from "../errors/http-error.js";

/**
 * Lets each client of the routes of `scope` ask `most` times a minute, counted in this process. A client is whom its
 * token is about, or else its address, of IPv6 the network (/64). Hooks that verify tokens must come first.
 */
export async function limitRate(scope: FastifyInstance, max: number | undefined): Promise<void> {
  if (max === undefined) return;
  await scope.register(rateLimit, {
    max,
    timeWindow: "1 minute",
    enableDraftSpec: true,
    keyGenerator: ({ subject, ip }) => (subject === undefined ? `ip ${normalizeIP(ip)}` : `sub ${subject}`),
    errorResponseBuilder: (_request, { max, ttl }) =>
      new HttpError(
        "TOO_MANY_REQUESTS",
        `MAX_REQUESTS_PER_MINUTE allows each client ${max}. Try again in ${Math.ceil(ttl / 1000)} s.`,
      ),
  });
}
