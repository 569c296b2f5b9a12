import { setTimeout as delay } from "node:timers/promises";
import type { RefreshOutcome } from "../../telemetry/provider-metrics.js";
import { refreshWithRetries } from "./refresh-with-retries.js";
import type { TokenEndpoint } from "./token-endpoint.js";
import type { StoredTokens, TokenStore } from "./token-store.js";

export interface TokenRotationOptions {
  readonly endpoint: TokenEndpoint;
  readonly store: TokenStore;
  /** The token from the authorization. It is good for the first refresh only. */
  readonly refreshToken: string;
  /** Receives the outcome of every refresh; must not throw. */
  readonly observe?: (outcome: RefreshOutcome) => void;
  /** The new refresh token could not be saved. If the process ends now, the token is lost. */
  onSaveFailed?(cause: unknown): void;
}

/** How long a refresh waits for other processes, in milliseconds. Less than a lock lasts. */
const lockTimeoutMs = 25_000;

/** An access token is renewed when this share of its life is left, or this many milliseconds, whichever is less. */
const marginShare = 0.1;
const maxMarginMs = 60_000;

const saveRetryDelayMs = 1000;

/** Tokens, and a promise that resolves once they are saved, or the rotation is closed. */
interface Renewal {
  readonly tokens: StoredTokens;
  readonly saved: Promise<void>;
}

/**
 * Exchanges a refresh token for new tokens. Each exchange can end the validity of the old refresh token: only one process
 * exchanges at a time, and the new refresh token is saved before the access token is used.
 */
export class TokenRotation {
  private tokens: StoredTokens | undefined;
  private unsaved: StoredTokens | undefined;
  private closed = false;

  constructor(private readonly options: TokenRotationOptions) {}

  /** The newest tokens that this process knows. */
  get latest(): StoredTokens | undefined {
    return this.tokens;
  }

  /** Whether the latest refresh token would be lost if the process ended now. */
  get isUnsaved(): boolean {
    return this.unsaved !== undefined;
  }

  /**
   * Tokens with a fresh access token other than `rejected`: those that another process has stored, or new ones. Rejects with
   * `RefreshFailed`, and as the methods of `TokenStore` do.
   */
  async renew(rejected: string | undefined): Promise<StoredTokens> {
    const unlock = await this.options.store.lock(AbortSignal.timeout(lockTimeoutMs));
    const renewal = this.renewLocked(rejected);
    // A process that used the old refresh token would end the authorization. So the lock is held until the new one is
    // saved. A lock that cannot be released expires.
    void renewal
      .then(
        ({ saved }) => saved,
        () => undefined,
      )
      .then(unlock)
      .catch(() => undefined);
    return (await renewal).tokens;
  }

  /** Ends the work in the background. Tries once more to save unsaved tokens. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.unsaved !== undefined) await this.options.store.write(this.unsaved).catch(() => undefined);
  }

  private async renewLocked(rejected: string | undefined): Promise<Renewal> {
    const { store, observe } = this.options;
    const found = newer(await store.read(), this.tokens);
    this.tokens = found;
    if (found !== undefined && found.accessToken !== rejected && isFresh(found)) {
      observe?.("shared");
      return { tokens: found, saved: Promise.resolve() };
    }
    const tokens = await this.exchange(found);
    this.tokens = tokens;
    try {
      await store.write(tokens);
      observe?.("ok");
      return { tokens, saved: Promise.resolve() };
    } catch (cause) {
      observe?.("not-kept");
      return { tokens, saved: this.saveLater(tokens, cause) };
    }
  }

  private async exchange(old: StoredTokens | undefined): Promise<StoredTokens> {
    const oldRefreshToken = old?.refreshToken ?? this.options.refreshToken;
    const { accessToken, refreshToken, lifetimeMs } = await refreshWithRetries(this.options.endpoint, oldRefreshToken);
    return {
      generation: (old?.generation ?? 0) + 1,
      refreshToken: refreshToken ?? oldRefreshToken,
      accessToken,
      goodUntil: Date.now() + lifetimeMs - Math.min(maxMarginMs, marginShare * lifetimeMs),
    };
  }

  private async saveLater(tokens: StoredTokens, cause: unknown): Promise<void> {
    this.unsaved = tokens;
    this.options.onSaveFailed?.(cause);
    while (!this.closed) {
      await delay(saveRetryDelayMs, undefined, { ref: false });
      try {
        await this.options.store.write(tokens);
        break;
      } catch {
        continue;
      }
    }
    this.unsaved = undefined;
  }
}

/** Whether the access token can still be used. */
export function isFresh({ goodUntil }: StoredTokens): boolean {
  return Date.now() < goodUntil;
}

function newer(one: StoredTokens | undefined, other: StoredTokens | undefined): StoredTokens | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.generation >= other.generation ? one : other;
}
