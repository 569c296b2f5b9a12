import type { FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/** A hook that refuses compressed bodies unread: a few bytes can stand for gigabytes, and no query needs it. */
export async function rejectCompressedBody({ headers }: FastifyRequest): Promise<void> {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding.toLowerCase() === "identity") return;
  throw new HttpError(415, "BAD_REQUEST", "The body must not be compressed: send it without content-encoding.", {
    "accept-encoding": "identity",
    // What is left of the body is not read.
    connection: "close",
  });
}
