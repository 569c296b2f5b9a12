import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { JwtOptions } from "./jwt.js";
import { registerCors } from "./cors.js";
import { exemptFromCsrf } from "./csrf-prevention.js";
import { rejectOtherTypes } from "./accepted-types.js";
import { rejectBatches } from "./no-batches.js";
import { checkTexts } from "./operation-texts.js";
import { checkSelections } from "./selection-limit.js";
import { checkTokens } from "./token-limit.js";
import { rejectCompressedBody } from "./no-compressed-bodies.js";
import type { RequestLimit } from "./rate-limit.js";
import { requireRouterSecret } from "./router-secret.js";
import { limitConcurrency } from "./concurrency-limit.js";

export interface GuardOptions {
  /** The values that `router-authorization` may have. If there are none, the header is not required. */
  readonly routerSecrets: readonly string[];
  readonly jwt?: JwtOptions | undefined;
  /** The origins whose pages may send requests, such as `https://hiring.example`. */
  readonly corsOrigins: readonly string[];
  readonly maxQueryTokens: number;
  readonly maxConcurrentOperations: number;
  /** The limit for each client. Undefined means no limit. */
  readonly maxRequestsPerMinute?: number | undefined;
}

/** The request headers that can change the response, for HTTP caches. */
const varyHeaders = [
  "accept",
  "apollo-federation-include-trace",
  "authorization",
  "router-authorization",
  "x-explain",
  "x-provider-support",
].join(", ");

/** Adds authentication and limits to the routes of `scope`. Requests that fail authentication are rejected before their body is read. */
export async function registerGuards(
  scope: FastifyInstance,
  options: GuardOptions,
  limit: RequestLimit,
): Promise<void> {
  // CORS comes first, because preflight requests have no secrets.
  await registerCors(scope, options.corsOrigins);
  scope.addHook("onRequest", varyByHeaders);
  scope.addHook("onRequest", rejectCompressedBody);
  if (options.routerSecrets.length > 0)
    scope.addHook("onRequest", limit.countWrongSecrets(requireRouterSecret(options.routerSecrets)));
  if (options.jwt !== undefined) {
    const { requireJwt } = await import("./jwt.js");
    scope.addHook("onRequest", limit.countWrongSignatures(requireJwt(options.jwt, scope.log)));
  }
  scope.addHook("onRequest", exemptFromCsrf(options.corsOrigins));
  scope.addHook("onRequest", limit.countRequest);
  scope.addHook("preHandler", rejectOtherTypes);
  scope.addHook("preHandler", rejectBatches);
  scope.addHook("preHandler", checkTexts(checkText(options.maxQueryTokens)));
  scope.addHook("preHandler", limitConcurrency(options.maxConcurrentOperations));
}

function checkText(maxTokens: number): (text: string) => void {
  return (text) => {
    checkTokens(text, maxTokens);
    // Its parser needs a limited number of tokens.
    checkSelections(text);
  };
}

async function varyByHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const before = reply.getHeader("vary");
  reply.header("vary", before === undefined ? varyHeaders : [before, varyHeaders].flat().join(", "));
}
