import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin, runnerImport } from "vite";
import { firstLook } from "./first-look.ts";
import { pageParts } from "./page-parts.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  // Relative, so that the page also works behind a proxy that adds a path. The folders match the paths of its routes.
  base: "./",
  build: {
    outDir: "../../../dist/graphiql",
    assetsDir: "graphiql/assets",
    emptyOutDir: true,
    // The licenses of the bundled packages require a copy of their notices.
    license: { fileName: "licenses.md" },
    chunkSizeWarningLimit: 4000,
    // GraphiQL makes the titles of its icons from the names of their functions.
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      output: { minify: { compress: true, codegen: true, mangle: { keepNames: { function: true, class: false } } } },
    },
  },
  resolve: {
    alias: [{ find: "monaco-editor/esm/vs/editor/edcore.main.js", replacement: path("monaco/features.ts") }],
  },
  plugins: [shell(), pageParts(path("start.ts")), latinFonts(), lazyListFormat(), gzipAssets()],
});

/** Puts what is painted first into the page, so that it needs no request of its own. */
function shell(): Plugin {
  return {
    name: "shell",
    transformIndexHtml: {
      order: "pre",
      async handler(html) {
        const { module } = await runnerImport<typeof import("./examples.ts")>(path("examples.ts"), {
          configFile: false,
        });
        const styles = ["shell.css", "first-look.css"].map((name) => readFileSync(path(name), "utf8"));
        return html.replace("%STYLES%", styles.join("\n")).replace("%FIRST-LOOK%", firstLook(module.examples));
      },
    },
  };
}

/**
 * Drops the Cyrillic, Greek and Vietnamese parts of GraphiQL's inlined fonts, for which the browser uses system fonts, and its
 * copy of the editor's icons.
 */
function latinFonts(): Plugin {
  const latin = /unicode-range:\s*U\+0(000|100)-/;
  return {
    name: "latin-fonts",
    enforce: "pre",
    transform: {
      filter: { id: /graphiql\/dist\/style\.css$/ },
      handler: (css) => css.replace(/@font-face\s*\{[^}]*\}/g, (face) => (latin.test(face) ? face : "")),
    },
  };
}

/** Creates GraphiQL's formatter of lists when it is used: the browser takes 20 ms or more to load its words. */
function lazyListFormat(): Plugin {
  return {
    name: "lazy-list-format",
    transform: {
      filter: { id: /@graphiql\/react\/dist\/utility\/jsonc\.js$/ },
      handler: (code) =>
        code
          .replace("formatter = new Intl.ListFormat", "formatter = () => new Intl.ListFormat")
          .replace("formatter.format(", "formatter().format("),
    },
  };
}

/** Writes a gzip copy next to each asset. There is no brotli copy, because browsers accept brotli over https only. */
function gzipAssets(): Plugin {
  return {
    name: "gzip-assets",
    writeBundle({ dir }) {
      for (const file of readdirSync(`${dir}/graphiql/assets`, { withFileTypes: true })) {
        const path = `${file.parentPath}/${file.name}`;
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}
