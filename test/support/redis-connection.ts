import { expect } from "vitest";
import { scrape } from "./scrape.js";
import type { TestSubgraph } from "./subgraph.js";

/** Waits until a subgraph is connected to Redis. Until then it stores nothing there, and finds nothing. */
export async function redisConnection({ url }: Pick<TestSubgraph, "url">): Promise<void> {
  await expect.poll(async () => (await scrape(url)).sum("ats_subgraph_redis_up")).toBe(1);
}
