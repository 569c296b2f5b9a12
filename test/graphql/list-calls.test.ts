import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { steadyAccount } from "../support/steady-account.js";
import { startSubgraph } from "../support/subgraph.js";

const start = (secondIn100: number) =>
  startSandbox({ account: steadyAccount({ leads: 4000, applicants: 600, secondIn100 }), rate: Infinity });
const levers = { once: await start(0), several: await start(3) };
afterAll(async () => {
  for (const lever of Object.values(levers)) await lever.close();
});

/** The calls of a page: with nothing cached, and again. */
async function callsOf(lever: keyof typeof levers, first: number, selection: string) {
  await using subgraph = await startSubgraph({ lever: levers[lever] });
  const query = `{ candidates(first: ${first}) { nodes { id fullName applicationIds ${selection} } } }`;
  const calls: number[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const { data, errors, upstream } = await subgraph.query(query);
    expect(errors).toEqual([]);
    expect(data.candidates.nodes).toHaveLength(first);
    expect(subgraph.newCalls()).toHaveLength(upstream.calls);
    calls.push(upstream.calls);
  }
  return { cold: calls[0]!, warm: calls[1]! };
}

/** What is selected, and how many calls it may take when nothing is cached. */
const selections: [string, string, number][] = [
  ["names", "", 0],
  ["stages", "applications { stage { name } }", 0],
  ["rejections", "applications { status rejectedAt rejectedReason { text } }", 1],
  ["jobs", "applications { job { name } }", 2],
  ["members", "applications { stageHistory { movedBy { name } } }", 1],
  [
    "everything",
    `applications {
      stage { name } status rejectedReason { text } owner { name } stageHistory { movedBy { name } }
      job { name hiringTeam { hiringManagers { name } } }
    }`,
    4,
  ],
];

describe("a first page of candidates after 4,000 leads", () => {
  it.each(selections)("takes few calls: 10 and 100 people with %s", async (_what, selection, more) => {
    const ten = await callsOf("once", 10, selection);
    expect(ten.cold).toBeLessThanOrEqual(4 + more);
    expect(ten.warm).toBeLessThanOrEqual(2);
    const hundred = await callsOf("once", 100, selection);
    expect(hundred.cold).toBeLessThanOrEqual(5 + more);
    expect(hundred.warm).toBeLessThanOrEqual(3);
  });

  it.each(selections)("takes two more where people have several applications: %s", async (_what, selection, more) => {
    const ten = await callsOf("several", 10, selection);
    expect(ten.cold).toBeLessThanOrEqual(6 + more);
    expect(ten.warm).toBeLessThanOrEqual(4);
    const hundred = await callsOf("several", 100, selection);
    expect(hundred.cold).toBeLessThanOrEqual(7 + more);
    expect(hundred.warm).toBeLessThanOrEqual(5);
  });
});
