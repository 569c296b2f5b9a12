import { type ErrorCode, statusByCode } from "../../src/ats/errors.js";

/**
 * The codes that an answer may have. INTERNAL_SERVER_ERROR is a bug. OVERLOADED is possible only under load: a test that
 * allows it says so.
 */
export const allowedCodes: ReadonlySet<string> = new Set([
  ...(Object.keys(statusByCode) as ErrorCode[]).filter(
    (code) => code !== "INTERNAL_SERVER_ERROR" && code !== "OVERLOADED",
  ),
  // Apollo Server's own.
  "GRAPHQL_PARSE_FAILED",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "PERSISTED_QUERY_NOT_FOUND",
]);
