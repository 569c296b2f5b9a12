import { setTimeout as delay } from "node:timers/promises";
import { type Failure, retryDelayMs } from "../http/retry.js";
import { RefreshFailed, type TokenEndpoint, type Tokens } from "./token-endpoint.js";

/** How long a process retries one refresh, in milliseconds. Less than the lock of a token store lasts. */
const retryWindowMs = 15_000;

/** Exchanges a refresh token, and retries as calls are retried. Throws the last `RefreshFailed`. */
export async function refreshWithRetries(endpoint: TokenEndpoint, refreshToken: string): Promise<Tokens> {
  const startedAt = performance.now();
  const earlier: Failure[] = [];
  for (;;) {
    try {
      return await endpoint.refresh(refreshToken);
    } catch (error) {
      if (!(error instanceof RefreshFailed)) throw error;
      const timeLeftMs = startedAt + retryWindowMs - performance.now();
      const delayMs = retryDelayMs({ failure: error.failure, earlier, timeLeftMs, random: Math.random() });
      if (delayMs === undefined) throw error;
      earlier.push(error.failure);
      await delay(delayMs);
    }
  }
}
