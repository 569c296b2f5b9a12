import { writeFileSync } from "node:fs";
import { writtenDocs } from "./docs/generated-files.js";

// `npm run docs`: carries what the schema's directives say to wherever else it is written.
const root = new URL("../", import.meta.url);
for (const [path, text] of writtenDocs(root)) writeFileSync(new URL(path, root), text);
