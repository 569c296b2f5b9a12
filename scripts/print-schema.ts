import { writeFileSync } from "node:fs";
import { printSubgraphSchema } from "@apollo/subgraph";
import { buildSubgraph } from "../src/graphql/schema.js";

// `npm run print-schema` writes the schema as one file, for schema registries, to docs/ and to standard output.
const sdl = printSubgraphSchema(buildSubgraph().schema);
writeFileSync(new URL("../docs/schema.graphql", import.meta.url), sdl);
process.stdout.write(sdl);
