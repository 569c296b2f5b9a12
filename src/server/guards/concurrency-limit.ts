import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/** A hook that rejects requests while `max` others are running. It must run after the body has arrived. */
export function limitConcurrency(max: number): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  let running = 0;
  return async (_request, { raw }) => {
    if (running >= max) {
      throw new HttpError(
        "OVERLOADED",
        `MAX_CONCURRENT_OPERATIONS (${max}) operations are already running. Try again in a second.`,
        { headers: { "retry-after": "1" } },
      );
    }
    running += 1;
    raw.once("close", () => {
      running -= 1;
    });
  };
}
