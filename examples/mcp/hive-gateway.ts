import { readFileSync } from "node:fs";

/** A tool of Hive Gateway's plugin `@graphql-hive/plugin-mcp`: the part of its `MCPToolConfig` that is used here. */
interface Tool {
  readonly name: string;
  readonly source: { readonly type: "inline"; readonly query: string };
  readonly tool: { readonly description: string; readonly annotations: { readonly readOnlyHint: boolean } };
  readonly input: { readonly schema: { readonly properties: Record<string, { readonly description: string }> } };
}

interface Manifest {
  readonly operations: readonly { readonly name: string; readonly body: string }[];
}

const manifest = JSON.parse(readFileSync(new URL("manifest.json", import.meta.url), "utf8")) as Manifest;

/**
 * The second argument of `useMCP` in Hive Gateway's configuration. The plugin takes descriptions from its settings, so
 * they are read from the comments in the manifest.
 */
export const agentTools = {
  name: "recruiting",
  path: "/mcp",
  tools: manifest.operations.map(({ name, body }): Tool => ({
    name: name.replace(/(?<!^)[A-Z]/g, "_$&").toLowerCase(),
    source: { type: "inline", query: body },
    tool: {
      description: body.slice(0, body.indexOf("\nquery")).replace(/^# /gm, "").replace(/\n/g, " "),
      annotations: { readOnlyHint: true },
    },
    input: {
      schema: {
        properties: Object.fromEntries(
          [...body.matchAll(/# (.+)\n *\$(\w+)/g)].map(([, description = "", variable = ""]) => [
            variable,
            { description },
          ]),
        ),
      },
    },
  })),
};
