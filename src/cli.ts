#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readConfig } from "./config/config.js";
import { exitOnStartError } from "./server/process.js";

const help = `Usage: ats-subgraph [option]

Serves one recruiting model from the Lever API as a federated GraphQL subgraph; without LEVER_API_KEY from an embedded
Lever. Settings are read from the environment: PORT, HOST, LEVER_API_KEY, ROUTER_SECRET, REDIS_URL and others.

  --health    ask the subgraph that runs here with the same settings whether it lives, and exit with 0 or 1
  --version   print the version
  --help      print this
`;

const options = { health: { type: "boolean" }, version: { type: "boolean" }, help: { type: "boolean" } } as const;

/** What the command line asks for; undefined when it is not understood, which stderr then says why. */
function readArguments() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    return undefined;
  }
}

/** The exit code for whoever watches a container: 0 while the subgraph answers. */
async function checkHealth(): Promise<number> {
  const { host, port } = readConfig();
  const unspecified: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "::1" };
  const address = unspecified[host] ?? host;
  const url = `http://${address.includes(":") ? `[${address}]` : address}:${port}/health/live`;
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  return response?.ok === true ? 0 : 1;
}

// `npx ats-subgraph`.
const asked = readArguments();
if (asked === undefined) process.exitCode = 1;
else if (asked.help === true) console.log(help);
else if (asked.version === true) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  console.log(version);
} else if (asked.health === true) {
  await exitOnStartError(async () => {
    process.exitCode = await checkHealth();
  });
} else {
  // What `npm start` says to Node with --enable-source-maps.
  process.setSourceMapsEnabled(true);
  await import("./main.js");
}
