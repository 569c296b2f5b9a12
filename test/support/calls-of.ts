import { expect } from "vitest";
import { plainAccount } from "./plain-account.js";
import { startSubgraph } from "./subgraph.js";

/** The calls by endpoint of a query on a new subgraph with an empty cache, over a plain account of 100 people. */
export async function callsOf(query: string, variables: object = {}): Promise<Record<string, number>> {
  await using subgraph = await startSubgraph({ account: plainAccount(100) });
  const { errors, upstream } = await subgraph.query(query, variables);
  expect(errors).toEqual([]);
  const received: Record<string, number> = {};
  for (const call of subgraph.newCalls()) received[call.slice(4)] = (received[call.slice(4)] ?? 0) + 1;
  expect(upstream.byEndpoint).toEqual(received);
  return received;
}
