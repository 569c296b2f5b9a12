import { setTimeout as delay } from "node:timers/promises";
import { AtsError } from "../../ats/errors.js";
import type { RefreshOutcome } from "../../telemetry/provider-metrics.js";
import { refreshWithRetries } from "./refresh-with-retries.js";
import { RefreshFailed, type TokenEndpoint } from "./token-endpoint.js";
import { TokenStoreUnavailable, type StoredTokens, type TokenStore } from "./token-store.js";

export interface AccessTokensOptions {
  readonly endpoint: TokenEndpoint;
  readonly store: TokenStore;
  /** The token from the authorization. It is good for the first refresh only. */
  readonly refreshToken: string;
  /** As in `extensions.provider`. */
  readonly provider: string;
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

/** How long no refresh is tried after the authorization was rejected, and after another failure, in milliseconds. */
const cooldownAfterRevocationMs = 60_000;
const cooldownAfterFailureMs = 1000;

const saveRetryDelayMs = 1000;

/**
 * The access token of one authorization. It is refreshed when it is about to expire or was rejected, once for all callers
 * that wait. The new refresh token is saved before the access token is used.
 */
export class AccessTokens {
  private tokens: StoredTokens | undefined;
  private refreshing: Promise<string> | undefined;
  private failure: { readonly error: AtsError; readonly until: number } | undefined;
  /** When a rejected token was last replaced, and whether the provider has accepted a token since. */
  private renewedAt = -Infinity;
  private acceptedSince = false;
  private unsaved = false;
  private closed = false;

  constructor(private readonly options: AccessTokensOptions) {}

  /** Whether the provider rejected the refresh token, or the client, in the last minute. */
  get isRevoked(): boolean {
    return this.recentFailure()?.code === "UPSTREAM_UNAUTHENTICATED";
  }

  /** Whether the refresh token would be lost if the process ended now. */
  get isUnsaved(): boolean {
    return this.unsaved;
  }

  /** A valid access token. Throws `AtsError`: UPSTREAM_UNAUTHENTICATED when the authorization has ended. */
  async get(): Promise<string> {
    return this.tokens !== undefined && isFresh(this.tokens) ? this.tokens.accessToken : this.refresh();
  }

  /** Replaces a rejected token. False when that token itself has just replaced a rejected one. */
  async handleUnauthorized(rejected: string): Promise<boolean> {
    if (this.tokens !== undefined && this.tokens.accessToken !== rejected) return true;
    if (!this.acceptedSince && performance.now() - this.renewedAt < cooldownAfterRevocationMs) return false;
    await this.refresh(rejected);
    return true;
  }

  /** The provider accepted this token. */
  markAccepted(token: string): void {
    if (token === this.tokens?.accessToken) this.acceptedSince = true;
  }

  /** Ends the work in the background. Tries once more to save unsaved tokens. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.unsaved && this.tokens !== undefined) await this.options.store.write(this.tokens).catch(() => undefined);
  }

  private async refresh(rejected?: string): Promise<string> {
    const failure = this.recentFailure();
    if (failure !== undefined) throw failure;
    this.refreshing ??= this.renew(rejected).finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async renew(rejected?: string): Promise<string> {
    try {
      const { accessToken } = await this.exchange(rejected);
      if (rejected !== undefined) {
        this.renewedAt = performance.now();
        this.acceptedSince = false;
      }
      return accessToken;
    } catch (caught) {
      const error = this.asAtsError(caught);
      const isRevoked = error.code === "UPSTREAM_UNAUTHENTICATED";
      const cooldownMs = isRevoked ? cooldownAfterRevocationMs : cooldownAfterFailureMs;
      this.failure = { error, until: performance.now() + cooldownMs };
      this.options.observe?.(isRevoked ? "refused" : "failed");
      throw error;
    }
  }

  /** Returns the tokens that another process has stored, or exchanges the refresh token for new ones. */
  private async exchange(rejected?: string): Promise<StoredTokens> {
    const { store, endpoint, observe } = this.options;
    const unlock = await store.lock(AbortSignal.timeout(lockTimeoutMs));
    let saved = Promise.resolve();
    try {
      const found = newer(await store.read(), this.tokens);
      this.tokens = found;
      if (found !== undefined && found.accessToken !== rejected && isFresh(found)) {
        observe?.("shared");
        return found;
      }
      const refreshToken = found?.refreshToken ?? this.options.refreshToken;
      const tokens = await refreshWithRetries(endpoint, refreshToken);
      this.tokens = {
        generation: (found?.generation ?? 0) + 1,
        refreshToken: tokens.refreshToken ?? refreshToken,
        accessToken: tokens.accessToken,
        goodUntil: Date.now() + tokens.lifetimeMs - Math.min(maxMarginMs, marginShare * tokens.lifetimeMs),
      };
      try {
        await store.write(this.tokens);
        observe?.("ok");
      } catch (cause) {
        observe?.("not-kept");
        saved = this.saveLater(this.tokens, cause);
      }
      return this.tokens;
    } finally {
      // The old refresh token is no longer valid: a process that used it would end the authorization. So the lock is
      // held until the new one is saved. A lock that cannot be released expires.
      void saved.then(unlock).catch(() => undefined);
    }
  }

  /** Resolves once the tokens are saved, or this object is closed. */
  private async saveLater(tokens: StoredTokens, cause: unknown): Promise<void> {
    this.unsaved = true;
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
    this.unsaved = false;
  }

  private recentFailure(): AtsError | undefined {
    const { failure } = this;
    return failure !== undefined && performance.now() < failure.until ? failure.error : undefined;
  }

  private asAtsError(caught: unknown): AtsError {
    if (caught instanceof RefreshFailed) return caught.error;
    const { provider } = this.options;
    const reason = caught instanceof TokenStoreUnavailable ? caught.message : "the token store cannot be read";
    const message = `The access token could not be refreshed: ${reason}.`;
    return new AtsError("UPSTREAM_UNAVAILABLE", message, { provider, cause: caught });
  }
}

function isFresh({ goodUntil }: StoredTokens): boolean {
  return Date.now() < goodUntil;
}

function newer(one: StoredTokens | undefined, other: StoredTokens | undefined): StoredTokens | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.generation >= other.generation ? one : other;
}
