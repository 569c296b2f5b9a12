import type { GraphQLRequest } from "@apollo/server";

/**
 * One spelling for the ids of a document. Generators and clients write the prefix `sha256:` or leave it out, and write hex
 * digits in either case. GraphQL over HTTP, appendix on persisted documents.
 */
export function canonicalDocumentId(id: string): string {
  const hash = id.replace(/^sha256:/i, "");
  return /^[\da-f]{32,}$/i.test(hash) ? hash.toLowerCase() : hash;
}

/** The members of a request that can have the id of a document, besides those of `documentIdOf`. */
const otherNames = ["doc_id", "docId", "queryId", "id"];

/** The id in `documentId` of GraphQL over HTTP, in its canonical spelling. */
export function documentIdOf(request: GraphQLRequest): string | undefined {
  return canonical(memberOf(request, "documentId"));
}

/** The hash in `extensions.persistedQuery` of Apollo and urql, in its canonical spelling. */
export function hashOf({ extensions }: GraphQLRequest): string | undefined {
  return canonical(((extensions?.persistedQuery ?? {}) as { sha256Hash?: unknown }).sha256Hash);
}

/**
 * The id in `doc_id` of Relay's documentation, or in one of the other names that clients use, in its canonical spelling.
 * Clients may send members with these names for another purpose.
 */
export function otherIdOf(request: GraphQLRequest): string | undefined {
  return otherNames.map((name) => canonical(memberOf(request, name))).find((id) => id !== undefined);
}

/** A member of the body, or a parameter of the URL. */
function memberOf({ http }: GraphQLRequest, name: string): unknown {
  if (http?.method === "GET") return new URLSearchParams(http.search).get(name) ?? undefined;
  const body = http?.body;
  return typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>)[name] : undefined;
}

function canonical(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? canonicalDocumentId(value) : undefined;
}
