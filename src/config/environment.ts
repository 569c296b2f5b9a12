import { z } from "zod";
import { apiUrl, origin, resourceUrl, secret } from "./access-values.js";
import { configuredHostName } from "./host-name.js";

/** `true`, `false`, and other usual words for them, such as `1` and `off`. */
export const flag = z.stringbool();
const number = z.coerce.number("must be a number");
const whole = number.int("must be a whole number");
const port = whole.min(0, "must be a port, 0 to 65535").max(65_535, "must be a port, 0 to 65535");
const ms = whole.min(0, "must not be negative").max(2_147_483_647, "must be less than 25 days");
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" });
/** A value that can be sent in a header. */
const printable = z.string().regex(/^[\x21-\x7e]+$/, "must be printable ASCII, without spaces");
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);
/** 32 bytes in base64 or hex. */
const key = z.string().transform((text, context) => {
  const bytes = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? "hex" : "base64");
  if (bytes.length === 32 && /^([0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(text)) return bytes;
  context.addIssue("must be 32 bytes in base64 or hex: create it with `openssl rand -base64 32`");
  return z.NEVER;
});

const count = whole.min(1, "must be 1 or more");
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: "must be addresses or networks, such as 10.0.0.0/8, separated by commas",
});
const name = z.string().refine((text) => configuredHostName(text) !== undefined, {
  error: "must be host names, such as ats.example, separated by commas",
});

/** The settings that are set, by name, as text. */
export type RawSettings = Readonly<Record<string, string | undefined>>;

/** A problem, and the name of the setting to change. */
export type SettingProblem = [name: string, problem: string];

/** All settings, with their checks and defaults. docs/settings.md explains them. */
export const Environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(4001),
  HOST: z.string().default("127.0.0.1"),
  ALLOWED_HOSTS: list.pipe(z.array(name)).default([]),
  LEVER_CREDENTIALS: z.enum(["settings", "header"]).default("settings"),
  LEVER_API_KEY: printable.optional(),
  LEVER_CLIENT_ID: printable.optional(),
  LEVER_CLIENT_SECRET: printable.optional(),
  LEVER_REFRESH_TOKEN: printable.optional(),
  LEVER_TOKEN_URL: resourceUrl.optional(),
  LEVER_TOKEN_FILE: z.string().default("lever-tokens"),
  MAX_TENANTS: whole.min(1, "must be 1 or more").max(100_000, "must be 100000 or less").default(1000),
  LEVER_BASE_URL: apiUrl.optional(),
  LEVER_RATE: number.positive("must be more than 0").default(10),
  LEVER_BURST: number.min(1, "must be 1 or more").default(20),
  LEVER_TIMEOUT_MS: ms.min(1, "must be 1 or more").default(10_000),
  LEVER_CONFIDENTIALITY: z.enum(["non-confidential", "all", "confidential"]).default("non-confidential"),
  LEVER_LEAD_STAGES: list.default([]),
  ACCOUNT_SURVEY: flag.default(true),
  REFERENCE_TTL_MS: ms.default(60_000),
  RECORD_TTL_MS: ms.default(0),
  CACHE_BYTES: whole.min(0, "must not be negative").default(48 * 1024 * 1024),
  QUERY_DEADLINE_MS: ms.min(1, "must be 1 or more").default(30_000),
  MAX_QUEUE_MS: ms.optional(),
  SHUTDOWN_DELAY_MS: ms.default(0),
  SHUTDOWN_GRACE_MS: ms.default(25_000),
  MAX_OPERATION_COST: whole.min(1, "must be 1 or more").optional(),
  UPSTREAM_EXTENSION: flag.default(true),
  STRICT_PROVIDER_SUPPORT: flag.default(false),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// URL" }).optional(),
  CACHE_KEY: key.optional(),
  LEVER_WEBHOOK_TOKEN: list.pipe(z.array(secret)).default([]),
  ROUTER_SECRET: secret.optional(),
  ROUTER_SECRET_PREVIOUS: secret.optional(),
  ROUTER_CACHE_TAGS: flag.optional(),
  ROUTER_PURGE_URL: httpUrl.optional(),
  ROUTER_PURGE_KEY: secret.optional(),
  ROUTER_SUBGRAPH_NAME: printable.default("ats"),
  JWT_JWKS_URL: resourceUrl.optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
  TRUST_PROXY: list.pipe(z.array(network)).default([]),
  TRUSTED_DOCUMENTS: z.string().optional(),
  TRUSTED_DOCUMENTS_MODE: z.enum(["also", "only"]).optional(),
  // 1,000 representations take about 100 kB.
  MAX_BODY_BYTES: count.max(2 ** 30, "must be 1 GiB or less").default(512 * 1024),
  // Far more than any operation that people write. Representations are variables, so they do not count.
  MAX_QUERY_TOKENS: count.default(10_000),
  MAX_QUERY_DEPTH: count.max(200, "must be 200 or less").default(15),
  MAX_QUERY_ALIASES: whole.min(0, "must not be negative").default(200),
  MAX_QUERY_DIRECTIVES: whole.min(0, "must not be negative").default(100),
  MAX_LIST_SIZE: count.default(5000),
  // Gateways that look up entities through aliases send one field for each entity.
  MAX_ROOT_FIELDS: count.default(50),
  MAX_REPRESENTATIONS: count.default(1000),
  MAX_CONCURRENT_OPERATIONS: count.default(1000),
  MAX_CONNECTIONS: count.default(10_000),
  MAX_REQUESTS_PER_MINUTE: count.optional(),
  REQUEST_TIMEOUT_MS: ms.min(1, "must be 1 or more").default(10_000),
  ALLOW_UNAUTHENTICATED: flag.default(false),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  GRAPHIQL: flag.optional(),
  INTROSPECTION: flag.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  SANDBOX: flag.optional(),
  SANDBOX_PORT: port.default(4010),
  SANDBOX_SEED: whole.default(1),
  SANDBOX_CANDIDATES: whole.min(1, "must be 1 or more").max(100_000, "must be 100000 or less").default(250),
});
