import { LRUCache } from "lru-cache";
import { approximateSize } from "./approximate-size.js";

/** A value that is held, and since when. */
export interface Entry {
  readonly value: unknown;
  readonly loadedAt: number;
  /** What it is to be forgotten with. */
  readonly subjects: readonly string[];
  /** When a load that failed is worth another try. */
  retryAt: number;
}

/** A value that has just come, and when it was asked for and came. */
export interface Moment {
  readonly value: unknown;
  readonly askedAt: number;
  readonly loadedAt: number;
  /** What it is to be forgotten with. */
  readonly subjects: readonly string[];
}

/** How many of the latest answers are kept for operations that run beside each other, and how long, in milliseconds. */
const mostMoments = 64;
const momentMs = 10_000;

/** What a process holds of answers: those that may be reused, and the latest, which serve whoever runs beside. */
export class HeldAnswers {
  private readonly entries: LRUCache<string, Entry>;
  private readonly moments = new LRUCache<string, Moment>({ max: mostMoments, ttl: momentMs, ttlAutopurge: true });

  /** Holds about so many bytes; what was used longest ago goes first. */
  constructor(maxBytes: number) {
    const sizeCalculation = ({ value }: Entry) => approximateSize(value);
    this.entries = new LRUCache({ maxSize: maxBytes, sizeCalculation, ttlAutopurge: true });
  }

  entry(key: string): Entry | undefined {
    return this.entries.get(key);
  }

  moment(key: string): Moment | undefined {
    return this.moments.get(key);
  }

  /** Holds a value, for `mostMs` milliseconds, a whole number, or until others take its place. */
  hold(key: string, entry: Omit<Entry, "retryAt">, mostMs: number | undefined): void {
    this.entries.set(key, { ...entry, retryAt: -Infinity }, mostMs === undefined ? {} : { ttl: mostMs });
  }

  /** Holds a value that has just come. */
  remember(key: string, moment: Moment): void {
    this.moments.set(key, moment);
  }

  /** Lets go of whatever has one of these subjects, or of all there is. */
  forget(subjects?: readonly string[]): void {
    if (subjects === undefined) {
      this.entries.clear();
      this.moments.clear();
      return;
    }
    const wanted = new Set(subjects);
    forgetIn(this.entries, wanted);
    forgetIn(this.moments, wanted);
  }
}

function forgetIn<T extends { readonly subjects: readonly string[] }>(
  held: LRUCache<string, T>,
  wanted: ReadonlySet<string>,
): void {
  const found = [...held.entries()].filter(([, { subjects }]) => subjects.some((each) => wanted.has(each)));
  for (const [key] of found) held.delete(key);
}
