import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { Environment } from "../../src/config/environment.js";
import { scrape } from "../support/scrape.js";
import { startSubgraph } from "../support/subgraph.js";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/runbook.md", root), "utf8");
const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title);
const sections = page.split(/^## /m).slice(1);

it("has a section for each alert, which says where to look and what to do", () => {
  const { groups } = parse(readFileSync(new URL("examples/monitoring/alerts.yml", root), "utf8")) as {
    groups: { rules: { alert: string; annotations: { runbook_url: string } }[] }[];
  };
  const alerts = groups.flatMap(({ rules }) => rules);
  expect(alerts.length).toBeGreaterThan(5);
  for (const { alert, annotations } of alerts) {
    const [section, ...more] = sections.filter((text) => text.includes(`Alert: \`${alert}\``));
    expect([alert, more.length, section]).toEqual([alert, 0, expect.stringMatching(/\*\*Look\*\*: [^]*\*\*Do\*\*/)]);
    expect(annotations.runbook_url).toBe(`docs/runbook.md#${anchorOf(section!.split("\n")[0]!)}`);
  }
});

it("names metrics and labels that exist", async () => {
  await using subgraph = await startSubgraph({ candidates: 1, env: { REDIS_URL: "redis://127.0.0.1:1" } });
  await subgraph.query("query Stages { stages { id } }");
  await subgraph.query("{ nothing }");
  const metrics = await scrape(subgraph.url);
  const known = new Set(metrics.kinds.keys());
  const named = [...page.matchAll(/`((?:ats_subgraph|process|nodejs)_\w+)/g)].map(([, name = ""]) => name);
  expect(new Set(named).size).toBeGreaterThan(15);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  for (const [, name = "", labels = ""] of page.matchAll(/`(ats_subgraph_\w+)\{([^}]*)\}/g)) {
    const own = metrics.find(name).flatMap((series) => Object.keys(series.labels));
    const asked = [...labels.matchAll(/(\w+)=/g)].map(([, label]) => label);
    expect([name, own]).toEqual([name, expect.arrayContaining(asked)]);
  }
});

it("names settings that exist", () => {
  const named = [...page.matchAll(/`([A-Z]+_[A-Z_]+)(?:=\w+)?`/g)].map(([, name = ""]) => name);
  const codes = readFileSync(new URL("docs/errors.md", root), "utf8");
  const known = new Set(Object.keys(Environment.shape));
  const unknown = named.filter((name) => !known.has(name) && !codes.includes(`\`${name}\``));
  expect(unknown).toEqual([]);
});

it("links to its sections only", () => {
  const anchors = headings.map(anchorOf);
  const links = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((anchor) => !anchors.includes(anchor!))).toEqual([]);
});

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}
