import { z } from "zod";

const ErrorBody = z.object({ code: z.string().min(1), message: z.string().min(1) });

/** Lever's text for a path that it does not have: "/v1/openapi.json does not exist". */
const wrongPath = /^\s*\/.*does not exist\W*$/is;

/**
 * Whether the body of a 404 says that an object does not exist. Other 404s come from another server than Lever's API, or
 * from a path that Lever does not have: then `LEVER_BASE_URL` is wrong. Lever docs: Errors.
 */
export function isMissingObject(body: unknown): boolean {
  const error = ErrorBody.safeParse(body);
  return error.success && !wrongPath.test(error.data.message);
}
