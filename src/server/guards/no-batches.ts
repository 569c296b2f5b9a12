import type { FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/** A hook that rejects batches, because the limits on calls, time and concurrency are for one operation each. */
export async function rejectBatches({ body }: FastifyRequest): Promise<void> {
  if (Array.isArray(body)) {
    throw new HttpError("BAD_REQUEST", "A request must have one operation. Send the operations of a batch one by one.");
  }
}
