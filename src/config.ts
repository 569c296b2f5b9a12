import { contradictions } from "./config/contradictions.js";
import { Environment } from "./config/environment.js";

/** The settings, checked. Durations are in milliseconds. */
export type Config = ReturnType<typeof readConfig>;

/** Settings that cannot be used; the message lists every problem. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads the settings: the one place that does. An empty variable counts as unset. Throws a `ConfigError`. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env) {
  const set = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const trimmed = value?.trim();
      return trimmed === undefined || trimmed === "" ? [] : [[name, trimmed]];
    }),
  );
  const result = Environment.safeParse(set);
  const problems = new Map(contradictions(set));
  for (const { path, message } of result.error?.issues ?? []) {
    const name = path.join(".");
    if (!problems.has(name)) problems.set(name, message);
  }
  if (!result.success || problems.size > 0) {
    const lines = [...problems].map(([name, problem]) => `  ${name}: ${problem}`);
    throw new ConfigError(`These settings cannot be used:\n${lines.join("\n")}`);
  }
  const env = result.data;
  const isProduction = env.NODE_ENV === "production";
  return {
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    graphiql: env.GRAPHIQL ?? !isProduction,
    introspection: env.INTROSPECTION ?? !isProduction,
    routerSecret: env.ROUTER_SECRET,
    queryDeadlineMs: env.QUERY_DEADLINE_MS,
    maxOperationCost: env.MAX_OPERATION_COST,
    upstreamExtension: env.UPSTREAM_EXTENSION,
    strictProviderSupport: env.STRICT_PROVIDER_SUPPORT,
    redisUrl: env.REDIS_URL,
    cacheKey: env.CACHE_KEY,
    lever: {
      apiKey: env.LEVER_API_KEY,
      baseUrl: env.LEVER_BASE_URL ?? "https://api.lever.co/v1",
      rate: env.LEVER_RATE,
      burst: env.LEVER_BURST,
      timeoutMs: env.LEVER_TIMEOUT_MS,
      confidentiality: env.LEVER_CONFIDENTIALITY,
      leadStages: env.LEVER_LEAD_STAGES,
      referenceTtlMs: env.REFERENCE_TTL_MS,
      recordTtlMs: env.RECORD_TTL_MS,
      webhookTokens: env.LEVER_WEBHOOK_TOKEN,
    },
    sandbox: { port: env.SANDBOX_PORT, seed: env.SANDBOX_SEED, candidates: env.SANDBOX_CANDIDATES },
  };
}
