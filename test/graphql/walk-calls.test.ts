import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { steadyAccount } from "../support/steady-account.js";
import { startSubgraph } from "../support/subgraph.js";
import { callsOfWalk, leastCalls, startKnowing } from "../support/walk-calls.js";

const start = (secondIn100: number) =>
  startSandbox({ account: steadyAccount({ leads: 2500, applicants: 2500, secondIn100 }), rate: Infinity });
const accounts = [
  ["where each person has one opportunity", await start(0), 1.25],
  ["where 3 of 100 rows are the second one of a person", await start(3), 1.75],
] as const;
afterAll(async () => {
  for (const [, lever] of accounts) await lever.close();
});

describe.each(accounts)(
  "a walk of the candidates of 5,000 opportunities, half of them leads, %s",
  (_what, lever, factor) => {
    const people = lever.account.contacts.length - 2500;
    const most = factor * leastCalls(lever.account);

    it("takes few calls once the account is known", async () => {
      await using subgraph = await startKnowing(lever);
      const { calls, nodes } = await callsOfWalk(subgraph, "candidates", { first: 100 });
      expect(nodes).toBe(people);
      expect(calls).toBeLessThanOrEqual(most);
    });

    it("takes a hundredth of the archived rows more the first time", async () => {
      await using subgraph = await startSubgraph({ lever });
      const { calls, nodes } = await callsOfWalk(subgraph, "candidates", { first: 100 });
      expect(nodes).toBe(people);
      const archived = lever.account.opportunities.filter(({ archived }) => archived !== null).length;
      expect(calls).toBeLessThanOrEqual(most + Math.ceil(archived / 100));
    });
  },
);
