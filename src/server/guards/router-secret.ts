import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/**
 * A hook that refuses requests whose `router-authorization` is none of the secrets: while one is replaced by another,
 * both are right. It takes the same time whatever was given. Without secrets all may pass.
 */
export function requireRouterSecret(secrets: readonly string[]): (request: FastifyRequest) => Promise<void> {
  const digests = secrets.map(sha256);
  return async ({ headers }) => {
    if (digests.length === 0) return;
    const given = sha256(String(headers["router-authorization"] ?? ""));
    const matches = digests.map((digest) => timingSafeEqual(given, digest));
    if (matches.includes(true)) return;
    throw new HttpError(
      "UNAUTHENTICATED",
      "This subgraph answers its router only: router-authorization is missing or wrong.",
    );
  };
}

/** Equal lengths, so that they can be compared. */
function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
