import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/**
 * A hook that rejects requests whose `router-authorization` is not one of the secrets. While a secret is being replaced,
 * there are two. The comparison takes the same time for every value.
 */
export function requireRouterSecret(secrets: readonly string[]): (request: FastifyRequest) => Promise<void> {
  const digests = secrets.map(sha256);
  return async ({ headers }) => {
    const secret = String(headers["router-authorization"] ?? "");
    const given = sha256(secret);
    const matches = digests.map((digest) => timingSafeEqual(given, digest));
    if (matches.includes(true)) return;
    throw new HttpError(
      "UNAUTHENTICATED",
      "This subgraph accepts requests from its router only: the header router-authorization is missing or wrong.",
      { isWrongSecret: secret !== "" },
    );
  };
}

/** Digests have equal lengths, which `timingSafeEqual` requires. */
function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
