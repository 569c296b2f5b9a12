import { writeFileSync } from "node:fs";
import { printSubgraphSchema } from "@apollo/subgraph";
import { buildSubgraph } from "../src/graphql/schema.js";
import { apiSchema } from "./docs/api-schema.js";

// `npm run print-schema` writes the schema as one file, for schema registries, to docs/ and to standard output. With
// `--api` it is the schema that clients of a gateway see.
const { schema } = buildSubgraph();
const isApi = process.argv.includes("--api");
const sdl = isApi ? apiSchema(schema) : printSubgraphSchema(schema);
writeFileSync(new URL(isApi ? "../docs/api-schema.graphql" : "../docs/schema.graphql", import.meta.url), sdl);
process.stdout.write(sdl);
