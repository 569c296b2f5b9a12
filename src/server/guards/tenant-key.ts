import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "../errors/http-error.js";

/** No colon: it would end the user name of Basic authentication, so several values could mean the same account. */
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
  const problem = value === undefined ? "is missing" : "is not a valid key";
  throw new HttpError(
    "UNAUTHENTICATED",
    `The header ${header} ${problem}. It must be an API key of the ${label} account to read.`,
  );
}
