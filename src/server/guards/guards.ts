import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type JwtOptions, requireJwt } from "./jwt.js";
import { registerCors } from "./cors.js";
import { exemptLoopbackFromCsrf } from "./csrf-prevention.js";
import { rejectBatches } from "./no-batches.js";
import { limitTokens } from "./token-limit.js";
import { rejectCompressedBody } from "./no-compressed-bodies.js";
import { limitRate } from "./rate-limit.js";
import { requireRouterSecret } from "./router-secret.js";
import { limitConcurrency } from "./concurrency-limit.js";

/** Who may ask, and how much at a time. */
export interface GuardOptions {
  /** What a router may send as `router-authorization`; none: whoever comes is let in. */
  readonly routerSecrets: readonly string[];
  readonly jwt?: JwtOptions | undefined;
  /** Origins whose pages may ask, e.g. `https://hiring.example`. */
  readonly corsOrigins: readonly string[];
  readonly maxQueryTokens: number;
  readonly maxConcurrentOperations: number;
  /** Of one client; undefined: as many as it likes. */
  readonly maxRequestsPerMinute?: number | undefined;
}

/** What an answer depends on besides its address, for caches. */
const varyHeaders = [
  "accept",
  "apollo-federation-include-trace",
  "authorization",
  "router-authorization",
  "x-explain",
  "x-provider-support",
];

/** Guards the routes of `scope`: who is not let in is refused before the body is read. */
export async function registerGuards(scope: FastifyInstance, options: GuardOptions): Promise<void> {
  scope.decorateRequest("subject", undefined);
  // First, as a browser that asks whether it may ask brings no secrets.
  await registerCors(scope, options.corsOrigins);
  scope.addHook("onRequest", varyByHeaders);
  scope.addHook("onRequest", rejectCompressedBody);
  scope.addHook("onRequest", requireRouterSecret(options.routerSecrets));
  if (options.jwt !== undefined) scope.addHook("onRequest", requireJwt(options.jwt, scope.log));
  scope.addHook("onRequest", exemptLoopbackFromCsrf);
  await limitRate(scope, options.maxRequestsPerMinute);
  scope.addHook("preHandler", rejectBatches);
  scope.addHook("preHandler", limitTokens(options.maxQueryTokens));
  scope.addHook("preHandler", limitConcurrency(options.maxConcurrentOperations));
}

async function varyByHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const before = reply.getHeader("vary");
  reply.header("vary", [before ?? [], varyHeaders].flat().join(", "));
}
