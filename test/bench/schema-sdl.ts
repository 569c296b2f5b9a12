import { readFileSync, readdirSync } from "node:fs";
import { type DocumentNode, parse } from "graphql";

/** The subgraph's schema, for the servers in comparisons. */
export function schemaDocument(): DocumentNode {
  const folder = new URL("../../schema/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".graphql"));
  return parse(files.map((file) => readFileSync(new URL(file, folder), "utf8")).join("\n"));
}
