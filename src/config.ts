import { z } from "zod";

const flag = z.stringbool();
const port = z.coerce.number().int().min(0).max(65_535);
const positive = z.coerce.number().positive();
const ms = z.coerce.number().int().min(0).max(2_147_483_647);
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

const loopback = new Set(["127.0.0.1", "localhost", "::1"]);

const Environment = z
  .object({
    NODE_ENV: z.string().optional(),
    PORT: port.default(4001),
    HOST: z.string().default("127.0.0.1"),
    LEVER_API_KEY: z.string().optional(),
    LEVER_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
    LEVER_RATE: positive.default(10),
    LEVER_BURST: z.coerce.number().min(1).default(20),
    LEVER_TIMEOUT_MS: ms.min(1).default(10_000),
    LEVER_CONFIDENTIALITY: z.enum(["non-confidential", "all", "confidential"]).default("non-confidential"),
    LEVER_LEAD_STAGES: list.default([]),
    REFERENCE_TTL_MS: ms.default(60_000),
    RECORD_TTL_MS: ms.default(0),
    QUERY_DEADLINE_MS: ms.min(1).default(30_000),
    UPSTREAM_EXTENSION: flag.default(true),
    REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// URL" }).optional(),
    ROUTER_SECRET: z.string().optional(),
    ALLOW_UNAUTHENTICATED: flag.default(false),
    GRAPHIQL: flag.optional(),
    INTROSPECTION: flag.optional(),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    SANDBOX_PORT: port.default(4010),
    SANDBOX_SEED: z.coerce.number().int().default(1),
    SANDBOX_CANDIDATES: z.coerce.number().int().min(1).max(100_000).default(250),
    // Named in the documentation for later: until then, ignoring them would be worse than refusing them.
    LEVER_CLIENT_ID: z.undefined("OAuth is not supported yet: use LEVER_API_KEY").optional(),
    LEVER_CLIENT_SECRET: z.undefined("OAuth is not supported yet: use LEVER_API_KEY").optional(),
    LEVER_REFRESH_TOKEN: z.undefined("OAuth is not supported yet: use LEVER_API_KEY").optional(),
    LEVER_TOKEN_URL: z.undefined("OAuth is not supported yet: use LEVER_API_KEY").optional(),
  })
  .check(({ value, issues }) => {
    if (value.LEVER_BASE_URL !== undefined && value.LEVER_API_KEY === undefined) {
      issues.push({
        code: "custom",
        input: undefined,
        path: ["LEVER_API_KEY"],
        message: "is required with LEVER_BASE_URL; unset both for the embedded sandbox",
      });
    }
    const isPublic = value.LEVER_API_KEY !== undefined && !loopback.has(value.HOST);
    if (isPublic && value.ROUTER_SECRET === undefined && !value.ALLOW_UNAUTHENTICATED) {
      issues.push({
        code: "custom",
        input: undefined,
        path: ["ROUTER_SECRET"],
        message: `is required when HOST (${value.HOST}) is not loopback and LEVER_API_KEY is set; or set ALLOW_UNAUTHENTICATED=true`,
      });
    }
  });

/** The settings, checked. Durations are in milliseconds. */
export type Config = ReturnType<typeof readConfig>;

/** Settings that cannot be used; the message lists every problem. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads the settings: the one place that does. An empty variable counts as unset. Throws a `ConfigError`. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env) {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = Environment.safeParse(set);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`These settings cannot be used:\n${problems.join("\n")}`);
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
    upstreamExtension: env.UPSTREAM_EXTENSION,
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
