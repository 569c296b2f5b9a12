import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { AtsError } from "./ats/errors.js";

/** A hook that refuses requests whose `router-authorization` is not the secret. Without a secret all may pass. */
export function requireRouterSecret(secret: string | undefined): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    if (secret === undefined) return;
    const given = request.headers["router-authorization"];
    if (typeof given === "string" && timingSafeEqual(sha256(given), sha256(secret))) return;
    throw new AtsError(
      "UNAUTHENTICATED",
      "This subgraph answers its router only: router-authorization is missing or wrong.",
    );
  };
}

/** The most provider calls the caller allows. Throws BAD_USER_INPUT, with status 400, for what is not a count. */
export function maxUpstreamCalls({ headers }: FastifyRequest): number | undefined {
  const value = headers["x-max-upstream-calls"];
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^\d{1,9}$/.test(value)) return Number(value);
  throw new GraphQLError("x-max-upstream-calls must be a whole number, 0 or more.", {
    extensions: { code: "BAD_USER_INPUT", http: { status: 400 } },
  });
}

/** Equal lengths, so that comparing them takes the same time whatever was given. */
function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
