import { credentialSettings, oauthNames } from "./credential-settings.js";
import { flag } from "./environment.js";
import { loopback } from "./loopback.js";

/** What is wrong between settings, each of which may be right by itself; by the name of the one to mend. */
export function contradictions(set: Readonly<Record<string, string | undefined>>): [name: string, problem: string][] {
  const found: [string, string][] = [];
  const { LEVER_API_KEY, HOST = "127.0.0.1", ROUTER_SECRET, ALLOW_UNAUTHENTICATED = "false" } = set;
  found.push(...credentialSettings(set));
  const isAllowed = flag.safeParse(ALLOW_UNAUTHENTICATED).data === true;
  const credential = LEVER_API_KEY === undefined ? oauthNames.find((name) => set[name] !== undefined) : "LEVER_API_KEY";
  if (credential !== undefined && !loopback.has(HOST) && ROUTER_SECRET === undefined && !isAllowed) {
    const when = `when HOST (${HOST}) is not loopback and ${credential} is set`;
    found.push(["ROUTER_SECRET", `is required ${when}; or set ALLOW_UNAUTHENTICATED=true`]);
  }
  return found;
}
