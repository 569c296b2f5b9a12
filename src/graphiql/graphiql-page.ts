import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsync } from "fastify";

/** Settings of {@link graphiqlPage}. */
export interface GraphiqlPageOptions {
  /** Where the built page is. */
  readonly directory: string;
}

/**
 * What the page may do: run and fetch what this process serves, nothing else. Monaco styles its lines with inline
 * `style` elements, and GraphiQL's stylesheet carries its fonts and icons as data URLs.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Serves GraphiQL at `/` and `/graphiql`, its assets under `/graphiql/assets/`, all from the page that
 * `vite build src/graphiql/page` left on the disk. Answers 503 with that command while the page is not built.
 */
export const graphiqlPage: FastifyPluginAsync<GraphiqlPageOptions> = async (app, { directory }) => {
  // In place of the policy of the routes that answer with data; workers obey the one their own script came with.
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("content-security-policy", contentSecurityPolicy);
  });

  for (const path of ["/", "/graphiql"]) {
    app.get(path, async (_request, reply) => {
      reply.header("cache-control", "no-cache");
      const page = await readFile(join(directory, "index.html")).catch(() => undefined);
      if (!page) return reply.code(503).send("GraphiQL is not built: run `npx vite build src/graphiql/page`.\n");
      return reply.type("text/html; charset=utf-8").send(page);
    });
  }

  await app.register(fastifyStatic, {
    root: join(directory, "graphiql/assets"),
    prefix: "/graphiql/assets/",
    decorateReply: false,
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: "1y",
    setHeaders: (response) => {
      response.setHeader("vary", "accept-encoding");
    },
  });
};
