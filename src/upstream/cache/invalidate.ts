import { LRUCache } from "lru-cache";

/** Forgets what these subjects are about. */
export interface Invalidator {
  invalidate(subjects: readonly string[]): void;
}

/** Has every process forget them that shares an account. False on an occasion that was there before; rejects when it cannot. */
export type Invalidate = (subjects: readonly string[], eventId: string, rememberMs: number) => Promise<boolean>;

// About 5 MB; no account has as many events in an hour.
const maxEventIds = 20_000;

/**
 * Forgets once an occasion: in every process, where they share a store, and else in this one. Where the others cannot be
 * told, this one forgets all the same.
 */
export function invalidateOnce(
  local: Invalidator,
  shared: { readonly invalidate: Invalidate } | undefined,
): Invalidate {
  const eventIds = new LRUCache<string, true>({ max: maxEventIds });
  return async (tags, eventId, eventTtlMs) => {
    if (shared === undefined) {
      if (eventIds.has(eventId)) return false;
      eventIds.set(eventId, true, { ttl: eventTtlMs });
      invalidateLocally(tags);
      return true;
    }
    try {
      // After the others: what they share is not to be taken from there again.
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
