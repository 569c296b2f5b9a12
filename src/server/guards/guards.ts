import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type TokenIssuer, requireToken } from "./jwt.js";
import { admitOrigins } from "./cors.js";
import { passUnlessForeign } from "./csrf-prevention.js";
import { refuseBatches } from "./no-batches.js";
import { limitText } from "./token-limit.js";
import { refuseCompressed } from "./no-compressed-bodies.js";
import { limitRate } from "./rate-limit.js";
import { requireRouterSecret } from "./router-secret.js";
import { limitRunning } from "./concurrency-limit.js";

/** Who may ask, and how much at a time. */
export interface Doors {
  /** What a router may send as `router-authorization`; none: whoever comes is let in. */
  readonly routerSecrets: readonly string[];
  readonly tokens?: TokenIssuer | undefined;
  /** Origins whose pages may ask, e.g. `https://hiring.example`. */
  readonly corsOrigins: readonly string[];
  readonly maxQueryTokens: number;
  readonly maxConcurrentOperations: number;
  /** Of one client; undefined: as many as it likes. */
  readonly maxRequestsPerMinute?: number | undefined;
}

/** What an answer depends on besides its address, for caches. */
const varying = [
  "accept",
  "apollo-federation-include-trace",
  "authorization",
  "router-authorization",
  "x-explain",
  "x-provider-support",
];

/** Guards the routes of `scope`: who is not let in is refused before the body is read. */
export async function guard(scope: FastifyInstance, doors: Doors): Promise<void> {
  scope.decorateRequest("subject", undefined);
  // First, as a browser that asks whether it may ask brings no secrets.
  await admitOrigins(scope, doors.corsOrigins);
  scope.addHook("onRequest", varyByHeaders);
  scope.addHook("onRequest", refuseCompressed);
  scope.addHook("onRequest", requireRouterSecret(doors.routerSecrets));
  if (doors.tokens !== undefined) scope.addHook("onRequest", requireToken(doors.tokens, scope.log));
  scope.addHook("onRequest", passUnlessForeign);
  await limitRate(scope, doors.maxRequestsPerMinute);
  scope.addHook("preHandler", refuseBatches);
  scope.addHook("preHandler", limitText(doors.maxQueryTokens));
  scope.addHook("preHandler", limitRunning(doors.maxConcurrentOperations));
}

async function varyByHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const before = reply.getHeader("vary");
  reply.header("vary", [before ?? [], varying].flat().join(", "));
}
