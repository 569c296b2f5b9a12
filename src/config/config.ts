import type { z } from "zod";
import { ConfigError } from "../ats/errors.js";
import { crossCheckProblems } from "./cross-checks.js";
import { hasCredential } from "./credential-checks.js";
import { Environment } from "./environment.js";
import { tracingSettings } from "./tracing-settings.js";

/** The settings, checked. Durations are in milliseconds. */
export type Config = ReturnType<typeof readConfig>;

/** Reads and checks all settings; no other code reads them. An empty variable counts as unset. Throws a `ConfigError`. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env) {
  const set = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const trimmed = value?.trim();
      return trimmed === undefined || trimmed === "" ? [] : [[name, trimmed]];
    }),
  );
  const result = Environment.safeParse(set);
  const problems = new Map(crossCheckProblems(set));
  for (const { path, message } of result.error?.issues ?? []) {
    const name = String(path[0]);
    if (!problems.has(name)) problems.set(name, message);
  }
  if (!result.success || problems.size > 0) {
    const lines = [...problems].map(([name, problem]) => `  ${name}: ${problem}`);
    throw new ConfigError(`These settings cannot be used:\n${lines.join("\n")}`);
  }
  const env = result.data;
  const { tracing, problems: ignoredVariables } = tracingSettings(set);
  const isProduction = env.NODE_ENV === "production";
  const maxUnprovenTenants = Math.max(10, Math.ceil(env.MAX_TENANTS / 10));
  return {
    host: env.HOST,
    port: env.PORT,
    allowedHosts: env.ALLOWED_HOSTS,
    logLevel: env.LOG_LEVEL,
    graphiql: env.GRAPHIQL ?? !isProduction,
    introspection: env.INTROSPECTION ?? !isProduction,
    guards: {
      routerSecrets: [env.ROUTER_SECRET, env.ROUTER_SECRET_PREVIOUS].filter((secret) => secret !== undefined),
      jwt: jwtOptions(env),
      corsOrigins: env.CORS_ORIGINS,
      maxQueryTokens: env.MAX_QUERY_TOKENS,
      maxConcurrentOperations: env.MAX_CONCURRENT_OPERATIONS,
      maxRequestsPerMinute: env.MAX_REQUESTS_PER_MINUTE,
    },
    trustedDocuments:
      env.TRUSTED_DOCUMENTS === undefined
        ? undefined
        : { path: env.TRUSTED_DOCUMENTS, only: env.TRUSTED_DOCUMENTS_MODE === "only" },
    trustProxy: env.TRUST_PROXY,
    maxBodyBytes: env.MAX_BODY_BYTES,
    maxConnections: env.MAX_CONNECTIONS,
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    queryLimits: {
      depth: env.MAX_QUERY_DEPTH,
      aliases: env.MAX_QUERY_ALIASES,
      directives: env.MAX_QUERY_DIRECTIVES,
      listSize: env.MAX_LIST_SIZE,
      rootFields: env.MAX_ROOT_FIELDS,
      representations: env.MAX_REPRESENTATIONS,
    },
    queryDeadlineMs: env.QUERY_DEADLINE_MS,
    // An operation that waits for more than half of its time before its first call seldom finishes in time.
    maxQueueMs: env.MAX_QUEUE_MS ?? env.QUERY_DEADLINE_MS / 2,
    shutdown: { delayMs: env.SHUTDOWN_DELAY_MS, graceMs: env.SHUTDOWN_GRACE_MS },
    maxOperationCost: env.MAX_OPERATION_COST,
    upstreamExtension: env.UPSTREAM_EXTENSION,
    /** Whether answers have the tags of their records. A purge needs them. */
    cacheTags: env.ROUTER_CACHE_TAGS ?? env.ROUTER_PURGE_URL !== undefined,
    routerPurge: routerPurge(env),
    strictProviderSupport: env.STRICT_PROVIDER_SUPPORT,
    redisUrl: env.REDIS_URL,
    tracing,
    /** The variables of OpenTelemetry that are ignored, and why. */
    ignoredVariables,
    /** The size of kept answers: a quarter of all caches. 0 if none are kept. */
    answerCacheBytes: env.RECORD_TTL_MS === 0 ? 0 : Math.floor(env.CACHE_BYTES / 4),
    maxTenants: env.MAX_TENANTS,
    /** How many accounts whose key Lever never accepted are connected, besides the others. */
    maxUnprovenTenants,
    cacheKey: env.CACHE_KEY,
    lever: {
      credentials: env.LEVER_CREDENTIALS,
      apiKey: env.LEVER_API_KEY,
      oauth: oauth(env),
      baseUrl: env.LEVER_BASE_URL ?? "https://api.lever.co/v1",
      rate: env.LEVER_RATE,
      burst: env.LEVER_BURST,
      /** Of all calls together with keys that Lever never accepted: as many a second as such accounts are connected. */
      trialRateLimit: { rate: maxUnprovenTenants, burst: maxUnprovenTenants },
      timeoutMs: env.LEVER_TIMEOUT_MS,
      confidentiality: env.LEVER_CONFIDENTIALITY,
      leadStages: env.LEVER_LEAD_STAGES,
      accountSurvey: env.ACCOUNT_SURVEY,
      referenceTtlMs: env.REFERENCE_TTL_MS,
      recordTtlMs: env.RECORD_TTL_MS,
      /** The size of each of the two caches, of all accounts together. */
      cacheBytes: Math.floor((env.CACHE_BYTES * 3) / 8),
      webhookTokens: env.LEVER_WEBHOOK_TOKEN,
    },
    /** Whether the embedded sandbox is served instead of an account. */
    embedsSandbox: !hasCredential(set),
    sandbox: { port: env.SANDBOX_PORT, seed: env.SANDBOX_SEED, candidates: env.SANDBOX_CANDIDATES },
  };
}

/** Undefined if JWTs are not configured. The cross checks make sure that all three settings are set, or none. */
function jwtOptions({ JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE }: z.infer<typeof Environment>) {
  if (JWT_JWKS_URL === undefined || JWT_ISSUER === undefined || JWT_AUDIENCE === undefined) return undefined;
  return { jwksUrl: JWT_JWKS_URL, issuer: JWT_ISSUER, audience: JWT_AUDIENCE };
}

/** Undefined if no router is purged. The cross checks make sure that both settings are set, or none. */
function routerPurge(env: z.infer<typeof Environment>) {
  const { ROUTER_PURGE_URL: url, ROUTER_PURGE_KEY: key } = env;
  if (url === undefined || key === undefined) return undefined;
  return { url, key, subgraph: env.ROUTER_SUBGRAPH_NAME, ttlMs: env.RECORD_TTL_MS };
}

/** Undefined if OAuth is not configured. The cross checks make sure that all its settings are set, or none. */
function oauth(env: z.infer<typeof Environment>) {
  const { LEVER_CLIENT_ID: clientId, LEVER_CLIENT_SECRET: clientSecret, LEVER_REFRESH_TOKEN: refreshToken } = env;
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return undefined;
  const tokenUrl = env.LEVER_TOKEN_URL ?? "https://auth.lever.co/oauth/token";
  return { clientId, clientSecret, refreshToken, tokenUrl, tokenFile: env.LEVER_TOKEN_FILE };
}
