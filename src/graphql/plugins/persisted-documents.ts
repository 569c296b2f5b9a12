import type { ApolloServerPlugin, GraphQLRequest } from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import type { TrustedDocuments } from "../persisted-documents-file.js";

/** A cache for Apollo Server that stores no documents, because only trusted documents have an id. */
export const emptyDocumentCache = {
  get: async () => undefined,
  set: async () => undefined,
  delete: async () => undefined,
};

/**
 * Replaces the id of a trusted document by its text. Clients send the id as `documentId` (GraphQL over HTTP, appendix on
 * persisted documents) or as Apollo's `extensions.persistedQuery`. With `only`, any other text is refused before it is
 * parsed. An unknown id gives PERSISTED_QUERY_NOT_FOUND: Apollo Client and urql then send the text.
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
        setDocumentId(request, undefined);
      } else {
        // Without a text, Apollo Server looks for the id in its cache, finds no document and reports the error.
        setDocumentId(request, id ?? text);
        delete request.query;
      }
      return {
        willSendResponse: async ({ response: { http, body } }) => {
          if (!only || body.kind !== "single") return;
          const [error] = body.singleResult.errors ?? [];
          if (error?.extensions?.code !== ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND) return;
          http.status = 400;
          const message = "This operation is not in the list of trusted documents (TRUSTED_DOCUMENTS_MODE=only).";
          body.singleResult.errors = [{ ...error, message }];
        },
      };
    },
  };
}

/** The document id of a request. */
function idOf({ extensions, http }: GraphQLRequest): string | undefined {
  const { documentId } = (http?.method === "GET" ? fromSearch(http.search) : http?.body) as { documentId?: unknown };
  const { sha256Hash } = (extensions?.persistedQuery ?? {}) as { sha256Hash?: unknown };
  const id = documentId ?? sha256Hash;
  return typeof id === "string" ? id.replace(/^sha256:/, "") : undefined;
}

function fromSearch(search: string) {
  return { documentId: new URLSearchParams(search).get("documentId") };
}

/** Sets or removes the id in the form that Apollo Server reads. */
function setDocumentId(request: GraphQLRequest, id: string | undefined): void {
  request.extensions = {
    ...request.extensions,
    persistedQuery: id === undefined ? undefined : { version: 1, sha256Hash: id },
  };
}
