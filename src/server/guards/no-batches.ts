import type { FastifyRequest } from "fastify";
import { Refusal } from "../errors/http-error.js";

/** A hook that refuses batches: what an operation may cost, how long it may take, and its place in the queue are its own. */
export async function refuseBatches({ body }: FastifyRequest): Promise<void> {
  if (Array.isArray(body)) {
    throw new Refusal(400, "BAD_REQUEST", "A request holds one operation: send those of a batch one by one.");
  }
}
