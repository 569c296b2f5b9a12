#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readConfig } from "./config/config.js";
import { exitOnStartError } from "./server/process.js";

const help = `Usage: ats-subgraph [option]

Serves a recruiting model over the Lever API as a federated GraphQL subgraph. Without LEVER_API_KEY it serves an
embedded Lever sandbox. Settings are environment variables: PORT, HOST, LEVER_API_KEY, ROUTER_SECRET, REDIS_URL and
others.

  --health    check a running subgraph with the same settings; the exit code is 0 if it responds, otherwise 1
  --version   print the version
  --help      print this
`;

const options = { health: { type: "boolean" }, version: { type: "boolean" }, help: { type: "boolean" } } as const;

/** The options of the command line. Undefined if they are invalid; stderr then has the reason. */
function readArguments() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    return undefined;
  }
}

/** The exit code of `--health`: 0 if the subgraph responds. */
async function checkHealth(): Promise<number> {
  const { host, port } = readConfig();
  const unspecified: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "::1" };
  const address = unspecified[host] ?? host;
  const url = `http://${address.includes(":") ? `[${address}]` : address}:${port}/health/live`;
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  return response?.ok === true ? 0 : 1;
}

// `npx ats-subgraph`.
const values = readArguments();
if (values === undefined) process.exitCode = 1;
else if (values.help === true) console.log(help);
else if (values.version === true) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  console.log(version);
} else if (values.health === true) {
  await exitOnStartError(async () => {
    process.exitCode = await checkHealth();
  });
} else {
  // The same as --enable-source-maps, which `npm start` sets.
  process.setSourceMapsEnabled(true);
  await import("./main.js");
}
