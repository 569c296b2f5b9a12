import type { ErrorCode } from "../../ats/errors.js";

/** A request that is not let in: answered with this status and these headers, before it becomes an operation. */
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
