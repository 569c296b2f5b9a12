import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import type { Context } from "../graphql/context.js";
import { queryString } from "./query-string.js";

/**
 * The handler of `/graphql`: gives a request to Apollo Server, and sends its answer. It reads neither the host nor the
 * protocol of the request, which can be malformed in a proxy's headers.
 */
export function handleOperation(
  apollo: ApolloServer<Context>,
  context: (request: FastifyRequest, reply: FastifyReply) => Context,
): RouteHandlerMethod {
  return async (request, reply) => {
    const {
      status = 200,
      headers,
      body,
    } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headerMap(request),
        search: queryString(request.url),
        body: request.body,
      },
      context: async () => context(request, reply),
    });
    // Apollo Server answers in pieces only with @defer, which this schema does not have.
    if (body.kind === "chunked") throw new Error("The answer is in pieces.");
    return reply.code(status).headers(Object.fromEntries(headers)).send(body.string);
  };
}

function headerMap({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return map;
}
