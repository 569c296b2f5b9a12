import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import { responseType } from "../media-type.js";

/**
 * Sets the media type of the response. Changes status 400 to 200 for well-formed requests whose operation cannot be
 * executed, if the client accepts application/json and gets it. Such a client, for example Apollo Router, reads another
 * status as a failure of the transport. GraphQL over HTTP, section on application/json.
 */
export function responseStatus(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response: { http, body } }) => {
        const type = responseType(request.http?.headers.get("accept"));
        if (type !== undefined) http.headers.set("content-type", type.contentType);
        if (http.status !== 400 || body.kind !== "single") return;
        const isWellFormed = body.singleResult.errors?.every(
          ({ extensions }) => extensions?.code !== ApolloServerErrorCode.BAD_REQUEST,
        );
        if (isWellFormed === true && type?.mediaType === "application/json" && type.isNamed) http.status = 200;
      },
    }),
  };
}
