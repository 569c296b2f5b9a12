import type { ErrorCode } from "../../ats/errors.js";

/** Thrown to reject a request before it becomes an operation. The response has this status and these headers. */
export class HttpError extends Error {
  override readonly name = "HttpError";

  constructor(
    readonly status: number,
    readonly code: ErrorCode | "BAD_REQUEST" | "QUERY_TOO_COMPLEX",
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
