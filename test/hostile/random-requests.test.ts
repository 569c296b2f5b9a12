import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { allowedCodes } from "../support/allowed-codes.js";
import { idsIn, plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { ask } from "./client.js";
import { fuzzRuns, fuzzTimeoutMs, pollution } from "./fuzz.js";
import { randomRequest } from "./random-request.js";
import { internals } from "./response-problems.js";

const maxCalls = 150;
const account = plainAccount(12, 5);
const ids = idsIn(account);

let subgraph: TestSubgraph;
beforeAll(async () => {
  const env = { QUERY_DEADLINE_MS: "2000", MAX_OPERATION_COST: String(maxCalls), INTROSPECTION: "false" };
  subgraph = await startSubgraph({ account, env });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

describe("a random request", () => {
  it(
    "gets a response in time, with known error codes and within its call limit",
    async () => {
      const { data } = await subgraph.query(
        "{ candidates(first: 1) { pageInfo { endCursor } } jobs(first: 1) { pageInfo { endCursor } } }",
      );
      const cursors = [data.candidates.pageInfo.endCursor, data.jobs.pageInfo.endCursor] as string[];
      const outcomes = { complete: 0, partial: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(randomRequest(buildSubgraph().schema, ids, cursors), async ({ body, headers }) => {
          subgraph.newCalls();
          const startedAt = performance.now();
          const reply = await ask(subgraph.url, "/graphql", {
            method: "POST",
            headers: { "content-type": "application/json", ...headers },
            body,
          });
          expect(performance.now() - startedAt).toBeLessThan(3000);
          expect(reply.status).toBeLessThan(500);
          expect(subgraph.newCalls().length).toBeLessThanOrEqual(maxCalls);
          const { data, errors = [] } = JSON.parse(reply.body) as {
            data?: unknown;
            errors?: { message: string; extensions: { code: string } }[];
          };
          for (const { message, extensions } of errors) {
            expect(allowedCodes, message).toContain(extensions.code);
            expect(message).not.toMatch(internals);
          }
          expect(pollution()).toEqual([]);
          outcomes[data == null ? "refused" : errors.length > 0 ? "partial" : "complete"] += 1;
        }),
        fuzzRuns(100, 300),
      );
      console.log(`Random requests: ${JSON.stringify(outcomes)}`);
      expect(outcomes.complete).toBeGreaterThan(10);
      expect(outcomes.refused).toBeGreaterThan(10);
    },
    fuzzTimeoutMs,
  );
});
