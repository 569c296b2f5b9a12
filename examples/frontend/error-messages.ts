import type { CombinedError } from "urql";

/** An error as text for the user of the page. */
export interface ErrorMessage {
  readonly title: string;
  readonly advice: string;
  /** Whether a retry can help. */
  readonly canRetry: boolean;
}

const retryable = (title: string, advice: string): ErrorMessage => ({ title, advice, canRetry: true });
const final = (title: string, advice: string): ErrorMessage => ({ title, advice, canRetry: false });

const contact = "If this continues, contact the administrator of this service.";

/** By `extensions.code`, the only part of an error that a program can rely on. */
const messages: Readonly<Record<string, ErrorMessage>> = {
  UPSTREAM_RATE_LIMITED: retryable("Lever is busy", "The rate limit of the account is used up. Wait a few seconds."),
  UPSTREAM_UNAVAILABLE: retryable("Lever cannot be reached", "It is usually available again soon."),
  UPSTREAM_TIMEOUT: retryable("Lever did not answer in time", "Lever can be slow at the moment."),
  UPSTREAM_BAD_RESPONSE: retryable("Lever sent an invalid response", contact),
  UPSTREAM_UNAUTHENTICATED: final("Lever rejects this service's key", "The administrator can replace the key."),
  UPSTREAM_FORBIDDEN: final("No access", "The key of this service may not read this data."),
  DEADLINE_EXCEEDED: retryable("This took too long", "The request was stopped at its time limit."),
  CALL_BUDGET_EXCEEDED: final("This request needs too many calls to Lever", "Load the rest in smaller steps."),
  OVERLOADED: retryable("The service is overloaded", "Wait a moment before you try again."),
  QUERY_TOO_COMPLEX: final("This request is too large", "Load less data."),
  BAD_USER_INPUT: final("This request is not valid", "Reload the page."),
  TOO_MANY_REQUESTS: retryable("Too many requests", "Wait a moment before you continue."),
  UNAUTHENTICATED: final("This page has no access to the service", "Its requests must go through the gateway."),
};

const unreachable = retryable("The service cannot be reached", "Check that it is running, and check your connection.");
const unexpected = retryable("Something went wrong", contact);

/** The messages for an error, each message once. */
export function errorMessages({ networkError, graphQLErrors }: CombinedError): ErrorMessage[] {
  if (networkError) return [unreachable];
  const codes = graphQLErrors.map(({ extensions }) => String(extensions.code));
  return [...new Set(codes.map((code) => messages[code] ?? unexpected))];
}
