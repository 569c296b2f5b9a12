import type { FastifyInstance } from "fastify";

/** The response headers that pages may read, besides those that they always may. Fetch Standard, CORS protocol. */
const exposedHeaders = [
  "age",
  "etag",
  "ratelimit-limit",
  "ratelimit-remaining",
  "ratelimit-reset",
  "retry-after",
  "www-authenticate",
  "x-request-id",
];

/** How long a browser may cache the result of a preflight request, in seconds. */
const maxAgeS = 600;

/**
 * Lets pages of these origins use the routes of `scope`, with any request headers but without cookies: GraphQL clients and
 * tracing libraries add headers of their own, and no header gives access without its secret. Without origins, responses
 * have no CORS headers, so browsers let no page of another origin read them.
 */
export async function registerCors(scope: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const { default: cors } = await import("@fastify/cors");
  await scope.register(cors, {
    origin: [...origins],
    strictPreflight: false,
    methods: ["GET", "POST"],
    exposedHeaders,
    maxAge: maxAgeS,
  });
}
