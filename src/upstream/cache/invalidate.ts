import { LRUCache } from "lru-cache";

/** Forgets what these subjects are about. */
export interface Forgetful {
  forget(subjects: readonly string[]): void;
}

/** Has every process forget them that shares an account. False on an occasion that was there before; rejects when it cannot. */
export type Forget = (subjects: readonly string[], occasion: string, rememberMs: number) => Promise<boolean>;

// About 5 MB; no account has as many events in an hour.
const mostOccasions = 20_000;

/**
 * Forgets once an occasion: in every process, where they share a store, and else in this one. Where the others cannot be
 * told, this one forgets all the same.
 */
export function forgetting(here: Forgetful, shared: { readonly forget: Forget } | undefined): Forget {
  const occasions = new LRUCache<string, true>({ max: mostOccasions });
  return async (subjects, occasion, rememberMs) => {
    if (shared === undefined) {
      if (occasions.has(occasion)) return false;
      occasions.set(occasion, true, { ttl: rememberMs });
      forgetHere(subjects);
      return true;
    }
    try {
      // After the others: what they share is not to be taken from there again.
      const isFirst = await shared.forget(subjects, occasion, rememberMs);
      if (isFirst) forgetHere(subjects);
      return isFirst;
    } catch (error) {
      forgetHere(subjects);
      throw error;
    }
  };

  function forgetHere(subjects: readonly string[]): void {
    if (subjects.length > 0) here.forget(subjects);
  }
}
