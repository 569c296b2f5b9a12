import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

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
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  plugins: [shellStyles(), latinFonts(), gzipAssets()],
});

/** Puts the styles of the banner into the page, so that they need no request of their own. */
function shellStyles(): Plugin {
  return {
    name: "shell-styles",
    transformIndexHtml: {
      order: "pre",
      handler: (html) => html.replace("%SHELL%", readFileSync(new URL("shell.css", import.meta.url), "utf8")),
    },
  };
}

/** Drops the Cyrillic, Greek and Vietnamese parts of GraphiQL's inlined fonts. The browser uses system fonts instead. */
function latinFonts(): Plugin {
  const latin = /unicode-range:\s*U\+0(000|100)-/;
  return {
    name: "latin-fonts",
    enforce: "pre",
    transform: {
      filter: { id: /graphiql\/dist\/style\.css$/ },
      handler: (css) =>
        css.replace(/@font-face\s*\{[^}]*unicode-range[^}]*\}/g, (face) => (latin.test(face) ? face : "")),
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
