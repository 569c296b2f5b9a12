import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allowedCodes } from "../support/allowed-codes.js";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { write } from "./client.js";
import { fuzzRuns, fuzzTimeoutMs, pollution } from "./fuzz.js";
import { randomHttpRequest } from "./random-http-request.js";
import { internals } from "./response-problems.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  const env = { MAX_REQUESTS_PER_MINUTE: "1000000", REQUEST_TIMEOUT_MS: "2000", TRUST_PROXY: "127.0.0.1" };
  subgraph = await startSubgraph({ account: plainAccount(3, 2), env });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

describe("an HTTP request, however wrong", () => {
  it(
    "is answered without a status of 500 or more, without internal details and with known codes",
    async () => {
      const statuses = new Map<number | undefined, number>();
      await fc.assert(
        fc.asyncProperty(randomHttpRequest, async (request) => {
          const { status, headers, body } = await write(subgraph.url, [request]);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          expect(status ?? 0, body).toBeLessThan(500);
          expect(headers + body).not.toMatch(internals);
          for (const [, code] of body.matchAll(/"code":"([A-Z_]+)"/g)) expect(allowedCodes).toContain(code);
          expect(pollution()).toEqual([]);
        }),
        fuzzRuns(400, 1500),
      );
      console.log(`Random HTTP requests: ${JSON.stringify(Object.fromEntries(statuses))}`);
      expect(statuses.get(200)).toBeGreaterThan(20);
      expect(statuses.get(400)).toBeGreaterThan(20);
      expect(statuses.size).toBeGreaterThan(5);
    },
    fuzzTimeoutMs,
  );
});
