import { createHash } from "node:crypto";
import type { ApolloServerPlugin, GraphQLRequest } from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import { documentIdOf, hashOf, otherIdOf } from "../document-id.js";
import type { TrustedDocuments } from "../persisted-documents-file.js";

export interface PersistedDocumentsOptions {
  /** The documents that clients may always send by id. */
  readonly documents: TrustedDocuments;
  /** Whether all other operations are refused. */
  readonly only: boolean;
}

/** Messages that replace those of Apollo Server, by its code. */
type Messages = Readonly<Record<string, string>>;

const notTrusted: Messages = {
  [ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND]:
    "This operation is not in the list of trusted documents (TRUSTED_DOCUMENTS_MODE=only).",
};
const wrongHash: Messages = {
  [ApolloServerErrorCode.BAD_REQUEST]: "extensions.persistedQuery.sha256Hash is not the SHA-256 hash of the query.",
};

/**
 * Lets clients send the id of an operation instead of its text: as `documentId` (GraphQL over HTTP, appendix on persisted
 * documents), as Apollo's `extensions.persistedQuery` or as Relay's `doc_id`. The id of a trusted document is replaced by its text. For other
 * operations Apollo Server implements automatic persisted queries: an unknown hash gives PERSISTED_QUERY_NOT_FOUND, and
 * the client then sends the text with the hash. With `only`, any other text is refused before it is parsed.
 */
export function persistedDocuments({ documents, only }: PersistedDocumentsOptions): ApolloServerPlugin {
  const texts = new Set(documents.values());
  return {
    requestDidStart: async ({ request }) => {
      const { query, id, messages = {} } = resolve(request);
      if (query === undefined) delete request.query;
      else request.query = query;
      setDocumentId(request, id);
      return {
        willSendResponse: async ({ response: { http, body } }) => {
          if (body.kind !== "single") return;
          const [error] = body.singleResult.errors ?? [];
          const message = messages[String(error?.extensions?.code)];
          if (error === undefined || message === undefined) return;
          http.status = 400;
          body.singleResult.errors = [{ ...error, message }];
        },
      };
    },
  };

  /** The text and the id for Apollo Server, and the messages for its errors. Without a text, it looks the id up. */
  function resolve(request: GraphQLRequest): { query?: string; id?: string | undefined; messages?: Messages } {
    // Some clients send an empty text with a hash.
    const query = request.query === "" ? undefined : request.query;
    const hash = hashOf(request);
    // A request with a text can have the other names for another purpose.
    const id = documentIdOf(request) ?? hash ?? (query === undefined ? otherIdOf(request) : undefined);
    const known = id === undefined ? undefined : documents.get(id);
    if (known !== undefined) return { query: known };
    if (only) return query !== undefined && texts.has(query) ? { query } : { id: id ?? query, messages: notTrusted };
    if (query === undefined) return { id };
    if (hash === undefined) return { query };
    return hash === sha256(query) ? { query, id: hash } : { messages: wrongHash };
  }
}

/** Sets or removes the id in the form that Apollo Server reads. */
function setDocumentId(request: GraphQLRequest, id: string | undefined): void {
  request.extensions = {
    ...request.extensions,
    persistedQuery: id === undefined ? undefined : { version: 1, sha256Hash: id },
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
