import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/lever-sandbox/index.js";
import { type LoggedSubgraph, startLoggedSubgraph } from "../support/logged-subgraph.js";
import type { Attack, Settings, Target } from "./attack.js";
import { access } from "./attacks/access.js";
import { cursors } from "./attacks/cursors.js";
import { documents } from "./attacks/documents.js";
import { floods } from "./attacks/floods.js";
import { ids } from "./attacks/ids.js";
import { jsonBodies } from "./attacks/json-bodies.js";
import { operations } from "./attacks/operations.js";
import { representations } from "./attacks/representations.js";
import { requests } from "./attacks/requests.js";
import { wires } from "./attacks/wire.js";
import { ask } from "./client.js";
import { problemsOf } from "./response-problems.js";

/** The endpoints of Lever that a subgraph may call. */
const endpoints = new Set([
  "/opportunities",
  "/opportunities/:id",
  "/opportunities/:id/offers",
  "/postings",
  "/postings/:id",
  "/stages",
  "/stages/:id",
  "/archive_reasons",
  "/archive_reasons/:id",
  "/users",
  "/users/:id",
]);

const secret = "open-sesame-seeds";
let lever: Sandbox;
const subgraphs: LoggedSubgraph[] = [];
const targets = new Map<Settings, Target>();
let passed = 0;

beforeAll(async () => {
  lever = await startSandbox({ candidates: 60, rate: Infinity });
  const limits = { MAX_OPERATION_COST: "1000" };
  const guarded = { ...limits, NODE_ENV: "production", ROUTER_SECRET: secret };
  const [production, defaults, tenants] = await Promise.all([
    startLoggedSubgraph(lever, guarded),
    startLoggedSubgraph(lever, limits),
    startLoggedSubgraph(lever, {
      ...guarded,
      LEVER_API_KEY: "",
      LEVER_CREDENTIALS: "header",
      MAX_REQUESTS_PER_MINUTE: "50",
      TRUST_PROXY: "127.0.0.1",
    }),
  ]);
  subgraphs.push(production, defaults, tenants);
  const headers = { "router-authorization": secret };
  const page = await production.ask({ query: "{ candidates(first: 1) { pageInfo { endCursor } } }" }, headers);
  const { data } = (await page.json()) as { data: { candidates: { pageInfo: { endCursor: string } } } };
  const cursor = data.candidates.pageInfo.endCursor;
  targets.set("production", { url: production.url, headers, cursor });
  targets.set("defaults", { url: defaults.url, headers: {}, cursor });
  targets.set("tenants", { url: tenants.url, headers, cursor });
});

afterAll(async () => {
  for (const subgraph of subgraphs) subgraph[Symbol.dispose]();
  await lever.close();
});

const attacks: readonly Attack[] = [
  ...documents,
  ...floods,
  ...operations,
  ...ids,
  ...cursors,
  ...jsonBodies,
  ...representations,
  ...requests,
  ...access,
  ...wires,
];

describe("an attack is refused or limited", () => {
  it.each(attacks.map((attack) => [attack.name, attack] as const))("%s", async (_name, attack) => {
    const target = targets.get(attack.against)!;
    const before = lever.log.length;
    const startedAt = performance.now();
    const replies = [await attack.send(target)].flat();
    const tookMs = performance.now() - startedAt;
    const calls = lever.log.slice(before);
    expect(problemsOf(attack, replies, tookMs, calls.length)).toEqual([]);
    expect(calls.filter(({ method, endpoint }) => method !== "GET" || !endpoints.has(endpoint))).toEqual([]);

    const checkedAt = performance.now();
    expect(await ask(target.url, "/health/ready")).toMatchObject({ status: 200 });
    expect(performance.now() - checkedAt).toBeLessThan(attack.maxMs);
    passed += 1;
  });

  it("has at least 75 attacks with different names", () => {
    console.log(`${attacks.length} attacks: ${passed} refused or limited`);
    expect(attacks.length).toBeGreaterThanOrEqual(75);
    expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length);
  });

  it("logs no error and no line that a client wrote", () => {
    for (const subgraph of subgraphs) {
      for (const line of subgraph
        .output()
        .split("\n")
        .filter((each) => each !== "" && !each.startsWith("ats-subgraph"))) {
        const { level } = JSON.parse(line) as { level: number };
        expect(level, line).toBeLessThan(50);
      }
    }
  });
});
