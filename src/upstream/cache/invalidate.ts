import { LRUCache } from "lru-cache";

export interface Invalidator {
  /** Removes everything that has one of these tags. */
  invalidate(tags: readonly string[]): void;
}

/** Invalidates tags in every process that shares an account. False for an event that was applied before. Rejects on failure. */
export type Invalidate = (tags: readonly string[], eventId: string, eventTtlMs: number) => Promise<boolean>;

// About 5 MB. If there are more, the oldest are forgotten. An event that comes twice mostly does so within minutes.
const maxEventIds = 20_000;

/**
 * Applies each event once: in every process if they share a store, otherwise in this one. If the store does not answer,
 * this process invalidates its own caches.
 */
export function invalidateOnce(
  local: Invalidator,
  shared: { readonly invalidate: Invalidate } | undefined,
): Invalidate {
  const eventIds = new LRUCache<string, true>({ max: maxEventIds });
  return async (tags, eventId, eventTtlMs) => {
    if (shared === undefined) {
      if (eventIds.has(eventId)) return false;
      invalidateLocally(tags);
      eventIds.set(eventId, true, { ttl: eventTtlMs });
      return true;
    }
    try {
      // The store first: otherwise this process could load old data from it again.
      const isFirst = await shared.invalidate(tags, eventId, eventTtlMs);
      if (isFirst) invalidateLocally(tags);
      return isFirst;
    } catch (error) {
      invalidateLocally(tags);
      throw error;
    }
  };

  function invalidateLocally(tags: readonly string[]): void {
    if (tags.length > 0) local.invalidate(tags);
  }
}
