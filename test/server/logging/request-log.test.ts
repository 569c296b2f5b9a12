import { ApolloServer } from "@apollo/server";
import { GraphQLError } from "graphql";
import { describe, expect, it } from "vitest";
import { AtsError } from "../../../src/ats/errors.js";
import type { Context } from "../../../src/graphql/context.js";
import { safeError } from "../../../src/server/logging/safe-error.js";
import { formatError } from "../../../src/graphql/format-error.js";
import { startOperation } from "../../../src/graphql/operation/operation.js";
import { requestId } from "../../../src/server/logging/request-log.js";
import { errorCauses } from "../../../src/graphql/plugins/error-causes.js";
import { unexpectedErrors } from "../../../src/graphql/plugins/unexpected-errors.js";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

function ask({ url }: TestSubgraph, body: object, headers: Record<string, string> = {}, signal?: AbortSignal) {
  return fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
}

describe("the log", () => {
  it("has one line per operation, with its name, cost and outcome", async () => {
    await using subgraph = await startSubgraph({ candidates: 20 });
    subgraph.lever.faults.failNext(/offers/, { status: 403 });
    const query = "query People { candidates(first: 5) { nodes { id applications { offer { status } } } } }";
    const answer = await ask(subgraph, { query, operationName: "People" }, { "x-request-id": "from-the-router.7" });
    expect(answer.headers.get("x-request-id")).toBe("from-the-router.7");
    const { extensions, errors } = (await answer.json()) as any;
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_FORBIDDEN" } }]);
    const [line, ...others] = await subgraph.logLines("operation", 1);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      level: 30,
      requestId: "from-the-router.7",
      operation: "People",
      outcome: "partial",
      errors: { UPSTREAM_FORBIDDEN: 1 },
      cost: expect.any(Number),
      upstream: extensions.upstream,
      statusCode: 200,
      ms: expect.any(Number),
    });
    expect(line!.cost).toBeGreaterThanOrEqual(extensions.upstream.calls as number);
    expect(await subgraph.logLines("request", 0)).toEqual([]);
  });

  it("has a line for other requests, but not for probes", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { LOG_LEVEL: "info" } });
    for (const path of ["/health/live", "/health/ready", "/metrics", "/graphql?query=nonsense", "/nowhere"]) {
      const answer = await fetch(`${subgraph.url}${path}`);
      expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    }
    await ask(subgraph, { query: "{ nothing }" });
    expect(await subgraph.logLines("operation", 2)).toMatchObject([
      { outcome: "refused", errors: { GRAPHQL_PARSE_FAILED: 1 } },
      { outcome: "refused", errors: { GRAPHQL_VALIDATION_FAILED: 1 } },
    ]);
    expect(await subgraph.logLines("request", 1)).toMatchObject([{ method: "GET", route: "(none)", statusCode: 404 }]);
  });

  it('has the outcome "abandoned" when the client disconnects', async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    subgraph.lever.faults.failNext(/stages/, "stall");
    const controller = new AbortController();
    const response = ask(subgraph, { query: "query Left { stages { id } }" }, {}, controller.signal);
    await expect.poll(() => subgraph.lever.log.length).toBe(1);
    controller.abort();
    await expect(response).rejects.toThrow();
    expect(await subgraph.logLines("operation", 1)).toMatchObject([{ operation: "Left", outcome: "abandoned" }]);
  });
});

describe("the id of a request", () => {
  it.each(["a", "7d2f8c1a9b-FRA", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "a.b_c-d"])("is the client's: %s", (given) => {
    expect(requestId({ headers: { "x-request-id": given } })).toBe(given);
  });

  it.each([undefined, "", "jane@example.org", "a b", "é", "x".repeat(65), "a\nb"])(
    "is a new one instead of %j",
    (given) => {
      expect(requestId({ headers: given === undefined ? {} : { "x-request-id": given } })).toMatch(/^[\w-]{36}$/);
    },
  );
});

describe("an unexpected error", () => {
  it("is logged with the request id that the response has, and expected errors are not logged", async () => {
    const logged: unknown[][] = [];
    const server = new ApolloServer<Context>({
      typeDefs: "type Query { broken: Int refused: Int coded: Int }",
      resolvers: {
        Query: {
          broken: () => JSON.parse("jane@example.org") as number,
          refused: () => {
            throw new AtsError("UPSTREAM_FORBIDDEN", "No.");
          },
          coded: () => {
            throw new GraphQLError("No.", { extensions: { code: "BAD_USER_INPUT" } });
          },
        },
      },
      formatError,
      plugins: [unexpectedErrors((...each) => logged.push(each)), errorCauses()],
    });
    const contextValue = { operation: startOperation(1000, { id: "request-7" }) } as Context;
    const { body } = await server.executeOperation({ query: "{ broken refused coded }" }, { contextValue });
    expect(body.kind === "single" && body.singleResult.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: "INTERNAL_SERVER_ERROR", requestId: "request-7" },
      { code: "UPSTREAM_FORBIDDEN", requestId: "request-7" },
      { code: "BAD_USER_INPUT", requestId: "request-7" },
    ]);
    expect(logged).toEqual([[expect.any(SyntaxError), "request-7"]]);
  });

  it("is logged with its type and stack only, because its message may contain personal data", () => {
    const line = safeError(caught(() => JSON.parse("jane@example.org")));
    expect(line.type).toBe("SyntaxError");
    expect(line.stack).toMatch(/^at JSON\.parse.*\nat .*request-log\.test\.ts/);
    expect(JSON.stringify(line)).not.toContain("jane");
    const several = safeError(new Error("first\n    at home with jane@example.org"));
    expect(JSON.stringify(several)).not.toContain("jane");
  });
});

function caught(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("Nothing was thrown.");
}
