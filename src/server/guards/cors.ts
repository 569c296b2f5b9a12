import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";

/** What this API reads of a request, beyond what any page may send. Not the router's secret: no page may know it. */
const allowedHeaders = [
  "apollo-require-preflight",
  "authorization",
  "content-type",
  "x-explain",
  "x-max-upstream-calls",
  "x-provider-support",
  "x-request-id",
];

/** What pages may read of an answer, beyond what they always may. */
const exposedHeaders = ["retry-after", "x-request-id"];

/** How long a browser need not ask again, in seconds. */
const maxAgeS = 600;

/**
 * Lets pages of these origins ask the routes of `scope`, without cookies. With none, no header of CORS is ever answered,
 * and no browser lets a page of another origin read anything.
 */
export async function registerCors(scope: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await scope.register(cors, {
    origin: [...origins],
    methods: ["GET", "POST"],
    allowedHeaders,
    exposedHeaders,
    maxAge: maxAgeS,
  });
}
