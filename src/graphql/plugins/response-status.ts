import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import Negotiator from "negotiator";

/** The media types of responses, in Apollo Server's order of preference. */
const mediaTypes = ["application/json", "application/graphql-response+json"];

/**
 * Changes status 400 to 200 for well-formed requests whose operation cannot be executed, if the client accepts
 * application/json and gets it. Such a client, for example Apollo Router, reads another status as a failure of the
 * transport. GraphQL over HTTP, section on application/json.
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
