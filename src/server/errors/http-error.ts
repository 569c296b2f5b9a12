import { type ErrorCode, statusByCode } from "../../ats/errors.js";

export interface HttpErrorOptions {
  /** By default the status of the code. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the request has a secret or a signature that is wrong: it can be an attempt to find the right one. */
  readonly isWrongSecret?: boolean;
}

/** Thrown to reject a request before it becomes an operation. The response has this status and these headers. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isWrongSecret: boolean;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { status = statusByCode[code], headers = {}, isWrongSecret = false }: HttpErrorOptions = {},
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.isWrongSecret = isWrongSecret;
  }
}
