import { credentialName, credentialProblems, sandboxProblems } from "./credential-checks.js";
import { type RawSettings, type SettingProblem, flag } from "./environment.js";
import { isLoopback } from "./loopback.js";

/** Problems between settings that are each valid. Each problem has the name of the setting to change. */
export function crossCheckProblems(set: RawSettings): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const { HOST = "127.0.0.1", ROUTER_SECRET, ALLOW_UNAUTHENTICATED = "false" } = set;
  problems.push(...sandboxProblems(set), ...credentialProblems(set));
  if (set.ROUTER_SECRET_PREVIOUS !== undefined && ROUTER_SECRET === undefined) {
    problems.push(["ROUTER_SECRET_PREVIOUS", "is the secret before ROUTER_SECRET, but ROUTER_SECRET is not set"]);
  }
  if (set.TRUSTED_DOCUMENTS_MODE !== undefined && set.TRUSTED_DOCUMENTS === undefined) {
    problems.push(["TRUSTED_DOCUMENTS", "is required with TRUSTED_DOCUMENTS_MODE"]);
  }
  problems.push(...tokenSettings(set));
  const isGuarded = ROUTER_SECRET !== undefined || set.JWT_JWKS_URL !== undefined;
  const isAllowed = flag.safeParse(ALLOW_UNAUTHENTICATED).data === true;
  const credential = credentialName(set);
  if (credential !== undefined && !isLoopback(HOST) && !isGuarded && !isAllowed) {
    const when = `when HOST (${HOST}) is not loopback and ${credential} is set`;
    problems.push(["ROUTER_SECRET", `or JWT_JWKS_URL is required ${when}; or set ALLOW_UNAUTHENTICATED=true`]);
  }
  if (set.LEVER_WEBHOOK_TOKEN !== undefined && set.LEVER_CREDENTIALS === "header") {
    const why = "an event does not name its account";
    problems.push(["LEVER_WEBHOOK_TOKEN", `cannot be used with LEVER_CREDENTIALS=header: ${why}`]);
  }
  return [...problems, ...purgeSettings(set)];
}

/** A router is purged by events, and only of records that it may cache. */
function purgeSettings(set: RawSettings): SettingProblem[] {
  const { ROUTER_PURGE_URL: url, ROUTER_PURGE_KEY: key, ROUTER_CACHE_TAGS: tags } = set;
  if (url === undefined) {
    return key === undefined ? [] : [["ROUTER_PURGE_URL", "is required with ROUTER_PURGE_KEY"]];
  }
  const problems = (["ROUTER_PURGE_KEY", "LEVER_WEBHOOK_TOKEN", "RECORD_TTL_MS"] as const)
    .filter((name) => set[name] === undefined || (name === "RECORD_TTL_MS" && Number(set[name]) === 0))
    .map((name): SettingProblem => [name, "is required with ROUTER_PURGE_URL"]);
  if (tags !== undefined && flag.safeParse(tags).data === false) {
    problems.push(["ROUTER_CACHE_TAGS", "must be true with ROUTER_PURGE_URL, or unset"]);
  }
  if (URL.canParse(url) && (new URL(url).username !== "" || new URL(url).password !== "")) {
    problems.push(["ROUTER_PURGE_URL", "must not contain a user name or password: use ROUTER_PURGE_KEY"]);
  }
  return problems;
}

/** The settings of JWTs are set together. */
function tokenSettings(set: RawSettings): SettingProblem[] {
  const names = ["JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE"] as const;
  const given = names.filter((name) => set[name] !== undefined);
  if (given.length === 0) return [];
  return names.filter((name) => !given.includes(name)).map((name) => [name, `is required with ${given.join(" and ")}`]);
}
