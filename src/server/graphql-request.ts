import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import type { FastifyRequest } from "fastify";
import { queryString } from "./query-string.js";

/**
 * The request as Apollo Server expects it, without empty parameters. HEAD becomes GET: Fastify leaves the body out. It reads
 * neither the host nor the protocol of the request, which can be malformed in a proxy's headers.
 */
export function graphqlRequest(request: FastifyRequest): HTTPGraphQLRequest {
  const { method, url, body } = request;
  return {
    method: method === "HEAD" ? "GET" : method,
    headers: headerMap(request),
    search: withoutEmptyParameters(queryString(url)),
    body: withoutEmptyName(body),
  };
}

function headerMap({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return map;
}

/** A parameter that is empty is as if absent, and so is one whose JSON is null. */
function withoutEmptyParameters(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(
    ([name, value]) => value !== "" && !(value === "null" && jsonParameters.has(name)),
  );
  return `?${new URLSearchParams(kept).toString()}`;
}

const jsonParameters = new Set(["variables", "extensions"]);

/** An empty name of an operation is as if absent: some clients send it for an operation that has no name. */
function withoutEmptyName(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("operationName" in body) || body.operationName !== "") return body;
  return { ...body, operationName: null };
}
