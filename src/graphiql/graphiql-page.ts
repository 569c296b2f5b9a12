import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsync } from "fastify";

/** The options of `graphiqlPage`. */
export interface GraphiqlPageOptions {
  /** The directory of the built page. */
  readonly directory: string;
  /** What the page says, as it is when the page is opened. */
  readonly facts: () => PageFacts;
}

/** What the page says about the process that serves it. The page is public: no key, no personal data. */
export interface PageFacts {
  /** The version of the package. */
  readonly version: string;
  /** Which account the process reads, such as "Live account". */
  readonly account: string;
  /** The provider's name. */
  readonly provider: string;
  /** The page where the provider documents its API. */
  readonly docsUrl: string;
}

/**
 * The page may load and call only this process. Inline styles are allowed because the editor (Monaco) uses them, and data
 * URLs because GraphiQL's stylesheet has its fonts and icons in them.
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
 * Serves GraphiQL at `/` and `/graphiql`, and its assets under `/graphiql/assets/`, from the files that
 * `vite build src/graphiql/page` writes. Answers 503 with that command if the page is not built.
 */
export const graphiqlPage: FastifyPluginAsync<GraphiqlPageOptions> = async (app, { directory, facts }) => {
  // Replaces the stricter policy of the other routes. The scripts need it too, because a worker uses the policy of its
  // own script.
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("content-security-policy", contentSecurityPolicy);
  });

  for (const path of ["/", "/graphiql"]) {
    app.get(path, async (_request, reply) => {
      reply.header("cache-control", "no-cache");
      const page = await readFile(join(directory, "index.html"), "utf8").catch(() => undefined);
      if (!page) return reply.code(503).send("GraphiQL is not built: run `npx vite build src/graphiql/page`.\n");
      return reply.type("text/html; charset=utf-8").send(withFacts(page, facts()));
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

/** Replaces `{{version}}` and the names of the other facts, as text of HTML. */
function withFacts(page: string, facts: PageFacts): string {
  return page.replace(/\{\{(\w+)\}\}/g, (braces, name: string) => {
    const text = facts[name as keyof PageFacts] as string | undefined;
    return text === undefined ? braces : asHtml(text);
  });
}

const asHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
