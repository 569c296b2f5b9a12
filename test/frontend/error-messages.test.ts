import { GraphQLError } from "graphql";
import { CombinedError } from "urql";
import { describe, expect, it } from "vitest";
import { errorMessages } from "../../examples/frontend/error-messages.js";
import { type ErrorCode, statusByCode } from "../../src/ats/errors.js";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

/** Codes of requests that no correct frontend sends, and of bugs. For these the message "Something went wrong" is right. */
const unexpectedCodes: readonly string[] = [
  "BAD_REQUEST",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "INTERNAL_SERVER_ERROR",
] satisfies ErrorCode[];

const codes = Object.keys(statusByCode).filter((code) => !unexpectedCodes.includes(code));

const coded = (code: string) => new GraphQLError("This text is not shown.", { extensions: { code } });

const unexpected = errorMessages(new CombinedError({ graphQLErrors: [coded("SOMETHING_NEW")] }));

describe("the frontend example's error messages", () => {
  it("has a different message for each code", () => {
    expect(codes.length).toBeGreaterThan(10);
    const titles = codes.map((code) => {
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

  it("shows one cause once, for a real answer in which it stopped many fields", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(30) });
    const query = "{ applications(first: 30) { nodes { offerId } } }";
    const { sentErrors, causes } = await subgraph.query(query, {}, { "x-max-upstream-calls": "5" });
    expect(causes).toHaveLength(1);
    expect(sentErrors.length).toBeGreaterThan(20);
    const graphQLErrors = sentErrors.map(({ message, extensions }) => new GraphQLError(message, { extensions }));
    expect(errorMessages(new CombinedError({ graphQLErrors }))).toMatchObject([
      { title: "This request needs too many calls to Lever" },
    ]);
  });

  it("distinguishes an unreachable service from an unexpected error", () => {
    const [unreachable] = errorMessages(new CombinedError({ networkError: new Error("connect ECONNREFUSED") }));
    expect(unreachable?.title).toBe("The service cannot be reached");
    expect(unexpected).toMatchObject([{ title: "Something went wrong", canRetry: true }]);
  });
});
