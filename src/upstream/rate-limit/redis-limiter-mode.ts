import type { LocalRateLimiter } from "./local-rate-limiter.js";

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
