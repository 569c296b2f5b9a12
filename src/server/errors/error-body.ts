import type { ErrorCode } from "../../ats/errors.js";

/** The body of a response that is one error, as GraphQL clients expect it. */
export function errorBody(message: string, code: ErrorCode) {
  return { errors: [{ message, extensions: { code } }] };
}
