import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";

/** The headers that pages may send. The router's secret is not among them, because no page may know it. */
const allowedHeaders = [
  "apollo-require-preflight",
  "authorization",
  "content-type",
  "x-explain",
  "x-max-upstream-calls",
  "x-provider-support",
  "x-request-id",
];

/** The response headers that pages may read, besides those that they always may. */
const exposedHeaders = ["retry-after", "x-request-id"];

/** How long a browser may cache the result of a preflight request, in seconds. */
const maxAgeS = 600;

/**
 * Lets pages of these origins use the routes of `scope`, without cookies. Without origins, responses have no CORS headers,
 * so browsers let no page of another origin read them.
 */
export async function registerCors(scope: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await scope.register(cors, {
    origin: [...origins],
    strictPreflight: false,
    methods: ["GET", "POST"],
    allowedHeaders,
    exposedHeaders,
    maxAge: maxAgeS,
  });
}
