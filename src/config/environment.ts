import { z } from "zod";

/** `true` or `false`, and what else is commonly written for them. */
export const flag = z.stringbool();
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
/** 32 bytes, written in base64 or hex. */
const key = z.string().transform((text, context) => {
  const bytes = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? "hex" : "base64");
  if (bytes.length === 32 && /^([0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(text)) return bytes;
  context.addIssue("must be 32 bytes in base64 or hex: make one with `openssl rand -base64 32`");
  return z.NEVER;
});

/** Every setting by its name, as the environment gives it: what it may be, and what it is when unset. */
export const Environment = z.object({
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
  CACHE_KEY: key.optional(),
  LEVER_WEBHOOK_TOKEN: list.default([]),
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
