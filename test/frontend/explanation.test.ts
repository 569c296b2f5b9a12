import { GraphQLError } from "graphql";
import { CombinedError } from "urql";
import { describe, expect, it } from "vitest";
import { explain } from "../../examples/frontend/explanation.js";
import type { ErrorCode } from "../../src/ats/errors.js";

/** Every code that the subgraph itself raises: a new one is missed here when the types are checked. */
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

const coded = (code: string) => new GraphQLError("No word of this is shown.", { extensions: { code } });

const unforeseen = explain(new CombinedError({ graphQLErrors: [coded("SOMETHING_NEW")] }));

describe("the frontend example's explanations", () => {
  it("has one of its own for each code", () => {
    const titles = Object.keys(codes).map((code) => {
      const [explanation, ...rest] = explain(new CombinedError({ graphQLErrors: [coded(code)] }));
      expect(rest).toEqual([]);
      return explanation?.title;
    });
    expect(new Set([...titles, unforeseen[0]?.title]).size).toBe(titles.length + 1);
  });

  it("says the same thing once, however many fields it cost", () => {
    const errors = ["UPSTREAM_TIMEOUT", "UPSTREAM_FORBIDDEN", "UPSTREAM_TIMEOUT", "NEW", "NEWER"].map(coded);
    expect(explain(new CombinedError({ graphQLErrors: errors }))).toHaveLength(3);
  });

  it("tells a service that cannot be reached from one that has nothing to say", () => {
    const [unreachable] = explain(new CombinedError({ networkError: new Error("connect ECONNREFUSED") }));
    expect(unreachable?.title).toBe("The service cannot be reached");
    expect(unforeseen).toMatchObject([{ title: "Something went wrong", canRetry: true }]);
  });
});
