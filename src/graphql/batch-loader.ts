import DataLoader from "dataloader";
import { asError } from "../ats/errors.js";
import type { Batch } from "../ats/provider.js";
import { inBatchSpan } from "../telemetry/batch-span.js";

/** What a loader returns for each of many keys: the value, null if there is none, or the error of that key. */
export type Found<T> = T | null | Error;

/**
 * A DataLoader that takes many keys at once too. A thousand records then take one promise instead of one each. Each key is
 * loaded once, unless its whole batch failed.
 */
export class BatchLoader<Key, T> {
  private readonly found = new Map<string, Found<T>>();
  /** The batches that are loading, by the name of each key. */
  private readonly loading = new Map<string, Promise<unknown>>();
  private readonly batches: DataLoader<ReadonlyMap<string, Key>, null>;

  /** `nameOf` gives the name of a key in the batches that `load` returns. */
  constructor(
    name: string,
    private readonly nameOf: (key: Key) => string,
    load: (keys: readonly Key[]) => Promise<Batch<T>>,
  ) {
    this.batches = new DataLoader(
      async (parts) => {
        const [first, ...others] = parts;
        const keys = first !== undefined && others.length === 0 ? first : new Map(parts.flatMap((part) => [...part]));
        try {
          const batch = await inBatchSpan(name, keys.size, () => load([...keys.values()]));
          for (const each of keys.keys()) this.found.set(each, batch.get(each) ?? null);
        } finally {
          for (const each of keys.keys()) this.loading.delete(each);
        }
        return parts.map(() => null);
      },
      { cache: false },
    );
  }

  /** Returns the value of a key, or null if there is none. */
  async load(key: Key): Promise<T | null> {
    const [found = null] = await this.loadMany([key]);
    if (found instanceof Error) throw found;
    return found;
  }

  /** Returns what is found for each key, in the order of the keys. Never rejects. */
  loadMany(keys: readonly Key[]): readonly Found<T>[] | Promise<readonly Found<T>[]> {
    const names: string[] = [];
    const missing = new Map<string, Key>();
    const waiting = new Set<Promise<unknown>>();
    for (const key of keys) {
      const name = this.nameOf(key);
      names.push(name);
      if (this.found.has(name)) continue;
      const loading = this.loading.get(name);
      if (loading === undefined) missing.set(name, key);
      else waiting.add(loading);
    }
    if (missing.size > 0) {
      const loading = this.batches.load(missing);
      for (const name of missing.keys()) this.loading.set(name, loading);
      waiting.add(loading);
    }
    const answer = () => names.map((name) => this.found.get(name) ?? null);
    return waiting.size === 0
      ? answer()
      : Promise.all(waiting).then(answer, (error: unknown) => names.map(() => asError(error)));
  }
}
