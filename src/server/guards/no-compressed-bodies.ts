import type { FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/** A hook that rejects compressed bodies, because a few bytes can decompress to gigabytes. No query needs compression. */
export async function rejectCompressedBody({ headers }: FastifyRequest): Promise<void> {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding.toLowerCase() === "identity") return;
  throw new HttpError("BAD_REQUEST", "The body must not be compressed. Send it without content-encoding.", {
    status: 415,
    // The server does not read the rest of a long body.
    headers: { "accept-encoding": "identity", connection: "close" },
  });
}
