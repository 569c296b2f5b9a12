import { ApolloServer } from "@apollo/server";
import { expect, it } from "vitest";
import { AtsError } from "../../../src/ats/errors.js";
import type { Context } from "../../../src/graphql/context.js";
import { type Operation, startOperation } from "../../../src/graphql/operation/operation.js";
import { coalesceRequests, stringifyResult } from "../../../src/graphql/plugins/request-coalescing.js";

/** A server with one field, which counts its executions and waits for `answers` or for the end of its operation. */
async function startServer() {
  const answers: ((text: string) => void)[] = [];
  const server = new ApolloServer<Context>({
    typeDefs: "type Query { slow(of: Int): String }",
    resolvers: {
      Query: {
        slow: (_root: unknown, _args: unknown, { operation }: Context) =>
          new Promise<string>((resolve, reject) => {
            const giveUp = () => {
              reject(operation.signal.reason as Error);
            };
            if (operation.signal.aborted) giveUp();
            operation.signal.addEventListener("abort", giveUp);
            answers.push(resolve);
          }),
      },
    },
    plugins: [coalesceRequests(() => 0)],
  });
  await server.start();
  const run = async (operation: Operation, of = 1) => {
    const contextValue = { operation } as Context;
    const query = "query ($of: Int) { slow(of: $of) }";
    const { body } = await server.executeOperation({ query, variables: { of } }, { contextValue });
    return body.kind === "single" ? body.singleResult : undefined;
  };
  return { run, answers };
}

const minute = 60_000;

it("executes equal operations of the same tick once, and reports the cost", async () => {
  const { run, answers } = await startServer();
  const operations = [1, 2, 3].map(() => startOperation(minute));
  operations[0]!.stats.startCall({ endpoint: "/stages", attempt: 1, waitedMs: 0 });
  const results = operations.map((operation) => run(operation));
  await expect.poll(() => answers).toHaveLength(1);
  answers[0]!("done");
  for (const result of await Promise.all(results)) expect(result?.data).toEqual({ slow: "done" });
  expect(operations.map(({ stats }) => stats.cost())).toMatchObject([
    { calls: 1, cached: 0 },
    { calls: 0, cached: 1 },
    { calls: 0, cached: 1 },
  ]);
});

it("lets an operation join until the first provider answer arrives", async () => {
  const { run, answers } = await startServer();
  const first = run(startOperation(minute));
  await expect.poll(() => answers).toHaveLength(1);
  const second = run(startOperation(minute));
  answers[0]!("done");
  expect([await first, await second]).toMatchObject([{ data: { slow: "done" } }, { data: { slow: "done" } }]);
  const third = run(startOperation(minute));
  await expect.poll(() => answers).toHaveLength(2);
  answers[1]!("again");
  expect(await third).toMatchObject({ data: { slow: "again" } });
});

it("executes an operation again after a provider answer, because the answer can be out of date", async () => {
  const { run, answers } = await startServer();
  // An answer at the start of an operation does not come from a provider. The provider's data cannot change in that time.
  const leader = { ...startOperation(minute), startedAt: performance.now() - 1000 };
  const first = run(leader);
  await expect.poll(() => answers).toHaveLength(1);
  leader.stats.noteResponse(0, 0);
  const second = run(startOperation(minute));
  await expect.poll(() => answers).toHaveLength(2);
  answers[1]!("second");
  answers[0]!("first");
  expect([await first, await second]).toMatchObject([{ data: { slow: "first" } }, { data: { slow: "second" } }]);
});

it("executes operations with other variables or other limits separately", async () => {
  const { run, answers } = await startServer();
  const results = [
    run(startOperation(minute)),
    run(startOperation(minute), 2),
    run(startOperation(minute, { requestedCalls: 5 })),
  ];
  await expect.poll(() => answers).toHaveLength(3);
  answers.forEach((answer, index) => {
    answer(String(index));
  });
  expect(await Promise.all(results)).toHaveLength(3);
});

it("continues while a client waits, even if the first client disconnects, and then stops", async () => {
  const { run, answers } = await startServer();
  const [first, second] = [startOperation(minute), startOperation(minute)];
  const results = [run(first), run(second)];
  await expect.poll(() => answers).toHaveLength(1);
  first.clientDisconnected();
  expect(first.signal.aborted).toBe(false);
  second.clientDisconnected();
  expect(first.signal.aborted).toBe(true);
  expect((await results[0]!)?.errors).toHaveLength(1);
});

it("gives an operation past its deadline its own error", async () => {
  const { run, answers } = await startServer();
  const leader = run(startOperation(minute));
  await expect.poll(() => answers).toHaveLength(1);
  const hurried = await run(startOperation(20));
  expect(hurried?.errors?.[0]?.message).toContain("within 20 ms");
  answers[0]!("done");
  expect((await leader)?.data).toEqual({ slow: "done" });
});

it("is executed once more, for all that joined, after the deadline of the first operation", async () => {
  const { run, answers } = await startServer();
  const first = run(startOperation(300));
  await expect.poll(() => answers).toHaveLength(1);
  const others = [startOperation(minute), startOperation(minute), startOperation(minute)];
  const results = others.map((operation) => run(operation));
  expect((await first)?.errors?.[0]?.message).toContain("within 300 ms");
  await expect.poll(() => answers).toHaveLength(2);
  others[0]!.abort(new AtsError("DEADLINE_EXCEEDED", "within its own time"));
  expect((await results[0])?.errors?.[0]?.message).toBe("within its own time");
  answers[1]!("done");
  for (const result of results.slice(1)) expect((await result)?.data).toEqual({ slow: "done" });
  expect(others.map(({ summary }) => summary.shared)).toEqual([true, true, false]);
});

it("joins the calls of the first operation before its deadline aborts them", async () => {
  const { run, answers } = await startServer();
  const leader = startOperation(300);
  const first = run(leader);
  await expect.poll(() => answers).toHaveLength(1);
  const second = run(startOperation(minute));
  const started = new Promise<number>((resolve) => {
    leader.signal.addEventListener("abort", () => {
      resolve(answers.length);
    });
  });
  expect(await started).toBe(2);
  answers[1]!("done");
  expect([(await first)?.errors?.length, (await second)?.data]).toEqual([1, { slow: "done" }]);
});

it.each<Parameters<typeof stringifyResult>>([
  [{ data: { a: 1, b: "ü" } }],
  [{ data: null, errors: [{ message: "no" }] }],
  [{ errors: [{ message: "no" }] }],
  [{ data: {}, extensions: { upstream: { calls: 1 } } }],
])("writes a result as JSON: %j", (result) => {
  expect(JSON.parse(stringifyResult(result))).toEqual(result);
});
