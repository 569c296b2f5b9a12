import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type CacheStore, storeValue } from "../upstream/cache/cache-store.js";

/** The result of a survey. Ids of stages are no personal data. */
const SurveyResult = z.object({ stages: z.array(z.string()), withoutStage: z.boolean(), madeAt: z.iso.datetime() });
export type SurveyResult = z.infer<typeof SurveyResult>;

const Claim = z.object({ process: z.string() });

/** A process that starts later makes a new survey. */
const resultTtlMs = 24 * 3600 * 1000;

const resultKey = "survey of archived opportunities";
const claimKey = "survey of archived opportunities: claim";

/** Shares the survey of an account between processes: one makes it, and all use its result. */
export class SharedSurvey {
  private readonly process = randomUUID();

  constructor(private readonly store: CacheStore) {}

  /**
   * The result. "wait" if another process is making the survey, or if the store is not available. Undefined if this process
   * should make it.
   */
  async find(): Promise<SurveyResult | "wait" | undefined> {
    const [result, claim] = await Promise.all([this.store.get(resultKey), this.store.get(claimKey)]);
    const found = SurveyResult.safeParse(result.stored?.response);
    if (found.success) return found.data;
    if (claim.epoch === undefined) return "wait";
    const other = Claim.safeParse(claim.stored?.response);
    return other.success && other.data.process !== this.process ? "wait" : undefined;
  }

  /** Tells the other processes that this one makes the survey, for `ttlMs` milliseconds. */
  claim(ttlMs: number): Promise<boolean> {
    return this.set(claimKey, { process: this.process } satisfies z.infer<typeof Claim>, ttlMs);
  }

  /** False if the store is not available. */
  save(result: SurveyResult): Promise<boolean> {
    return this.set(resultKey, result, resultTtlMs);
  }

  private async set(key: string, value: object, ttlMs: number): Promise<boolean> {
    return (await storeValue(this.store, key, value, ttlMs)) && (await this.store.get(key)).stored !== undefined;
  }
}
