import { type RawSettings, type SettingProblem, flag } from "./environment.js";

/** The settings of OAuth. */
export const oauthNames = ["LEVER_CLIENT_ID", "LEVER_CLIENT_SECRET", "LEVER_REFRESH_TOKEN", "LEVER_TOKEN_URL"] as const;

/** Whether the settings have a credential, or requests bring one. Without one, only the embedded sandbox can be served. */
export function hasCredential(set: RawSettings): boolean {
  return set.LEVER_CREDENTIALS === "header" || credentialName(set) !== undefined;
}

/** The setting that has the credential, or a part of it. */
export function credentialName(set: RawSettings): string | undefined {
  return ["LEVER_API_KEY", ...oauthNames].find((name) => set[name] !== undefined);
}

/** The embedded sandbox has generated data: it never replaces a real account silently. */
export function sandboxProblems(set: RawSettings): SettingProblem[] {
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
export function credentialProblems(set: RawSettings): SettingProblem[] {
  const { LEVER_API_KEY, LEVER_BASE_URL, LEVER_CREDENTIALS } = set;
  const givenOauth = oauthNames.filter((name) => set[name] !== undefined);
  if (LEVER_CREDENTIALS === "header") return headerProblems(set, givenOauth);
  if (givenOauth.length > 0) return oauthProblems(set, givenOauth);
  if (LEVER_BASE_URL === undefined || LEVER_API_KEY !== undefined) return [];
  return [["LEVER_API_KEY", "is required with LEVER_BASE_URL; unset both for the embedded sandbox"]];
}

function headerProblems(set: RawSettings, givenOauth: readonly string[]): SettingProblem[] {
  const why = "cannot be used with LEVER_CREDENTIALS=header: the requests have the keys";
  const key = set.LEVER_API_KEY === undefined ? [] : ["LEVER_API_KEY"];
  const problems = [...key, ...givenOauth].map((name): SettingProblem => [name, why]);
  if (set.ROUTER_SECRET !== undefined) return problems;
  const rule = "is required with LEVER_CREDENTIALS=header: keys are accepted only from your router";
  return [...problems, ["ROUTER_SECRET", rule]];
}

function oauthProblems(set: RawSettings, givenOauth: readonly string[]): SettingProblem[] {
  const { LEVER_API_KEY, LEVER_BASE_URL } = set;
  if (LEVER_API_KEY !== undefined) {
    return givenOauth.map((name) => [name, "cannot be used with LEVER_API_KEY: use one of them"]);
  }
  // Lever's token URL is the default, but not with another base URL.
  const required = oauthNames.filter((name) => name !== "LEVER_TOKEN_URL" || LEVER_BASE_URL !== undefined);
  return required
    .filter((name) => set[name] === undefined)
    .map((name): SettingProblem => {
      const others = name === "LEVER_TOKEN_URL" ? "OAuth and LEVER_BASE_URL" : givenOauth.join(", ");
      return [name, `is required with ${others}`];
    });
}
