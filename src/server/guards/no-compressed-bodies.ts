import type { FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/** A hook that refuses compressed bodies unread: a few bytes can stand for gigabytes, and no query needs it. */
export async function rejectCompressedBody({ headers }: FastifyRequest): Promise<void> {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding.toLowerCase() === "identity") return;
  throw new HttpError("BAD_REQUEST", "The body must not be compressed: send it without content-encoding.", {
    status: 415,
    // The server does not read the rest of the body.
    headers: { "accept-encoding": "identity", connection: "close" },
  });
}
