import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { Kind, type StringValueNode, parse, visit } from "graphql";

/**
 * The operations of `examples/mcp/operations` under `root` as Apollo's manifest of persisted queries. Apollo MCP Server
 * reads descriptions only from comments, and parses no descriptions of operations, so they become comments.
 */
export function agentManifest(root: URL): string {
  const folder = new URL("examples/mcp/operations/", root);
  const operations = readdirSync(folder)
    .sort()
    .map((file) => {
      const body = withComments(readFileSync(new URL(file, folder), "utf8"));
      const id = createHash("sha256").update(body).digest("hex");
      return { id, name: file.replace(".graphql", ""), type: "query", body };
    });
  const manifest = { format: "apollo-persisted-query-manifest", version: 1, operations };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The document with its descriptions as comments. */
function withComments(text: string): string {
  const descriptions: StringValueNode[] = [];
  const collect = ({ description }: { readonly description?: StringValueNode | undefined }) => {
    if (description !== undefined) descriptions.push(description);
  };
  visit(parse(text), { [Kind.OPERATION_DEFINITION]: collect, [Kind.VARIABLE_DEFINITION]: collect });
  // From the end, so that the positions before it stay right.
  return descriptions.reverse().reduce((changed, { loc, value }) => {
    if (loc === undefined) return changed;
    return changed.slice(0, loc.start) + value.replace(/^/gm, "# ") + changed.slice(loc.end);
  }, text);
}
