/**
 * An answer other than 200: its status, and the flat `{code, message}` that Lever sends. Lever docs: Errors.
 */
export class LeverError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "LeverError";
    this.status = status;
    this.code = code;
  }

  get body(): { code: string; message: string } {
    return { code: this.code, message: this.message };
  }
}

/** 400. */
export function badRequest(message: string): LeverError {
  return new LeverError(400, "BadRequestError", message);
}

/** 401, without saying whether credentials were missing or wrong. */
export function unauthorized(): LeverError {
  return new LeverError(401, "UnauthorizedError", "The request requires authentication.");
}

/** 403: the key lacks the grant for confidential data. */
export function forbidden(): LeverError {
  return new LeverError(403, "ForbiddenError", "This API key is not authorized to access confidential data.");
}

/** 404 for an object; `resource` is the plural name. */
export function notFound(resource: string, id: string): LeverError {
  return new LeverError(404, "ResourceNotFound", `${resource} ${id} was not found`);
}

/** 404 for a path. */
export function noSuchPath(path: string): LeverError {
  return new LeverError(404, "ResourceNotFound", `${path} does not exist`);
}

/** 405: the sandbox only reads. */
export function notAllowed(method: string): LeverError {
  return new LeverError(405, "MethodNotAllowedError", `${method} is not allowed`);
}

/** 429. */
export function tooManyRequests(): LeverError {
  return new LeverError(429, "TooManyRequests", "Rate limit exceeded. Please retry later.");
}
