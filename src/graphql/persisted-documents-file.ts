import { readFileSync } from "node:fs";
import { type GraphQLSchema, parse, validate } from "graphql";
import { z } from "zod";
import { ConfigError } from "../ats/errors.js";
import { canonicalDocumentId } from "./document-id.js";

/** The documents that clients may send by id, by their ids in the canonical spelling. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** What Apollo's tools write: https://www.apollographql.com/docs/graphos/platform/security/persisted-queries */
const Manifest = z.object({
  format: z.literal("apollo-persisted-query-manifest"),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string() })),
});

/**
 * Documents by their ids: what GraphQL Code Generator's client preset, Relay's compiler and many others write. Apollo
 * Kotlin and iOS have an object with the text as `source`.
 */
const DocumentsById = z.record(
  z.string().min(1),
  z.union([z.string(), z.object({ source: z.string() }).transform(({ source }) => source)]),
);

/** One operation of a list. */
const ListedDocument = z.object({ id: z.string().min(1), body: z.string() });

const formats =
  "persisted-documents.json of GraphQL Code Generator's client preset, the file of persistConfig of Relay's compiler, " +
  "Apollo's persisted query manifest (version 1), any other JSON object with texts by their ids, or a list of these";

/**
 * Reads a file of persisted documents in one of the usual formats. Throws a `ConfigError` if the file cannot be used. Its
 * message names each document that does not fit the schema.
 */
export function readTrustedDocuments(path: string, schema: GraphQLSchema): TrustedDocuments {
  const documents = new Map<string, string>();
  for (const [given, text] of documentsOf(readJson(path), path)) {
    const id = canonicalDocumentId(given);
    if ((documents.get(id) ?? text) !== text) throw unusable(`${path} contains the id ${given} twice.`);
    documents.set(id, text);
  }
  if (documents.size === 0) throw unusable(`${path} contains no document.`);
  const problems = [...documents].flatMap(([id, text]) => {
    const problem = problemOf(text, schema);
    return problem === undefined ? [] : [`    ${id}: ${problem}`];
  });
  if (problems.length > 0) {
    throw unusable(`${path} contains documents that do not fit the schema:\n${problems.join("\n")}`);
  }
  return documents;
}

function readJson(path: string): unknown {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw unusable(`${path} cannot be read (${code ?? "unknown"}).`);
  }
  try {
    // Some editors begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw unusable(`${path} is not JSON in UTF-8.`);
  }
}

/** The ids and texts of a file, or of an item of a list in it. */
function documentsOf(json: unknown, path: string): [id: string, text: string][] {
  if (Array.isArray(json)) return json.flatMap((item) => documentsOf(item, path));
  const manifest = Manifest.safeParse(json);
  if (manifest.success) return manifest.data.operations.map(({ id, body }) => [id, body]);
  const listed = ListedDocument.safeParse(json);
  if (listed.success) return [[listed.data.id, listed.data.body]];
  const byId = DocumentsById.safeParse(json);
  if (!byId.success) throw unusable(`${path} is of an unknown format. It can be ${formats}.`);
  const documents = Object.entries(byId.data);
  if (documents.some(([id]) => id.includes("{")))
    throw unusable(`${path} has texts as keys. The ids must be the keys, and the texts their values.`);
  return documents;
}

function problemOf(text: string, schema: GraphQLSchema): string | undefined {
  try {
    return validate(schema, parse(text))[0]?.message;
  } catch (error) {
    return (error as Error).message;
  }
}

function unusable(problem: string): ConfigError {
  return new ConfigError(`These settings cannot be used:\n  TRUSTED_DOCUMENTS: ${problem}`);
}
