import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { embedded } from "./keys.js";

/** One list for each filter, to which every page is added. */
export const resolvers = {
  Query: {
    applications: relayPagination(),
    candidates: relayPagination(),
    jobs: relayPagination(),
    offers: relayPagination(),
  },
  Job: { applications: relayPagination() },
};

/** In place of urql's own `cacheExchange`. Types with an `id` need nothing: it is graphcache's default. */
export const normalizedCache = cacheExchange({
  keys: Object.fromEntries(embedded.map((type) => [type, () => null])),
  resolvers,
});
