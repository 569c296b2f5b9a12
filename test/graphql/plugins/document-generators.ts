import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ApolloClient, ApolloLink, InMemoryCache, Observable } from "@apollo/client";
import { generate } from "@graphql-codegen/cli";
import { type DocumentNode, Kind, OperationTypeNode, parse, print } from "graphql";

const require = createRequire(import.meta.url);
const schema = fileURLToPath(new URL("../../../docs/api-schema.graphql", import.meta.url));

/** `persisted-documents.json` of the client preset of GraphQL Code Generator, and the ids in its documents. */
export async function codegen(document: string, persistedDocuments: boolean | object) {
  const [persisted, documents] = await inDirectory(async (directory) => {
    writeFileSync(join(directory, "operations.graphql"), document);
    const presetConfig = { persistedDocuments };
    const generates = { [`${directory}/out/`]: { preset: "client" as const, presetConfig } };
    const documents = join(directory, "operations.graphql");
    const settings = { schema, documents, generates, silent: true, errorsOnly: true };
    const files = (await generate(settings, false)) as readonly { filename: string; content: string }[];
    const content = (name: string) => files.find(({ filename }) => filename.endsWith(name))?.content ?? "";
    return [content("persisted-documents.json"), content("graphql.ts")];
  });
  const ids = [...documents.matchAll(/"__meta__":\{"\w+":"([^"]+)"\}/g)].map(([, id]) => id ?? "");
  return { file: persisted, ids };
}

/** The file of `persistConfig` of Relay's compiler, and the id in the artifact of the query. */
export async function relay(document: string, algorithm: "MD5" | "SHA1" | "SHA256") {
  return inDirectory(async (directory) => {
    for (const part of ["src", "out"]) mkdirSync(join(directory, part));
    writeFileSync(join(directory, "src", "part.js"), `graphql\`${document}\``);
    // The compiler adds to the file that is there.
    writeFileSync(join(directory, "persisted.json"), "{}");
    const persistConfig = { file: "./persisted.json", algorithm };
    const config = { src: "src", schema, language: "javascript", artifactDirectory: "./out", persistConfig };
    writeFileSync(join(directory, "relay.config.json"), JSON.stringify(config));
    const command = [require.resolve("relay-compiler/cli.js"), "relay.config.json"];
    execFileSync(process.execPath, command, { cwd: directory, stdio: "pipe" });
    const artifact = readFileSync(join(directory, "out", "partQuery.graphql.js"), "utf8");
    const id = /"id": "([^"]+)",\s*"metadata"/.exec(artifact)?.[1] ?? "";
    return { file: readFileSync(join(directory, "persisted.json"), "utf8"), ids: [id] };
  });
}

/**
 * The manifest of `@apollo/generate-persisted-query-manifest` 1.4: the texts are what Apollo Client would send, so with
 * `__typename`, but with the definitions sorted. The ids are the SHA-256 hashes of the texts.
 */
export async function apolloManifest(documents: readonly string[]): Promise<string> {
  const operations: object[] = [];
  const link = new ApolloLink(({ query, operationName }) => {
    const body = print(sortTopLevelDefinitions(query));
    operations.push({ id: sha256(body), name: operationName, type: OperationTypeNode.QUERY, body });
    return new Observable((observer) => {
      observer.next({ data: {} });
      observer.complete();
    });
  });
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  for (const document of documents) await client.query({ query: parse(document), fetchPolicy: "no-cache" });
  return JSON.stringify({ format: "apollo-persisted-query-manifest", version: 1, operations }, null, 2);
}

/** As in `@apollo/persisted-query-lists`: operations first, then fragments, each by name. */
function sortTopLevelDefinitions(query: DocumentNode): DocumentNode {
  const key = (node: DocumentNode["definitions"][number]) =>
    `${node.kind === Kind.OPERATION_DEFINITION ? 0 : 1}${"name" in node ? node.name.value : ""}`;
  return { ...query, definitions: query.definitions.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

async function inDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "generator-"));
  try {
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
