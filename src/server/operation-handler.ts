import type { ApolloServer } from "@apollo/server";
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import type { Context } from "../graphql/context.js";
import { graphqlRequest } from "./graphql-request.js";

/** The handler of `/graphql`: gives a request to Apollo Server, and sends its answer. */
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
      httpGraphQLRequest: graphqlRequest(request),
      context: async () => context(request, reply),
    });
    // Apollo Server answers in pieces only with @defer, which this schema does not have.
    if (body.kind === "chunked") throw new Error("The answer is in pieces.");
    return reply.code(status).headers(Object.fromEntries(headers)).send(body.string);
  };
}
