import type { Fault, Sandbox } from "../../src/lever-sandbox/index.js";
import type { Random } from "../../src/lever-sandbox/seed/random.js";

/** Without an offset there is none to repeat, and the next page would be a made-up one. */
const pagesBehindTheFirst = /offset=/;
const endpoints = [/^\/v1\/opportunities\?/, /\/offers/, /\/postings/, /\/stages/, /\/archive_reasons/, /\/users/, /./];

/**
 * Everything that can go wrong with Lever without a word being untrue: an answer that were false in itself (a 404, a
 * list of nothing) could not be told from the truth.
 */
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

/** Spoils some of the next requests in a way chosen at random; gives its name. */
export function spoilSome(lever: Sandbox, random: Random): string {
  const name = random.pick(Object.keys(faults));
  const match = name === "repeated token" ? pagesBehindTheFirst : random.pick(endpoints);
  lever.faults.failNext(match, faults[name]!, random.between(1, name === "stall" ? 2 : 8));
  return name;
}
