import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Writes one file for each part of the page that `start` lists, and has the browser load them all at once. */
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
      handler(_html, { bundle = {}, chunk }) {
        const files = new Set<string>();
        const add = (name: string) => {
          const part = bundle[name];
          if (part?.type !== "chunk" || files.has(name)) return;
          files.add(name);
          part.imports.forEach(add);
          part.viteMetadata?.importedCss.forEach((css) => files.add(css));
        };
        chunk?.dynamicImports.forEach(add);
        return [...files].map((href) => ({
          tag: "link",
          injectTo: "body",
          attrs: {
            ...(href.endsWith(".css") ? { rel: "preload", as: "style" } : { rel: "modulepreload" }),
            crossorigin: "",
            // What is painted first comes first.
            fetchpriority: "low",
            href: `./${href}`,
          },
        }));
      },
    },
  };
}

/** The file of an import, or the files of a package. */
function modulesOf(id: string): RegExp {
  const path = id.replace(/^\.\//, "src/graphiql/page/").replaceAll(/[.+]/g, "\\$&");
  return new RegExp(`${id.startsWith(".") ? "" : "/node_modules/"}${path}(?:/|\\.js$|$)`);
}
