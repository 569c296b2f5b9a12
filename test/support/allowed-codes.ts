import { type ErrorCode, statusByCode } from "../../src/ats/errors.js";

/**
 * The error codes that a response may have. INTERNAL_SERVER_ERROR means a bug. OVERLOADED needs load: a test that
 * allows it adds it.
 */
export const allowedCodes: ReadonlySet<string> = new Set([
  ...(Object.keys(statusByCode) as ErrorCode[]).filter(
    (code) => code !== "INTERNAL_SERVER_ERROR" && code !== "OVERLOADED",
  ),
  // Codes of Apollo Server.
  "GRAPHQL_PARSE_FAILED",
  "PERSISTED_QUERY_NOT_FOUND",
]);
