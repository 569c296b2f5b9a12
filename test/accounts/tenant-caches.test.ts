import { expect, it } from "vitest";
import { as, post, stages, startOver, twoLevers } from "../support/two-tenants.js";

/** How many calls each request makes, of the first account twice, the second, and the first again. */
async function callsOf(cacheBytes: number): Promise<number[]> {
  const { levers, env } = await twoLevers();
  const settings = { ...env, REFERENCE_TTL_MS: "3600000", CACHE_BYTES: String(cacheBytes) };
  const subgraph = await startOver(levers[0], settings);
  const calls: number[] = [];
  for (const lever of [levers[0], levers[0], levers[1], levers[0]]) {
    const before = lever.log.length;
    const response = await post(subgraph, stages, as(lever.apiKey));
    const { data, errors } = (await response.json()) as { data: { stages: { id: string }[] }; errors?: unknown };
    expect(errors).toBeUndefined();
    const ids = lever.account.stages.map(({ id }) => id);
    expect(data.stages.length).toBeGreaterThan(5);
    expect(ids).toEqual(expect.arrayContaining(data.stages.map(({ id }) => id)));
    calls.push(lever.log.length - before);
  }
  return calls;
}

it("the caches of all accounts together take no more than CACHE_BYTES", async () => {
  expect(await callsOf(48 * 1024 * 1024)).toEqual([1, 0, 1, 0]);
  // Enough for the stages of one account, and not for those of two.
  expect(await callsOf(8_000)).toEqual([1, 0, 1, 1]);
});
