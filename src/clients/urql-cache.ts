import type { Cache, CacheExchangeOpts, DataField, Resolver } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { type CountedPage, countsOf, sumOfExcluded } from "./excluded.js";
import { embedded } from "./keys.js";

/**
 * For `cacheExchange({ ...cacheConfig, schema })` of `@urql/exchange-graphcache`. With the schema a field that has failed is
 * null in the cache, and without it everything that contains the field is. Types with an `id` need no key, because that is
 * the default.
 */
export const cacheConfig = {
  keys: Object.fromEntries(embedded.map((type) => [type, () => null])),
  resolvers: {
    Query: { applications: list(), candidates: list(), jobs: list(), offers: list() },
    Job: { applications: list() },
  },
} satisfies CacheExchangeOpts;

/** One list for each filter and order. Every page is added to it, and `excluded` is the sum of its pages. */
function list(): Resolver {
  const merged = relayPagination();
  return (parent, args, cache, info) => {
    const connection: unknown = merged(parent, args, cache, info);
    const sum = sumOfExcluded(pagesOf(cache, info.parentKey, info.fieldName, args));
    if (sum === undefined || typeof connection !== "object") return connection as DataField;
    return { ...connection, excluded: { __typename: "Excluded", ...sum } };
  };
}

interface CachedPage extends CountedPage {
  readonly end: unknown;
}

/** The cached pages of a list. If they do not follow each other, one page of which nothing is known is added. */
function pagesOf(cache: Cache, parent: string, field: string, args: object): CountedPage[] {
  const list = listKey(args);
  const pages = cache
    .inspectFields(parent)
    .filter((each) => each.fieldName === field && listKey(each.arguments ?? {}) === list)
    .flatMap((each) => pageOf(cache, cache.resolve(parent, each.fieldKey), each.arguments?.after));
  const follows = (page: CachedPage) =>
    pages.filter(({ after }) => after === page.after).length === 1 &&
    (page.after === null || pages.some(({ end }) => end === page.after));
  return pages.every(follows) ? pages : [...pages, { after: null }];
}

function pageOf(cache: Cache, connection: unknown, after: unknown): CachedPage[] {
  if (typeof connection !== "string") return [];
  const [excluded, pageInfo] = ["excluded", "pageInfo"].map((field) => cache.resolve(connection, field));
  return [
    {
      after: typeof after === "string" ? after : null,
      end: typeof pageInfo === "string" ? cache.resolve(pageInfo, "endCursor") : null,
      excluded: typeof excluded === "string" ? countsOf((field) => cache.resolve(excluded, field)) : undefined,
    },
  ];
}

/** The arguments that decide which list a page belongs to, as text. */
function listKey(args: object): string {
  return JSON.stringify({ ...args, first: undefined, after: undefined }, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
