import { onTestFinished } from "vitest";
import type { Sandbox } from "../../src/lever-sandbox/index.js";
import { type LabelledLever, startLabelledLever } from "./labelled-lever.js";
import { startLeverByKey } from "./lever-by-key.js";
import { type TestSubgraph, startSubgraph } from "./subgraph.js";

const secret = "secret-of-router";

/** A query that takes one call. */
export const stages = "{ stages { id name } }";

/** Starts the Lever accounts of two tenants on one origin. They end with the test. `env` are settings to read them. */
export async function twoLevers(limit: { rate: number; burst: number } | object = {}) {
  const levers = [
    await startLabelledLever("Alder", { seed: 1, ...limit }),
    await startLabelledLever("Birch", { seed: 2, ...limit }),
  ];
  for (const lever of levers) onTestFinished(() => lever.close());
  const origin = await startLeverByKey(levers);
  onTestFinished(() => origin[Symbol.asyncDispose]());
  const env = {
    LEVER_CREDENTIALS: "header",
    LEVER_API_KEY: "",
    LEVER_BASE_URL: origin.url,
    ROUTER_SECRET: secret,
  };
  return { levers: levers as [LabelledLever, LabelledLever], env };
}

/** Starts a subgraph that ends with the test. */
export async function startOver(lever: Sandbox, env: Record<string, string>): Promise<TestSubgraph> {
  const subgraph = await startSubgraph({ lever, env });
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

/** The headers of a request for the account with this key. */
export const as = (key: string) => ({ "router-authorization": secret, "x-lever-api-key": key });

/** Sends a query with the router's secret and these headers. */
export function post({ url }: { url: string }, query: string, headers: Record<string, string>): Promise<Response> {
  const all = { "content-type": "application/json", "router-authorization": secret, ...headers };
  return fetch(`${url}/graphql`, { method: "POST", headers: all, body: JSON.stringify({ query }) });
}

/** The status and the body of `/health/ready`. */
export async function readiness({ url }: { url: string }) {
  const response = await fetch(`${url}/health/ready`);
  return { code: response.status, ...((await response.json()) as object) };
}
