import type { ApolloServerPlugin, GraphQLRequest } from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import type { TrustedDocuments } from "../persisted-documents-file.js";

/** No document of anybody's is kept: an id stands for a trusted one, or for nothing. */
export const emptyDocumentCache = {
  get: async () => undefined,
  set: async () => undefined,
  delete: async () => undefined,
};

/**
 * Answers requests that name a trusted document, by `documentId` (GraphQL over HTTP, appendix on persisted documents) or
 * by Apollo's `extensions.persistedQuery`, as if they had sent it. With `only`, a text that is none of the documents is
 * not even parsed. What is not known is PERSISTED_QUERY_NOT_FOUND, upon which Apollo Client and urql send the text.
 */
export function persistedDocuments(documents: TrustedDocuments, only: boolean): ApolloServerPlugin {
  const texts = new Set(documents.values());
  return {
    requestDidStart: async ({ request }) => {
      const id = idOf(request);
      const known = id === undefined ? undefined : documents.get(id);
      const text = known ?? request.query;
      if (text !== undefined && (!only || texts.has(text))) {
        request.query = text;
        nameDocument(request, undefined);
      } else {
        // Without a text, Apollo Server looks the name up, and finds nothing.
        nameDocument(request, id ?? text);
        delete request.query;
      }
      return {
        willSendResponse: async ({ response: { http, body } }) => {
          if (!only || body.kind !== "single") return;
          const [error] = body.singleResult.errors ?? [];
          if (error?.extensions?.code !== ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND) return;
          http.status = 400;
          const message = "Only trusted documents are answered here (TRUSTED_DOCUMENTS_MODE=only), and this is none.";
          body.singleResult.errors = [{ ...error, message }];
        },
      };
    },
  };
}

/** The id that a request names its document by. */
function idOf({ extensions, http }: GraphQLRequest): string | undefined {
  const { documentId } = (http?.method === "GET" ? fromSearch(http.search) : http?.body) as { documentId?: unknown };
  const { sha256Hash } = (extensions?.persistedQuery ?? {}) as { sha256Hash?: unknown };
  const id = documentId ?? sha256Hash;
  return typeof id === "string" ? id.replace(/^sha256:/, "") : undefined;
}

function fromSearch(search: string) {
  return { documentId: new URLSearchParams(search).get("documentId") };
}

/** Names the document in Apollo's way, or not at all. */
function nameDocument(request: GraphQLRequest, id: string | undefined): void {
  request.extensions = {
    ...request.extensions,
    persistedQuery: id === undefined ? undefined : { version: 1, sha256Hash: id },
  };
}
