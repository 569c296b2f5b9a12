import { printSubgraphSchema } from "@apollo/subgraph";
import { Source } from "graphql";
import { agentManifest } from "./agent-manifest.js";
import { alertFiles } from "./alert-files.js";
import { apiSchema } from "./api-schema.js";
import { describedSdl } from "./described-sdl.js";
import { matrixPage } from "./matrix-page.js";
import { buildSubgraph, readSources, readTypeDefs } from "../../src/graphql/schema.js";

/** The files under `root` that are generated from the schema or from other files: the text of each by its path. */
export function generatedFiles(root: URL): ReadonlyMap<string, string> {
  const sources = readSources(new URL("schema/", root)).map(({ body, name }) => new Source(describedSdl(body), name));
  const typeDefs = readTypeDefs(sources);
  const { schema } = buildSubgraph(typeDefs);
  return new Map([
    ...sources.map(({ name, body }) => [name, body] as const),
    ["docs/provider-support.md", matrixPage(typeDefs)],
    ["docs/schema.graphql", printSubgraphSchema(schema)],
    ["docs/api-schema.graphql", apiSchema(schema)],
    ["examples/mcp/manifest.json", agentManifest(root)],
    ...alertFiles(root),
  ]);
}
