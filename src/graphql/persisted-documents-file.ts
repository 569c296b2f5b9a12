import { readFileSync } from "node:fs";
import { type GraphQLSchema, parse, validate } from "graphql";
import { z } from "zod";
import { ConfigError } from "../ats/errors.js";

/** The documents that clients may send by id, by their ids. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** The file that GraphQL Code Generator's client preset writes: documents by their hash. */
const PersistedDocuments = z.record(z.string().min(1), z.string());

/** The file that Apollo's tools write: https://www.apollographql.com/docs/graphos/platform/security/persisted-queries */
const Manifest = z.object({
  format: z.literal("apollo-persisted-query-manifest"),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string() })),
});

/**
 * Reads `persisted-documents.json` of GraphQL Code Generator's client preset, or Apollo's manifest of persisted queries.
 * Throws a `ConfigError` if the file cannot be used. Its message names each document that does not fit the schema.
 */
export function readTrustedDocuments(path: string, schema: GraphQLSchema): TrustedDocuments {
  const documents = documentsOf(readJson(path), path);
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
    return JSON.parse(text);
  } catch {
    throw unusable(`${path} is not JSON.`);
  }
}

function documentsOf(json: unknown, path: string): Map<string, string> {
  const manifest = Manifest.safeParse(json);
  if (manifest.success) {
    const { operations } = manifest.data;
    const documents = new Map(operations.map(({ id, body }) => [id, body]));
    if (documents.size < operations.length) throw unusable(`${path} contains an id twice.`);
    return documents;
  }
  const persisted = PersistedDocuments.safeParse(json);
  if (persisted.success) return new Map(Object.entries(persisted.data));
  throw unusable(
    `${path} is neither the client preset's persisted-documents.json nor Apollo's persisted query manifest (version 1).`,
  );
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
