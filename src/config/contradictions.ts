import { flag } from "./environment.js";

const loopback = new Set(["127.0.0.1", "localhost", "::1"]);

/** What is wrong between settings, each of which may be right by itself; by the name of the one to mend. */
export function contradictions(set: Readonly<Record<string, string | undefined>>): [name: string, problem: string][] {
  const found: [string, string][] = [];
  const { LEVER_API_KEY, LEVER_BASE_URL, HOST = "127.0.0.1", ROUTER_SECRET, ALLOW_UNAUTHENTICATED = "false" } = set;
  if (LEVER_BASE_URL !== undefined && LEVER_API_KEY === undefined) {
    found.push(["LEVER_API_KEY", "is required with LEVER_BASE_URL; unset both for the embedded sandbox"]);
  }
  const isAllowed = flag.safeParse(ALLOW_UNAUTHENTICATED).data === true;
  if (LEVER_API_KEY !== undefined && !loopback.has(HOST) && ROUTER_SECRET === undefined && !isAllowed) {
    const when = `when HOST (${HOST}) is not loopback and LEVER_API_KEY is set`;
    found.push(["ROUTER_SECRET", `is required ${when}; or set ALLOW_UNAUTHENTICATED=true`]);
  }
  if (set.LEVER_WEBHOOK_TOKEN !== undefined && set.LEVER_CREDENTIALS === "header") {
    const why = "an event does not say which account it is about";
    found.push(["LEVER_WEBHOOK_TOKEN", `cannot be used with LEVER_CREDENTIALS=header: ${why}`]);
  }
  return found;
}
