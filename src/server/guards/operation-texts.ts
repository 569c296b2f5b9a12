import { LRUCache } from "lru-cache";
import type { FastifyRequest } from "fastify";
import { queryString } from "../query-string.js";

// About 2 MB of memory: a character can take two bytes.
const maxCharacters = 1024 * 1024;

/**
 * A hook that gives the text of each operation to `check`, which throws if the text is refused. A text that passed lately
 * is not checked again, because clients send the same few texts many times.
 */
export function checkTexts(check: (text: string) => void): (request: FastifyRequest) => Promise<void> {
  const passed = new LRUCache<string, true>({ maxSize: maxCharacters, sizeCalculation: (_, text) => text.length + 1 });
  return async (request) => {
    for (const text of textsOf(request)) {
      if (passed.get(text) === true) continue;
      check(text);
      passed.set(text, true);
    }
  };
}

/** The texts of operations in a request, from where Apollo Server takes them. */
function textsOf({ method, url, body }: FastifyRequest): string[] {
  if (method !== "POST") return new URLSearchParams(queryString(url)).getAll("query");
  const { query } = (body ?? {}) as { query?: unknown };
  return typeof query === "string" ? [query] : [];
}
