import { rejectOnAbort } from "../../ats/abort-signal.js";
import type { CallContext } from "../../ats/call-context.js";
import type { CacheStore } from "./cache-store.js";

/** How the responses of a key are used. */
export interface Reader {
  read(response: unknown, at: Date): unknown;
  tagsOf(response: unknown): readonly string[];
}

/** A value, and how long ago it was loaded. */
export interface Loaded {
  readonly value: unknown;
  readonly ageMs: number;
}

export interface StoredLookup {
  readonly found?: Loaded & { readonly tags: readonly string[] };
  /** As of `StoreLookup`. */
  readonly epoch?: string | undefined;
}

/** Looks a key up in the shared store. A response that is too old, or that cannot be read, is not found. */
export async function readStored(
  { store, ttlMs }: { readonly store: CacheStore | undefined; readonly ttlMs: number },
  key: string,
  context: CallContext,
  reader: Reader,
): Promise<StoredLookup> {
  if (store === undefined || ttlMs === 0) return {};
  const { stored, epoch } = await rejectOnAbort(store.get(key), context.signal);
  if (stored === undefined || stored.ageMs >= ttlMs) return { epoch };
  const { response, ageMs } = stored;
  try {
    const value = reader.read(response, new Date(Date.now() - ageMs));
    return { found: { value, ageMs, tags: reader.tagsOf(response) }, epoch };
  } catch {
    return { epoch };
  }
}
