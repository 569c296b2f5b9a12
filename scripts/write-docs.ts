import { writeFileSync } from "node:fs";
import { generatedFiles } from "./docs/generated-files.js";

// `npm run docs` writes the files that are generated from the directives of the schema.
const root = new URL("../", import.meta.url);
for (const [path, text] of generatedFiles(root)) writeFileSync(new URL(path, root), text);
