import { writeFileSync } from "node:fs";
import { generatedFiles } from "./docs/generated-files.js";

// `npm run docs` writes the files that are generated from the schema, and the manifest of operations for agents.
const root = new URL("../", import.meta.url);
for (const [path, text] of generatedFiles(root)) writeFileSync(new URL(path, root), text);
