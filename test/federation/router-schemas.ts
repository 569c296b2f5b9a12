import { z } from "zod";

/**
 * The configurations of routers that these tests cannot run, from their documentation and source of November 2026. Each
 * object that the examples use has all of its keys that concern a subgraph, and no others.
 */

const duration = z.string().regex(/^\d+(ms|s|m)$/);
const headerName = z.string().regex(/^[\w-]+$/);
const address = z.string().regex(/^[\w.]+:\d+$/);

/**
 * Apollo Router 2, from its source: apollo-router/src/plugins/headers/mod.rs, include_subgraph_errors/config.rs,
 * traffic_shaping/mod.rs and healthcheck/mod.rs in github.com/apollographql/router. They all refuse unknown keys.
 */
const apolloRules = z.strictObject({
  request: z.array(
    z.union([
      z.strictObject({
        propagate: z.union([
          z.strictObject({ named: headerName, rename: headerName.optional(), default: z.string().optional() }),
          z.strictObject({ matching: z.string() }),
        ]),
      }),
      z.strictObject({
        remove: z.union([z.strictObject({ named: headerName }), z.strictObject({ matching: z.string() })]),
      }),
      z.strictObject({ insert: z.strictObject({ name: headerName, value: z.string() }) }),
    ]),
  ),
});
const apolloErrors = z.strictObject({ redact_message: z.boolean(), allow_extensions_keys: z.array(z.string()) });
const apolloTraffic = z.strictObject({ timeout: duration, deduplicate_query: z.boolean() }).partial();
export const ApolloRouter = z.strictObject({
  supergraph: z.strictObject({ listen: address, path: z.string(), introspection: z.boolean() }).partial(),
  health_check: z.strictObject({ enabled: z.boolean(), listen: address, path: z.string().startsWith("/") }),
  headers: z.strictObject({ all: apolloRules, subgraphs: z.record(z.string(), apolloRules) }),
  include_subgraph_errors: z.strictObject({ all: apolloErrors, subgraphs: z.record(z.string(), apolloErrors) }),
  traffic_shaping: z.strictObject({
    router: z.strictObject({ timeout: duration }),
    all: apolloTraffic,
    subgraphs: z.record(z.string(), apolloTraffic).optional(),
  }),
});

/** Rover, from apollographql.com/docs/rover/commands/supergraphs, "YAML configuration file". */
export const RoverSupergraph = z.strictObject({
  federation_version: z.string().regex(/^=2\.\d+\.\d+$/),
  subgraphs: z.record(
    z.string(),
    z.strictObject({
      routing_url: z.url(),
      schema: z.union([
        z.strictObject({ file: z.string() }),
        z.strictObject({ subgraph_url: z.url(), introspection_headers: z.record(headerName, z.string()).optional() }),
      ]),
    }),
  ),
});

/**
 * Hive Router, from its source: lib/router-config/src/ in github.com/graphql-hive/router. It refuses unknown keys. Of its
 * expressions only the function `env` is allowed here.
 */
const hiveNames = z.union([headerName, z.array(headerName)]);
const hiveRules = z.strictObject({
  request: z.array(
    z.union([
      z.strictObject({
        propagate: z.strictObject({ named: hiveNames, rename: headerName.optional(), default: z.string().optional() }),
      }),
      z.strictObject({ remove: z.strictObject({ named: hiveNames }) }),
      z.strictObject({
        insert: z.union([
          z.strictObject({ name: headerName, value: z.string() }),
          z.strictObject({ name: headerName, expression: z.string().regex(/^env\("\w+", "\w*"\)$/) }),
        ]),
      }),
    ]),
  ),
});
const hiveMasking = z
  .strictObject({
    enabled: z.boolean(),
    extensions: z.strictObject({ mode: z.enum(["allow", "deny"]), keys: z.array(z.string()) }),
  })
  .partial();
const hiveTraffic = z.strictObject({ request_timeout: duration, dedupe_enabled: z.boolean() }).partial();
export const HiveRouter = z.strictObject({
  http: z.strictObject({ host: z.string(), port: z.int() }),
  supergraph: z.strictObject({ source: z.literal("file"), path: z.string(), poll_interval: duration.optional() }),
  headers: z.strictObject({ all: hiveRules, subgraphs: z.record(z.string(), hiveRules) }),
  error_masking: z
    .strictObject({ enabled: z.boolean(), all: hiveMasking, subgraphs: z.record(z.string(), hiveMasking) })
    .partial(),
  traffic_shaping: z.strictObject({
    router: z.strictObject({ request_timeout: duration }),
    all: hiveTraffic,
    subgraphs: z.record(z.string(), hiveTraffic).optional(),
  }),
});

/** Cosmo Router, from router/pkg/config/config.schema.json in github.com/wundergraph/cosmo. */
const path = z.string().startsWith("/");
const cosmoRules = z.strictObject({
  request: z.array(
    z.union([
      z.strictObject({
        op: z.literal("propagate"),
        // "Use the canonical version e.g. X-Test-Header."
        named: z.string().regex(/^([A-Z][a-z]*)(-[A-Z][a-z]*)*$/),
        rename: z.string().optional(),
        default: z.string().optional(),
      }),
      z.strictObject({ op: z.literal("set"), name: headerName, value: z.string() }),
    ]),
  ),
});
const cosmoTraffic = z
  .strictObject({ request_timeout: duration, dial_timeout: duration, retry: z.strictObject({ enabled: z.boolean() }) })
  .partial();
export const CosmoRouter = z.strictObject({
  version: z.literal("1"),
  listen_addr: address,
  health_check_path: path,
  liveness_check_path: path,
  readiness_check_path: path,
  execution_config: z.strictObject({ file: z.strictObject({ path: z.string(), watch: z.boolean().optional() }) }),
  headers: z.strictObject({ all: cosmoRules, subgraphs: z.record(z.string(), cosmoRules) }),
  subgraph_error_propagation: z
    .strictObject({
      enabled: z.boolean(),
      mode: z.enum(["pass-through", "wrapped"]),
      allowed_extension_fields: z.array(z.string()),
      attach_service_name: z.boolean(),
    })
    .partial(),
  traffic_shaping: z.strictObject({ all: cosmoTraffic, subgraphs: z.record(z.string(), cosmoTraffic).optional() }),
});

/** The input of Cosmo's composer, from docs-website/cli/router/compose.mdx in github.com/wundergraph/cosmo. */
export const CosmoGraph = z.strictObject({
  version: z.literal(1),
  subgraphs: z.array(
    z.strictObject({
      name: z.string(),
      routing_url: z.url(),
      introspection: z.strictObject({ url: z.url(), headers: z.record(headerName, z.string()).optional() }),
    }),
  ),
});
