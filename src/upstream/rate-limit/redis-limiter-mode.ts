import type { RateLimit } from "../../ats/rate-limit.js";
import type { Clock } from "../clock.js";
import type { FairQueue } from "./fair-queue.js";
import { LocalRateLimiter } from "./local-rate-limiter.js";
import { TokenBucket } from "./token-bucket.js";

/**
 * Where tokens come from. A limiter starts as `shared`. It becomes `local` when a command fails, and a new `shared` when
 * Redis answers again. `close` makes it `closed`. Tokens are only used in the mode that they were taken in.
 */
export type LimiterMode = Shared | Local | { readonly kind: "closed" };

/** From the bucket in Redis. */
export interface Shared {
  readonly kind: "shared";
  isDispatching: boolean;
  /** When the latest reservation can be used. */
  nextCallAt: number;
}

/** From this process's share of the limit, while Redis is lost. */
export interface Local {
  readonly kind: "local";
  readonly limiter: LocalRateLimiter;
}

/** The mode of a limiter that has reserved no token. */
export function sharedMode(): Shared {
  return { kind: "shared", isDispatching: false, nextCallAt: -Infinity };
}

/** The mode of a limiter that releases the calls of `queue` by an equal share of the limit. */
export function localMode(
  { rate, burst }: RateLimit,
  replicas: number,
  clock: Clock,
  queue: FairQueue,
  pausedUntil: number,
): Local {
  const share = { rate: rate / replicas, burst: Math.max(1, burst / replicas) };
  const now = clock.now();
  // The bucket starts empty, because all tokens of the shared one may be used.
  const bucket = new TokenBucket(share, now, 0);
  if (now < pausedUntil) bucket.pauseFor(pausedUntil - now, now);
  return { kind: "local", limiter: new LocalRateLimiter(share, clock, queue, bucket) };
}
