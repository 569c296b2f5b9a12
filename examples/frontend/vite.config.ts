import { defineConfig } from "vite";

/** The address of the subgraph or of a gateway. The page's own server forwards the requests, so no CORS is needed. */
const graphql = new URL(process.env.GRAPHQL_URL ?? "http://127.0.0.1:4001/graphql");

const proxy = { "/graphql": { target: graphql.origin, rewrite: () => graphql.pathname + graphql.search } };

export default defineConfig({
  server: { host: "127.0.0.1", proxy },
  preview: { host: "127.0.0.1", proxy },
  build: { outDir: "../../dist/frontend", emptyOutDir: true },
});
