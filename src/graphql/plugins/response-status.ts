import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import Negotiator from "negotiator";

/** What an answer can be, in Apollo Server's order of preference. */
const mediaTypes = ["application/json", "application/graphql-response+json"];

/**
 * Gives well-formed requests status 200, whatever is wrong with their operation, where the client names application/json
 * and gets it: to such a client another status is a failure of the transport. Apollo Router is one. Who does not name it
 * is told the status that fits. GraphQL over HTTP: application/json.
 */
export function responseStatus(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response: { http, body } }) => {
        if (http.status !== 400 || body.kind !== "single") return;
        const isWellFormed = body.singleResult.errors?.every(
          ({ extensions }) => extensions?.code !== ApolloServerErrorCode.BAD_REQUEST,
        );
        if (isWellFormed === true && acceptsPlainJson(request.http?.headers.get("accept"))) http.status = 200;
      },
    }),
  };
}

function acceptsPlainJson(accept: string | undefined): boolean {
  if (accept?.includes("application/json") !== true) return false;
  return new Negotiator({ headers: { accept } }).mediaType(mediaTypes) === "application/json";
}
