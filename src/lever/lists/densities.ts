import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { type CacheStore, storeValue } from "../../upstream/cache/cache-store.js";
import { RowDensity } from "./row-density.js";

// The lists of an account that are read in an order of their own.
const maxLists = 50;

/** How long other processes can use what this one has learned, in milliseconds. It stays useful, because rows stay. */
const sharedMs = 7 * 24 * 3600 * 1000;

/** A density is shared this long after it was learned, with what is learned meanwhile, in milliseconds. */
const saveAfterMs = 2000;

const Segments = z.array(z.tuple([z.number().nullable(), z.number().nullable(), z.number()]));

/**
 * How dense the lists of an account are in time, for each combination of Lever's filters. Shared over Redis: a process
 * that starts uses what others have learned. There are only times and numbers of rows in it.
 */
export class Densities {
  private readonly known = new LRUCache<string, Promise<RowDensity>>({ max: maxLists });

  /** `store` is undefined without Redis. */
  constructor(private readonly store: CacheStore | undefined) {}

  /** `list` identifies the list: its filters without those of the date. */
  get(list: string): Promise<RowDensity> {
    const known = this.known.get(list);
    if (known !== undefined) return known;
    const loading = this.load(`density ${createHash("sha256").update(list).digest("base64url")}`);
    this.known.set(list, loading);
    return loading;
  }

  private async load(key: string): Promise<RowDensity> {
    const { store } = this;
    if (store === undefined) return new RowDensity();
    const { stored } = await store.get(key);
    const shared = Segments.safeParse(stored?.response);
    let isWaiting = false;
    const density: RowDensity = new RowDensity(shared.data, () => {
      if (isWaiting) return;
      isWaiting = true;
      setTimeout(() => {
        isWaiting = false;
        void storeValue(store, key, density.toJSON(), sharedMs);
      }, saveAfterMs).unref();
    });
    return density;
  }
}
