import type { FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/** A hook that refuses batches: what an operation may cost, how long it may take, and its place in the queue are its own. */
export async function rejectBatches({ body }: FastifyRequest): Promise<void> {
  if (Array.isArray(body)) {
    throw new HttpError("BAD_REQUEST", "A request holds one operation: send those of a batch one by one.");
  }
}
