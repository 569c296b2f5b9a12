import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** The limit on the requests of each client in a minute, counted in this process. */
export interface RequestLimit {
  /**
   * A hook that counts a request, and rejects it if its client has sent too many. A client is the subject of a verified
   * token, or else an IP address; of an IPv6 address, its network (/64). Hooks that verify tokens must run first.
   */
  readonly countRequest: Guard;
  /**
   * A guard that also counts requests with a wrong secret as requests of their address. An address that has sent too many
   * requests is rejected before its secret is compared, so that it cannot find the secret by trying.
   */
  countWrongSecrets(guard: Guard): Guard;
  /**
   * A guard that also counts requests with a wrong signature, in a count of their own. Valid signatures pass always:
   * they cannot be found by trying, and a proxy in front can give wrong ones the same address.
   */
  countWrongSignatures(guard: Guard): Guard;
}

const accept: Guard = async () => undefined;
const unlimited: RequestLimit = {
  countRequest: accept,
  countWrongSecrets: (guard) => guard,
  countWrongSignatures: (guard) => guard,
};

/** Creates the limit of `max` requests. Undefined means no limit. */
export async function createRequestLimit(app: FastifyInstance, max: number | undefined): Promise<RequestLimit> {
  if (max === undefined) return unlimited;
  await app.register(rateLimit, {
    global: false,
    max,
    timeWindow: "1 minute",
    enableDraftSpec: true,
    keyGenerator: ({ subject, ip }) => (subject === undefined ? `ip ${clientAddress(ip)}` : `sub ${subject}`),
    errorResponseBuilder: (_request, { ttl }) => tooManyRequests(max, ttl),
  });
  const requests = app.createRateLimit();
  // With options it counts apart.
  const signatures = app.createRateLimit({});
  const throwIfExceeded = (result: Awaited<ReturnType<typeof requests>>) => {
    if (!result.isAllowed && result.isExceeded) throw tooManyRequests(max, result.ttl);
  };
  /** The guard, with each request counted whose secret or signature is wrong. */
  const countingWrong =
    (guard: Guard, count: typeof requests): Guard =>
    async (request, reply) => {
      try {
        await guard(request, reply);
      } catch (error) {
        if (error instanceof HttpError && error.isWrongSecret) throwIfExceeded(await count(request));
        throw error;
      }
    };
  return {
    countRequest: app.rateLimit() as Guard,
    countWrongSecrets: (guard) => {
      const counting = countingWrong(guard, requests);
      return async (request, reply) => {
        throwIfExceeded(await requests(request, { increment: false }));
        await counting(request, reply);
      };
    },
    countWrongSignatures: (guard) => countingWrong(guard, signatures),
  };
}

function tooManyRequests(max: number, ttlMs: number): HttpError {
  const seconds = Math.ceil(ttlMs / 1000);
  const message = `Each client may send MAX_REQUESTS_PER_MINUTE (${max}) requests. Try again in ${seconds} s.`;
  return new HttpError("TOO_MANY_REQUESTS", message, { headers: { "retry-after": String(seconds) } });
}

/** Some proxies write an address with a port into `x-forwarded-for`, such as 192.0.2.1:5000 or [2001:db8::1]:5000. */
function clientAddress(ip: string): string {
  const [, v4, v6] = /^(?:([\d.]+)|\[([\da-f:.]+)\])(?::\d+)?$/i.exec(ip) ?? [];
  return normalizeIP(v4 ?? v6 ?? ip);
}
