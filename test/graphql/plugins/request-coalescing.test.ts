import { ApolloServer } from "@apollo/server";
import { expect, it } from "vitest";
import type { Context } from "../../../src/graphql/context.js";
import { type Operation, startOperation } from "../../../src/graphql/operation/operation.js";
import { coalesceRequests, stringifyResult } from "../../../src/graphql/plugins/request-coalescing.js";

/** A server whose one field counts its executions, and answers when it is told to, or when nobody waits any more. */
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
  const ask = async (operation: Operation, of = 1) => {
    const contextValue = { operation } as Context;
    const query = "query ($of: Int) { slow(of: $of) }";
    const { body } = await server.executeOperation({ query, variables: { of } }, { contextValue });
    return body.kind === "single" ? body.singleResult : undefined;
  };
  return { ask, answers };
}

const minute = 60_000;

it("executes once what is asked in the same turn, and says what that cost", async () => {
  const { ask, answers } = await startServer();
  const operations = [1, 2, 3].map(() => startOperation(minute));
  operations[0]!.stats.countCall("/stages");
  const asked = operations.map((operation) => ask(operation));
  await expect.poll(() => answers).toHaveLength(1);
  answers[0]!("done");
  for (const result of await Promise.all(asked)) expect(result?.data).toEqual({ slow: "done" });
  expect(operations.map(({ stats }) => stats.cost())).toMatchObject([
    { calls: 1, cached: 0 },
    { calls: 0, cached: 1 },
    { calls: 0, cached: 1 },
  ]);
});

it("takes along what is asked before the first answer has come", async () => {
  const { ask, answers } = await startServer();
  const first = ask(startOperation(minute));
  await expect.poll(() => answers).toHaveLength(1);
  const second = ask(startOperation(minute));
  answers[0]!("done");
  expect([await first, await second]).toMatchObject([{ data: { slow: "done" } }, { data: { slow: "done" } }]);
  const third = ask(startOperation(minute));
  await expect.poll(() => answers).toHaveLength(2);
  answers[1]!("again");
  expect(await third).toMatchObject({ data: { slow: "again" } });
});

it("executes anew what is asked after an answer has come: it could be out of date", async () => {
  const { ask, answers } = await startServer();
  // An answer of the first moments is no provider's: nobody could have changed anything there meanwhile.
  const leader = { ...startOperation(minute), startedAt: performance.now() - 1000 };
  const first = ask(leader);
  await expect.poll(() => answers).toHaveLength(1);
  leader.stats.noteAge(0);
  const second = ask(startOperation(minute));
  await expect.poll(() => answers).toHaveLength(2);
  answers[1]!("second");
  answers[0]!("first");
  expect([await first, await second]).toMatchObject([{ data: { slow: "first" } }, { data: { slow: "second" } }]);
});

it("tells other variables and other caps apart", async () => {
  const { ask, answers } = await startServer();
  const asked = [
    ask(startOperation(minute)),
    ask(startOperation(minute), 2),
    ask(startOperation(minute, { requestedCalls: 5 })),
  ];
  await expect.poll(() => answers).toHaveLength(3);
  answers.forEach((answer, index) => {
    answer(String(index));
  });
  expect(await Promise.all(asked)).toHaveLength(3);
});

it("goes on for those who still wait when the first to ask has gone, and no longer than that", async () => {
  const { ask, answers } = await startServer();
  const [first, second] = [startOperation(minute), startOperation(minute)];
  const asked = [ask(first), ask(second)];
  await expect.poll(() => answers).toHaveLength(1);
  first.clientDisconnected();
  expect(first.signal.aborted).toBe(false);
  second.clientDisconnected();
  expect(first.signal.aborted).toBe(true);
  expect((await asked[0]!)?.errors).toHaveLength(1);
});

it("leaves an operation whose deadline passes to its own errors", async () => {
  const { ask, answers } = await startServer();
  const leader = ask(startOperation(minute));
  const hurried = await ask(startOperation(20));
  expect(hurried?.errors?.[0]?.message).toContain("within 20 ms");
  answers[0]!("done");
  expect((await leader)?.data).toEqual({ slow: "done" });
});

it.each<Parameters<typeof stringifyResult>>([
  [{ data: { a: 1, b: "ü" } }],
  [{ data: null, errors: [{ message: "no" }] }],
  [{ errors: [{ message: "no" }] }],
  [{ data: {}, extensions: { upstream: { calls: 1 } } }],
])("puts a result into words as JSON: %j", (result) => {
  expect(JSON.parse(stringifyResult(result))).toEqual(result);
});
