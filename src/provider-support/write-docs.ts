import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { concatAST, parse } from "graphql";
import { describedSdl } from "./described-sdl.js";
import { fieldSupport } from "./field-support.js";
import { withSupportTable } from "./support-table.js";

// `npm run docs`: carries what the schema's directives say into its descriptions and the README.
const root = new URL("../../", import.meta.url);
const schema = new URL("schema/", root);
const sources = readdirSync(schema).map((name) => {
  const file = new URL(name, schema);
  const sdl = describedSdl(readFileSync(file, "utf8"));
  writeFileSync(file, sdl);
  return parse(sdl);
});
const readme = new URL("README.md", root);
writeFileSync(readme, withSupportTable(readFileSync(readme, "utf8"), fieldSupport(concatAST(sources))));
