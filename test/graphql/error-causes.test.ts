import { describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { type Answer, startSubgraph } from "../support/subgraph.js";

/** Checks that all errors of an answer have this one cause, and that each null has its error. */
function expectOneCause({ sentErrors, causes }: Answer, cause: object, paths: readonly unknown[]) {
  expect(causes).toEqual([{ id: expect.any(String), requestId: expect.any(String), count: paths.length, ...cause }]);
  expect(sentErrors.map(({ extensions }) => extensions.cause)).toEqual(paths.map(() => causes[0]!.id));
  expect(sentErrors.map(({ path }) => path).sort()).toEqual([...paths].sort());
}

const offersOf = (count: number) => Array.from({ length: count }, (_, at) => ["applications", "nodes", at, "offerId"]);
const offers = "{ applications(first: 100) { nodes { offerId } } }";
const entities =
  "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Job { name } ... on Stage { name } } }";

describe("a cause of several errors is in the response once", () => {
  it("when a limit on calls stops many fields", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(100) });
    await subgraph.query("{ stages { id } }");
    const answer = await subgraph.query(offers, {}, { "x-max-upstream-calls": "1" });
    const message = "The operation needs more than the 1 provider calls that x-max-upstream-calls allows.";
    expectOneCause(answer, { code: "CALL_BUDGET_EXCEEDED", message }, offersOf(100));
    expect(answer.sentErrors[0]!.message).toBe("The limit on calls is reached.");
    expect(answer.errors[0]).toMatchObject({ message });
  });

  it("when the deadline stops many fields", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(10), env: { QUERY_DEADLINE_MS: "500" } });
    subgraph.lever.faults.failNext(/offers/, "stall", Infinity);
    const { sentErrors, causes } = await subgraph.query(offers);
    // On a slow machine the deadline also stops the list.
    const message = "The operation did not end within 500 ms. Ask for less at a time.";
    expect(causes).toMatchObject([{ code: "DEADLINE_EXCEEDED", message, count: sentErrors.length }]);
  });

  it("when many fields share one call that failed", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(20) });
    subgraph.lever.faults.failNext(/postings/, { status: 503 }, Infinity);
    const answer = await subgraph.query("{ applications(first: 20) { nodes { job { name } } } }");
    const paths = Array.from({ length: 20 }, (_, at) => ["applications", "nodes", at, "job"]);
    const message = "Lever is failing (HTTP 503).";
    expectOneCause(answer, { code: "UPSTREAM_UNAVAILABLE", message, provider: "LEVER" }, paths);
  });

  it("when the key may not read an endpoint", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(20) });
    subgraph.lever.faults.failNext(/offers/, { status: 403 }, Infinity);
    const answer = await subgraph.query(offers);
    expect(answer.causes.map(({ code, provider }) => [code, provider])).toEqual(
      answer.causes.map(() => ["UPSTREAM_FORBIDDEN", "LEVER"]),
    );
    expect(answer.sentErrors).toHaveLength(20);
    expect(JSON.stringify(answer.sentErrors).length).toBeLessThan(20 * 170);
  });

  it("when many representations are invalid, also with different ids", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(1) });
    const of = Array.from({ length: 100 }, (_, at) => ({ __typename: at < 60 ? "Job" : "Stage", id: `no id ${at}` }));
    const { causes, sentErrors } = await subgraph.query(entities, { of });
    expect(causes).toMatchObject([
      { code: "BAD_USER_INPUT", message: expect.stringMatching(/^The value cannot be a Job id: expected/), count: 60 },
      {
        code: "BAD_USER_INPUT",
        message: expect.stringMatching(/^The value cannot be a Stage id: expected/),
        count: 40,
      },
    ]);
    expect(sentErrors.map(({ path }) => path)).toEqual(of.map((_, at) => ["_entities", at]));
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("with the same id in each response, so that clients of gateways can group errors by it", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(3) });
    const capped = () => subgraph.query(offers, {}, { "x-max-upstream-calls": "2" });
    const [first, second] = [await capped(), await capped()];
    expect(first.causes).toHaveLength(1);
    expect(second.causes[0]!.id).toBe(first.causes[0]!.id);
    expect(second.causes[0]!.requestId).not.toBe(first.causes[0]!.requestId);
  });

  it("with the request id of each operation that shares an execution", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(5) });
    subgraph.lever.faults.failNext(/postings/, { status: 403 }, Infinity);
    const query = "{ applications(first: 5) { nodes { job { name } } } }";
    const ids = ["one", "two"];
    const answers = await Promise.all(ids.map((id) => subgraph.query(query, {}, { "x-request-id": id })));
    expect(answers.map(({ causes }) => causes.map(({ requestId }) => requestId))).toEqual([["one"], ["two"]]);
    expect(answers.map(({ upstream }) => upstream.calls).sort()).toEqual([0, expect.any(Number)]);
    for (const { sentErrors } of answers) expect(sentErrors).toHaveLength(5);
  });
});

describe("an error that shares its cause with no other", () => {
  it("has everything itself", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(2) });
    const { sentErrors, causes } = await subgraph.query('{ job(id: "nonsense") { name } }');
    expect(causes).toEqual([]);
    expect(sentErrors).toEqual([
      {
        message: expect.stringMatching(/^"nonsense" cannot be a Job id/),
        path: ["job"],
        locations: [{ line: 1, column: 3 }],
        extensions: { code: "BAD_USER_INPUT", requestId: expect.any(String) },
      },
    ]);
  });

  it("has everything itself, also if others share one", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(2) });
    const query = '{ job(id: "nonsense") { name } a: candidate(id: "a") { id } b: candidate(id: "b") { id } }';
    const { sentErrors, causes } = await subgraph.query(query);
    expect(causes).toMatchObject([{ count: 2 }]);
    expect(sentErrors.map(({ extensions }) => extensions.cause)).toEqual([undefined, causes[0]!.id, causes[0]!.id]);
  });

  it("is each error about the document", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(1) });
    const { sentErrors, causes, status } = await subgraph.query("{ stages { nothing } more: stages { nothing } }");
    expect(status).toBe(400);
    expect(causes).toEqual([]);
    expect(sentErrors).toHaveLength(2);
    expect(sentErrors[0]!.message).toBe(sentErrors[1]!.message);
    for (const { locations, extensions } of sentErrors) {
      expect(locations).toHaveLength(1);
      expect(extensions).toMatchObject({ requestId: expect.any(String) });
    }
  });
});
