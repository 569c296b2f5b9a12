/** An error response: its status, and the `{code, message}` that Lever sends as its body. Lever docs: Errors. */
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

/** 401. It does not say whether the credentials are missing or wrong. */
export function unauthorized(): LeverError {
  return new LeverError(401, "UnauthorizedError", "The request requires authentication.");
}

/** 403: the key may not read confidential data. */
export function forbidden(): LeverError {
  return new LeverError(403, "ForbiddenError", "This API key is not authorized to access confidential data.");
}

/** 403: the key lacks the permission for this endpoint. */
export function endpointForbidden(): LeverError {
  return new LeverError(403, "ForbiddenError", "This API key is not authorized to use this endpoint.");
}

/** 404 for a record; `resource` is the plural name. */
export function notFound(resource: string, id: string): LeverError {
  return new LeverError(404, "ResourceNotFound", `${resource} ${id} was not found`);
}

/** 404 for a path. */
export function pathNotFound(path: string): LeverError {
  return new LeverError(404, "ResourceNotFound", `${path} does not exist`);
}

/** 405: the sandbox only reads. */
export function methodNotAllowed(method: string): LeverError {
  return new LeverError(405, "MethodNotAllowedError", `${method} is not allowed`);
}

/** 429. */
export function tooManyRequests(): LeverError {
  return new LeverError(429, "TooManyRequests", "Rate limit exceeded. Please retry later.");
}
