import type { CombinedError } from "urql";

/** What went wrong, as the person in front of the page would want to hear it. */
export interface Explanation {
  readonly title: string;
  readonly advice: string;
  /** Whether trying again can help. */
  readonly canRetry: boolean;
}

const retry = (title: string, advice: string): Explanation => ({ title, advice, canRetry: true });
const final = (title: string, advice: string): Explanation => ({ title, advice, canRetry: false });

/** By `extensions.code`, the one part of an error that a program may rely on. */
const explanations: Readonly<Record<string, Explanation>> = {
  UPSTREAM_RATE_LIMITED: retry("Lever is busy", "The account's limit of requests is used up. Wait a few seconds."),
  UPSTREAM_UNAVAILABLE: retry("Lever cannot be reached", "It is usually back within a moment."),
  UPSTREAM_TIMEOUT: retry("Lever did not answer in time", "It may be slow just now."),
  UPSTREAM_BAD_RESPONSE: retry("Lever sent something unreadable", "If it stays so, tell whoever runs this service."),
  UPSTREAM_UNAUTHENTICATED: final("Lever refuses this service's key", "Whoever runs the service can mend that."),
  UPSTREAM_FORBIDDEN: final("This is not for everybody", "The service's key does not allow reading it."),
  DEADLINE_EXCEEDED: retry("This took too long", "It was broken off so as not to keep you waiting."),
  CALL_BUDGET_EXCEEDED: final("This is more than one question may cost", "Load the rest in smaller steps."),
  OVERLOADED: retry("Too many are asking", "Wait a little, as long as the service asks for."),
  QUERY_TOO_COMPLEX: final("This is too much at once", "Ask for less."),
  BAD_USER_INPUT: final("This cannot be found any more", "Reload the page to start from the top."),
  TOO_MANY_REQUESTS: retry("That was too much in one minute", "Wait a little before you go on."),
  UNAUTHENTICATED: final("This page is not let in", "It has to ask through the gateway."),
};

const unreachable = retry("The service cannot be reached", "Check that it is running, and your connection.");
const unforeseen = retry("Something went wrong", "If it stays so, tell whoever runs this service.");

/** Every kind of thing that went wrong, each once. */
export function explain({ networkError, graphQLErrors }: CombinedError): Explanation[] {
  if (networkError) return [unreachable];
  const codes = new Set(graphQLErrors.map(({ extensions }) => String(extensions.code)));
  return [...new Set([...codes].map((code) => explanations[code] ?? unforeseen))];
}
