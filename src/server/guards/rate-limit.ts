import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";
import { HttpError } from "../errors/http-error.js";

/**
 * Limits each client of the routes of `scope` to `max` requests per minute, counted in this process. A client is the subject
 * of a verified token, or else an IP address; of an IPv6 address, its network (/64). Hooks that verify tokens must run first.
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
        `Each client may send MAX_REQUESTS_PER_MINUTE (${max}) requests. Try again in ${Math.ceil(ttl / 1000)} s.`,
      ),
  });
}
