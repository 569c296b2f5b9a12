import type { Fault, Sandbox } from "../../src/lever-sandbox/index.js";
import type { Random } from "../../src/lever-sandbox/seed/random.js";

const laterPages = /offset=/;
const endpoints = [/^\/v1\/opportunities\?/, /\/offers/, /\/postings/, /\/stages/, /\/archive_reasons/, /\/users/, /./];

/** Faults that do not change the data. A 404 or an empty list is not among them, since it looks like real data. */
const faults: Readonly<Record<string, Fault>> = {
  "429": { status: 429 },
  "429 with retry-after": { status: 429, headers: { "retry-after": "1" } },
  "400": { status: 400 },
  "401": { status: 401 },
  "403": { status: 403 },
  "500": { status: 500 },
  "502": { status: 502 },
  "503": { status: 503 },
  reset: "reset",
  "reset mid-body": "reset-mid-body",
  "cut JSON": "cut-json",
  html: "html",
  "wrong shape": "wrong-shape",
  "repeated token": "repeat-token",
  stall: "stall",
  late: { delayMs: 300 },
};

/** Adds a random fault for some of the next requests, and returns its name. */
export function addRandomFault(lever: Sandbox, random: Random): string {
  const name = random.pick(Object.keys(faults));
  // A first page has no token to repeat: its next page would have made-up data.
  const match = name === "repeated token" ? laterPages : random.pick(endpoints);
  lever.faults.failNext(match, faults[name]!, random.between(1, name === "stall" ? 2 : 8));
  return name;
}
