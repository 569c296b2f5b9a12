import { GraphQLError } from "graphql";
import { CombinedError } from "urql";
import { describe, expect, it } from "vitest";
import { errorMessages } from "../../examples/frontend/error-messages.js";
import type { ErrorCode } from "../../src/ats/errors.js";

/** Every error code of the subgraph. A missing code is a type error here. */
const codes: Record<ErrorCode | "QUERY_TOO_COMPLEX", true> = {
  UPSTREAM_RATE_LIMITED: true,
  UPSTREAM_UNAUTHENTICATED: true,
  UPSTREAM_FORBIDDEN: true,
  UPSTREAM_UNAVAILABLE: true,
  UPSTREAM_TIMEOUT: true,
  UPSTREAM_BAD_RESPONSE: true,
  DEADLINE_EXCEEDED: true,
  CALL_BUDGET_EXCEEDED: true,
  OVERLOADED: true,
  BAD_USER_INPUT: true,
  UNAUTHENTICATED: true,
  TOO_MANY_REQUESTS: true,
  QUERY_TOO_COMPLEX: true,
};

const coded = (code: string) => new GraphQLError("This text is not shown.", { extensions: { code } });

const unexpected = errorMessages(new CombinedError({ graphQLErrors: [coded("SOMETHING_NEW")] }));

describe("the frontend example's error messages", () => {
  it("has a different message for each code", () => {
    const titles = Object.keys(codes).map((code) => {
      const [message, ...rest] = errorMessages(new CombinedError({ graphQLErrors: [coded(code)] }));
      expect(rest).toEqual([]);
      return message?.title;
    });
    expect(new Set([...titles, unexpected[0]?.title]).size).toBe(titles.length + 1);
  });

  it("shows each message once, however many fields failed", () => {
    const errors = ["UPSTREAM_TIMEOUT", "UPSTREAM_FORBIDDEN", "UPSTREAM_TIMEOUT", "NEW", "NEWER"].map(coded);
    expect(errorMessages(new CombinedError({ graphQLErrors: errors }))).toHaveLength(3);
  });

  it("distinguishes an unreachable service from an unexpected error", () => {
    const [unreachable] = errorMessages(new CombinedError({ networkError: new Error("connect ECONNREFUSED") }));
    expect(unreachable?.title).toBe("The service cannot be reached");
    expect(unexpected).toMatchObject([{ title: "Something went wrong", canRetry: true }]);
  });
});
