import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { embedded } from "./keys.js";

/** One list for each filter and order. Every page is added to it. */
export const resolvers = {
  Query: {
    applications: relayPagination(),
    candidates: relayPagination(),
    jobs: relayPagination(),
    offers: relayPagination(),
  },
  Job: { applications: relayPagination() },
};

/** Replaces urql's own `cacheExchange`. Types with an `id` need no entry, because that is the default. */
export const normalizedCache = cacheExchange({
  keys: Object.fromEntries(embedded.map((type) => [type, () => null])),
  resolvers,
});
