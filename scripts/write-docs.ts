import { writeFileSync } from "node:fs";
import { generatedFiles } from "./docs/generated-files.js";

// `npm run docs`: carries what the schema's directives say to wherever else it is written.
const root = new URL("../", import.meta.url);
for (const [path, text] of generatedFiles(root)) writeFileSync(new URL(path, root), text);
