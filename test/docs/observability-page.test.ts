import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { scrape } from "../support/scrape.js";
import { startSubgraph } from "../support/subgraph.js";

const page = readFileSync(new URL("../../docs/observability.md", import.meta.url), "utf8");

it("docs/observability.md names each metric, and no other", async () => {
  await using subgraph = await startSubgraph({ candidates: 1, env: { REDIS_URL: "redis://127.0.0.1:1" } });
  const { kinds } = await scrape(subgraph.url);
  const existing = [...kinds.keys()].filter((name) => name.startsWith("ats_subgraph_"));
  const [, table = ""] = /^\| question .*\n\| -.*\n((?:\|.*\n)+)/m.exec(page) ?? [];
  const named = [...table.matchAll(/`(\w+_?\w*)`/g)].map(([, name = ""]) => `ats_subgraph_${name}`);
  // These exist only if requests bring the keys of accounts.
  const ofTenants = ["ats_subgraph_tenants", "ats_subgraph_tenants_unproven", "ats_subgraph_tenants_rejected"];
  expect(named.sort()).toEqual([...new Set([...existing, ...ofTenants])].sort());
});
