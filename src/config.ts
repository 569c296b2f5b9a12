import { z } from "zod";

const flag = z.stringbool();
const number = z.coerce.number("must be a number");
const whole = number.int("must be a whole number");
const port = whole.min(0, "must be a port, 0 to 65535").max(65_535, "must be a port, 0 to 65535");
const ms = whole.min(0, "must not be negative").max(2_147_483_647, "must be less than 25 days");
/** What a header can carry. */
const printable = z.string().regex(/^[\x21-\x7e]+$/, "must be printable ASCII, without spaces");
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

const loopback = new Set(["127.0.0.1", "localhost", "::1"]);

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(4001),
  HOST: z.string().default("127.0.0.1"),
  LEVER_API_KEY: printable.optional(),
  LEVER_BASE_URL: z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" }).optional(),
  LEVER_RATE: number.positive("must be more than 0").default(10),
  LEVER_BURST: number.min(1, "must be 1 or more").default(20),
  LEVER_TIMEOUT_MS: ms.min(1, "must be 1 or more").default(10_000),
  LEVER_CONFIDENTIALITY: z.enum(["non-confidential", "all", "confidential"]).default("non-confidential"),
  LEVER_LEAD_STAGES: list.default([]),
  REFERENCE_TTL_MS: ms.default(60_000),
  RECORD_TTL_MS: ms.default(0),
  QUERY_DEADLINE_MS: ms.min(1, "must be 1 or more").default(30_000),
  MAX_OPERATION_COST: whole.min(1, "must be 1 or more").optional(),
  UPSTREAM_EXTENSION: flag.default(true),
  STRICT_PROVIDER_SUPPORT: flag.default(false),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// URL" }).optional(),
  ROUTER_SECRET: z.string().optional(),
  ALLOW_UNAUTHENTICATED: flag.default(false),
  GRAPHIQL: flag.optional(),
  INTROSPECTION: flag.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  SANDBOX_PORT: port.default(4010),
  SANDBOX_SEED: whole.default(1),
  SANDBOX_CANDIDATES: whole.min(1, "must be 1 or more").max(100_000, "must be 100000 or less").default(250),
  // Named in the documentation for later: until then, ignoring them would be worse than refusing them.
  LEVER_CLIENT_ID: z.undefined("OAuth is not supported yet: use LEVER_API_KEY").optional(),
  LEVER_CLIENT_SECRET: z.undefined("OAuth is not supported yet: use LEVER_API_KEY").optional(),
  LEVER_REFRESH_TOKEN: z.undefined("OAuth is not supported yet: use LEVER_API_KEY").optional(),
  LEVER_TOKEN_URL: z.undefined("OAuth is not supported yet: use LEVER_API_KEY").optional(),
});

/** What is wrong between settings, each of which may be right by itself; by the name of the one to mend. */
function contradictions(set: Readonly<Record<string, string | undefined>>): [name: string, problem: string][] {
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
  return found;
}

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
    },
    sandbox: { port: env.SANDBOX_PORT, seed: env.SANDBOX_SEED, candidates: env.SANDBOX_CANDIDATES },
  };
}
