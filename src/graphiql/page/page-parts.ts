import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Writes one file for each part of the page that `start` lists, and has the page name them, to load them all at once. */
export function pageParts(start: string): Plugin {
  const parts = [...readFileSync(start, "utf8").matchAll(/import\("(.+?)"\)/g)].map(([, id = ""]) => id);
  return {
    name: "page-parts",
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // A part takes along what it imports, except for what an earlier part has.
              groups: ["./start.ts", ...parts].map((id, index, all) => ({
                name: `part-${String(index).padStart(2, "0")}`,
                priority: all.length - index,
                test: modulesOf(id),
              })),
            },
          },
        },
      },
    }),
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {}, chunk }) {
        const chunkOf = (name: string) => (bundle[name]?.type === "chunk" ? bundle[name] : undefined);
        const filesOf = (name: string): string[] => [
          ...(chunkOf(name)?.imports.flatMap(filesOf) ?? []),
          ...(chunkOf(name)?.viteMetadata?.importedCss ?? []),
          name,
        ];
        const first = new Set(chunk ? filesOf(chunk.fileName) : []);
        const others = [...first].flatMap((name) => chunkOf(name)?.dynamicImports ?? []).flatMap(filesOf);
        const links = [...new Set(others)].filter((name) => !first.has(name)).map(link);
        return html.replace("%PARTS%", links.join(""));
      },
    },
  };
}

function link(file: string): string {
  const kind = file.endsWith(".css") ? 'rel="preload" as="style"' : 'rel="modulepreload"';
  return `<link ${kind} crossorigin href="./${file}" />`;
}

/** The file of an import, or the files of a package. */
function modulesOf(id: string): RegExp {
  const path = id.replace(/^\.\//, "src/graphiql/page/").replaceAll(/[.+]/g, "\\$&");
  return new RegExp(`${id.startsWith(".") ? "" : "/node_modules/"}${path}(?:/|\\.js$|$)`);
}
