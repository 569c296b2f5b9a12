import fc from "fast-check";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomQuery } from "../support/random-query.js";
import { allowedCodes } from "../support/allowed-codes.js";
import { idsIn, plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { fuzzRuns, fuzzTimeoutMs, pollution } from "./fuzz.js";
import { marker } from "./mangled-json.js";
import { type MangledLever, startMangledLever } from "./mangled-lever.js";
import { internals } from "./response-problems.js";

const deadlineMs = 1500;
const account = plainAccount(12, 5);
const ids = idsIn(account);

let truth: TestSubgraph;
let mangled: MangledLever;
let subgraph: TestSubgraph;
beforeAll(async () => {
  truth = await startSubgraph({ account });
  mangled = await startMangledLever(truth.lever);
  subgraph = await startSubgraph({
    lever: truth.lever,
    env: {
      LEVER_BASE_URL: mangled.url,
      QUERY_DEADLINE_MS: String(deadlineMs),
      LEVER_TIMEOUT_MS: "400",
      REFERENCE_TTL_MS: "0",
    },
  });
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await mangled[Symbol.asyncDispose]();
  await truth[Symbol.asyncDispose]();
});

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Values of a wrong format in a response. The executor checks the types, but not these formats. */
function invalidValues(data: unknown, name = ""): string[] {
  if (Array.isArray(data)) return data.flatMap((each) => invalidValues(each, name));
  if (typeof data === "object" && data !== null) {
    return Object.entries(data).flatMap(([key, value]) => invalidValues(value, key.replace(/Too$/, "")));
  }
  if (data === null || data === undefined) return [];
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const isInvalid =
    (/(At|asOf)$/.test(name) && !dateTime.test(text)) ||
    (name === "remoteUrl" && !/^https?:/.test(text)) ||
    (/^(id|remoteId)$/.test(name) && !/^[\w:-]+$/.test(text));
  return isInvalid ? [`${name}: ${text}`] : [];
}

describe("a mangled response of Lever", () => {
  it(
    "only affects the fields that depend on it",
    async () => {
      let calls = 0;
      const outcomes = { complete: 0, partial: 0, empty: 0 };
      await fc.assert(
        fc.asyncProperty(randomQuery(buildSubgraph().schema, ids), fc.nat(), fc.nat(60), async (query, seed, cap) => {
          mangled.reseed(seed);
          const startedAt = performance.now();
          const { data, errors, status, upstream } = await subgraph.query(
            query,
            {},
            { "x-max-upstream-calls": String(cap) },
          );
          expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 1000);
          expect(upstream.calls).toBeLessThanOrEqual(cap);
          // Calls of this operation may still arrive. A call that starts after its end would be one too many.
          calls += upstream.calls;
          await new Promise((resolve) => setTimeout(resolve, 30));
          expect(mangled.received()).toBeLessThanOrEqual(calls);
          expect(status).toBeLessThan(500);
          for (const { message, extensions } of errors) {
            expect(allowedCodes, message).toContain(extensions.code);
            expect(message).not.toContain(marker);
            expect(message).not.toMatch(internals);
            expect(message.length).toBeLessThan(1200);
          }
          expect(invalidValues(data)).toEqual([]);
          expect(pollution()).toEqual([]);
          const isEmpty = Object.values((data ?? {}) as object).every((value) => value === null);
          outcomes[errors.length === 0 ? "complete" : isEmpty ? "empty" : "partial"] += 1;
        }),
        fuzzRuns(40, 70),
      );
      console.log(`Operations with mangled responses: ${JSON.stringify(outcomes)}`);
      expect(outcomes.complete, "complete results").toBeGreaterThan(0);
      expect(outcomes.partial, "partial results").toBeGreaterThan(0);

      mangled.reseed(0);
      expect((await truth.query("{ candidates(first: 100) { nodes { id } } }")).data.candidates.nodes).toHaveLength(12);
    },
    fuzzTimeoutMs,
  );
});
