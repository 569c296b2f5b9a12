import type { FastifyRequest } from "fastify";
import { queryString } from "../query-string.js";

/** The texts of operations in a request, from where Apollo Server takes them. */
export function textsOf({ method, url, body }: FastifyRequest): string[] {
  if (method !== "POST") return new URLSearchParams(queryString(url)).getAll("query");
  const { query } = (body ?? {}) as { query?: unknown };
  return typeof query === "string" ? [query] : [];
}
