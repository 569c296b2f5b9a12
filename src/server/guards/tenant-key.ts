import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../errors/http-error.js";

/** In which header of a request the key of its Lever account comes. */
export const tenantHeader = "x-lever-api-key";

/** A colon would end the user name that a key is sent as: one account could go by many names. */
const key = /^[\x21-\x39\x3b-\x7e]{1,256}$/;

/** The key that a request brings. Throws UNAUTHENTICATED, with status 401, where it brings none that could be one. */
export function tenantKey({ headers }: FastifyRequest, reply: FastifyReply): string {
  const varying = reply.getHeader("vary");
  reply.header("vary", [varying ?? [], tenantHeader].flat().join(", "));
  const given = headers[tenantHeader];
  if (typeof given === "string" && key.test(given)) return given;
  const what = given === undefined ? "is missing" : "cannot be a key";
  throw new Refusal(
    401,
    "UNAUTHENTICATED",
    `The header ${tenantHeader}, an API key of the Lever account to read, ${what}.`,
  );
}
