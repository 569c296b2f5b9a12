import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/** A colon would end the user name of Basic authentication: one account could then go by many names. */
const credentialPattern = /^[\x21-\x39\x3b-\x7e]{1,256}$/;

/** The credential in a request's header. Throws UNAUTHENTICATED, with status 401, when it is missing or malformed. */
export function readCredential(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  header: string,
  label: string,
): string {
  reply.header("vary", [reply.getHeader("vary") ?? [], header].flat().join(", "));
  const value = headers[header];
  if (typeof value === "string" && credentialPattern.test(value)) return value;
  const problem = value === undefined ? "is missing" : "cannot be a key";
  throw new HttpError(
    "UNAUTHENTICATED",
    `The header ${header}, an API key of the ${label} account to read, ${problem}.`,
  );
}
