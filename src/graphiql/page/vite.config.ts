import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

export default defineConfig({
  // Relative, so that the page also works behind a proxy that adds a path. The folders mirror the paths it is served at.
  base: "./",
  build: {
    outDir: "../../../dist/graphiql",
    assetsDir: "graphiql/assets",
    emptyOutDir: true,
    // What the notices of the packages in the page ask for.
    license: { fileName: "licenses.md" },
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  plugins: [latinFonts(), gzipAssets()],
});

/** Drops the Cyrillic, Greek and Vietnamese halves of GraphiQL's inlined fonts: the system's own stand in for them. */
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

/** Writes a gzip copy beside each asset. Not brotli as well: browsers accept it over https alone. */
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
