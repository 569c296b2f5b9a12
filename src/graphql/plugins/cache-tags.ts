import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../context.js";
import type { CacheTagExtensions } from "../record-tags.js";

/** The names of the extensions. */
export const cacheTagNames: readonly string[] = [
  "apolloCacheTags",
  "apolloEntityCacheTags",
] satisfies (keyof CacheTagExtensions)[];

/**
 * Adds the tags of the records in an answer to its `extensions`, for routers that cache it. An operation that shares the
 * execution of another one has the same data, and so the same tags.
 */
export function cacheTags(): ApolloServerPlugin<Context> {
  const tagsOfData = new WeakMap<object, CacheTagExtensions>();
  return {
    requestDidStart: async ({ contextValue: { recordTags } }) => ({
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== "single" || body.singleResult.data == null || recordTags === undefined) return;
        const { data, extensions } = body.singleResult;
        const tags = tagsOfData.get(data) ?? recordTags.extensions(data);
        tagsOfData.set(data, tags);
        if (Object.keys(tags).length > 0) body.singleResult.extensions = { ...extensions, ...tags };
      },
    }),
  };
}
