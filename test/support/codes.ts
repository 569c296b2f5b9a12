/**
 * The codes that an answer may have: those of README's table, and what GraphQL and Apollo Server add. Without
 * INTERNAL_SERVER_ERROR, which none may have, and without OVERLOADED: a test whose answers may have that says so.
 */
export const codes: ReadonlySet<string> = new Set([
  "UPSTREAM_RATE_LIMITED",
  "UPSTREAM_UNAUTHENTICATED",
  "UPSTREAM_FORBIDDEN",
  "UPSTREAM_UNAVAILABLE",
  "UPSTREAM_TIMEOUT",
  "UPSTREAM_BAD_RESPONSE",
  "DEADLINE_EXCEEDED",
  "CALL_BUDGET_EXCEEDED",
  "BAD_USER_INPUT",
  "QUERY_TOO_COMPLEX",
  "UNAUTHENTICATED",
  "TOO_MANY_REQUESTS",
  "BAD_REQUEST",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "PERSISTED_QUERY_NOT_FOUND",
]);
