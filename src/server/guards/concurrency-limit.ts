import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/** A hook that refuses requests while as many as `most` are being answered. It belongs behind the body's arrival. */
export function limitConcurrency(max: number): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  let running = 0;
  return async (_request, { raw }) => {
    if (running >= max) {
      throw new HttpError(
        "OVERLOADED",
        `This process runs as many operations as MAX_CONCURRENT_OPERATIONS allows (${max}). Try again in a second.`,
        { headers: { "retry-after": "1" } },
      );
    }
    running += 1;
    raw.once("close", () => {
      running -= 1;
    });
  };
}
