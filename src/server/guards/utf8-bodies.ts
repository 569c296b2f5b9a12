import type { FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

const charsets = /;\s*charset\s*=\s*["']?([^"';\s]*)/gi;

/** A hook that rejects bodies in other charsets than UTF-8, which would be misread: JSON is UTF-8. RFC 8259, 8.1. */
export async function rejectOtherCharsets({ method, headers }: FastifyRequest): Promise<void> {
  if (method === "GET") return;
  for (const [, charset = ""] of (headers["content-type"] ?? "").matchAll(charsets)) {
    if (/^utf-?8$/i.test(charset)) continue;
    const message = "The body must be UTF-8. Send it with content-type application/json; charset=utf-8.";
    // The server does not read the rest of a long body.
    throw new HttpError("BAD_REQUEST", message, { status: 415, headers: { connection: "close" } });
  }
}
