import { flag } from "./environment.js";
import { isHttpsOrLoopback } from "./loopback.js";

/** The settings of OAuth. */
export const oauthNames = ["LEVER_CLIENT_ID", "LEVER_CLIENT_SECRET", "LEVER_REFRESH_TOKEN", "LEVER_TOKEN_URL"] as const;

/** Whether the settings have a credential, or requests bring one. Without one, only the embedded sandbox can be served. */
export function hasCredential(set: Readonly<Record<string, string | undefined>>): boolean {
  return set.LEVER_CREDENTIALS === "header" || credentialName(set) !== undefined;
}

/** The setting that has the credential, or a part of it. */
export function credentialName(set: Readonly<Record<string, string | undefined>>): string | undefined {
  return ["LEVER_API_KEY", ...oauthNames].find((name) => set[name] !== undefined);
}

/** The embedded sandbox has generated data: it never replaces a real account silently. */
export function sandboxProblems(set: Readonly<Record<string, string | undefined>>): [name: string, problem: string][] {
  const isWanted = flag.safeParse(set.SANDBOX).data;
  if (hasCredential(set)) {
    const other = credentialName(set) ?? "LEVER_CREDENTIALS=header";
    return isWanted === true ? [["SANDBOX", `cannot be used with ${other}: use one of them`]] : [];
  }
  const isAllowed = isWanted ?? set.NODE_ENV !== "production";
  if (isAllowed) return [];
  const when = isWanted === false ? "with SANDBOX=false" : "with NODE_ENV=production";
  return [["LEVER_API_KEY", `or OAuth is required ${when}; set SANDBOX=true to serve the embedded sandbox`]];
}

/** Problems between the settings of credentials. They configure exactly one of: a key, OAuth, keys in the requests. */
export function credentialProblems(
  set: Readonly<Record<string, string | undefined>>,
): [name: string, problem: string][] {
  const { LEVER_API_KEY, LEVER_BASE_URL, LEVER_CREDENTIALS, LEVER_TOKEN_URL, ROUTER_SECRET } = set;
  const given = oauthNames.filter((name) => set[name] !== undefined);
  if (LEVER_CREDENTIALS === "header") {
    const why = "cannot be used with LEVER_CREDENTIALS=header: the requests have the keys";
    const key = LEVER_API_KEY === undefined ? [] : ["LEVER_API_KEY"];
    const found = [...key, ...given].map((name): [string, string] => [name, why]);
    if (ROUTER_SECRET !== undefined) return found;
    return [
      ...found,
      ["ROUTER_SECRET", "is required with LEVER_CREDENTIALS=header: keys are accepted only from your router"],
    ];
  }
  if (given.length === 0) {
    if (LEVER_BASE_URL === undefined || LEVER_API_KEY !== undefined) return [];
    return [["LEVER_API_KEY", "is required with LEVER_BASE_URL; unset both for the embedded sandbox"]];
  }
  if (LEVER_API_KEY !== undefined)
    return given.map((name) => [name, "cannot be used with LEVER_API_KEY: use one of them"]);
  const found = oauthNames
    // Lever's token URL is the default, but not with another base URL.
    .filter((name) => set[name] === undefined && (name !== "LEVER_TOKEN_URL" || LEVER_BASE_URL !== undefined))
    .map((name): [string, string] => {
      const others = name === "LEVER_TOKEN_URL" ? "OAuth and LEVER_BASE_URL" : given.join(", ");
      return [name, `is required with ${others}`];
    });
  if (LEVER_TOKEN_URL !== undefined && !isHttpsOrLoopback(LEVER_TOKEN_URL)) {
    found.push(["LEVER_TOKEN_URL", "must be an https:// URL, or http:// on loopback"]);
  }
  return found;
}
