import type { RefreshOutcome } from "../../telemetry/provider-metrics.js";
import { setTimeout as delay } from "node:timers/promises";
import { AtsError } from "../../ats/errors.js";
import { retryDelayMs } from "../http/retry.js";
import { RefreshFailed, type TokenEndpoint, type Tokens } from "./token-endpoint.js";
import { TokenStoreUnavailable, type StoredTokens, type TokenStore } from "./token-store.js";

export interface AccessTokensOptions {
  readonly endpoint: TokenEndpoint;
  readonly store: TokenStore;
  /** As authorised: good for the first refresh, and never again. */
  readonly refreshToken: string;
  /** As in `extensions.provider`. */
  readonly provider: string;
  /** Told of every refresh; must not throw. */
  readonly observe?: (outcome: RefreshOutcome) => void;
  /** The new refresh token is in this process alone, and would be lost with it. */
  onSaveFailed?(cause: unknown): void;
}

/** How long others may take with a refresh, and this process with its own tries, in milliseconds: less than a lock holds. */
const lockTimeoutMs = 25_000;
const retryWindowMs = 15_000;

/** The share of its life that an access token has left when it is renewed, and the most of it, in milliseconds. */
const marginShare = 0.1;
const maxMarginMs = 60_000;

/** For so long nothing is tried again after a refusal, in milliseconds, and after another failure. */
const cooldownAfterRevocationMs = 60_000;
const cooldownAfterFailureMs = 1000;

const saveRetryDelayMs = 1000;

/**
 * The access token of one authorisation, refreshed when it is about to expire or has been refused: once, however many
 * wait. The refresh token that comes with it is kept before the access token is used.
 */
export class AccessTokens {
  private tokens: StoredTokens | undefined;
  private refreshing: Promise<string> | undefined;
  private failure: { readonly error: AtsError; readonly until: number } | undefined;
  /** When a token was last renewed because it had been refused, and whether one has been accepted since. */
  private renewedAt = -Infinity;
  private acceptedSince = false;
  private unsaved = false;
  private closed = false;

  constructor(private readonly options: AccessTokensOptions) {}

  /** Whether the refresh token, or the client, was refused a moment ago. */
  get isRevoked(): boolean {
    return this.recentFailure()?.code === "UPSTREAM_UNAUTHENTICATED";
  }

  /** Whether the refresh token would be lost with this process. */
  get isUnsaved(): boolean {
    return this.unsaved;
  }

  /** A token to call with. Throws `AtsError`: UPSTREAM_UNAUTHENTICATED when the authorisation is over. */
  async get(): Promise<string> {
    return this.tokens !== undefined && isFresh(this.tokens) ? this.tokens.accessToken : this.refresh();
  }

  /** Sees to another token than the one that was refused. False when that had just come in the place of a refused one. */
  async handleUnauthorized(refused: string): Promise<boolean> {
    if (this.tokens !== undefined && this.tokens.accessToken !== refused) return true;
    if (!this.acceptedSince && performance.now() - this.renewedAt < cooldownAfterRevocationMs) return false;
    await this.refresh(refused);
    return true;
  }

  /** This token was good for a call. */
  markAccepted(token: string): void {
    if (token === this.tokens?.accessToken) this.acceptedSince = true;
  }

  /** Ends what is done in the background, after one more try to keep what is not kept. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.unsaved && this.tokens !== undefined) await this.options.store.write(this.tokens).catch(() => undefined);
  }

  private async refresh(refused?: string): Promise<string> {
    const failure = this.recentFailure();
    if (failure !== undefined) throw failure;
    this.refreshing ??= this.renew(refused).finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async renew(refused?: string): Promise<string> {
    try {
      const { accessToken } = await this.exchange(refused);
      if (refused !== undefined) {
        this.renewedAt = performance.now();
        this.acceptedSince = false;
      }
      return accessToken;
    } catch (caught) {
      const error = this.asAtsError(caught);
      const isRefusal = error.code === "UPSTREAM_UNAUTHENTICATED";
      const cooldownMs = isRefusal ? cooldownAfterRevocationMs : cooldownAfterFailureMs;
      this.failure = { error, until: performance.now() + cooldownMs };
      this.options.observe?.(isRefusal ? "refused" : "failed");
      throw error;
    }
  }

  /** While nobody else is at it: the tokens that another process has got meanwhile, or new ones. */
  private async exchange(refused?: string): Promise<StoredTokens> {
    const { store, observe } = this.options;
    let unlock: (() => Promise<void>) | undefined = await store.lock(AbortSignal.timeout(lockTimeoutMs));
    try {
      const found = newer(await store.read(), this.tokens);
      this.tokens = found;
      if (found !== undefined && found.accessToken !== refused && isFresh(found)) {
        observe?.("shared");
        return found;
      }
      const refreshToken = found?.refreshToken ?? this.options.refreshToken;
      const tokens = await this.requestTokens(refreshToken);
      const stored = {
        generation: (found?.generation ?? 0) + 1,
        refreshToken: tokens.refreshToken ?? refreshToken,
        accessToken: tokens.accessToken,
        goodUntil: Date.now() + tokens.lifetimeMs - Math.min(maxMarginMs, marginShare * tokens.lifetimeMs),
      };
      this.tokens = stored;
      const problem = await store.write(stored).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      observe?.(problem === undefined ? "ok" : "not-kept");
      if (problem !== undefined) {
        // The old refresh token is spent: whoever tried it again would end the authorisation. So nobody may, yet.
        void this.saveLater(stored, unlock, problem.error);
        unlock = undefined;
      }
      return stored;
    } finally {
      // What cannot be given back ends by itself.
      await unlock?.().catch(() => undefined);
    }
  }

  private async requestTokens(refreshToken: string): Promise<Tokens> {
    const startedAt = performance.now();
    for (let retries = 0; ; retries += 1) {
      try {
        return await this.options.endpoint.refresh(refreshToken);
      } catch (error) {
        if (!(error instanceof RefreshFailed)) throw error;
        const timeLeftMs = startedAt + retryWindowMs - performance.now();
        const delayMs = retryDelayMs({ failure: error.failure, retries, timeLeftMs, random: Math.random() });
        if (delayMs === undefined) throw error;
        await delay(delayMs);
      }
    }
  }

  private async saveLater(tokens: StoredTokens, unlock: () => Promise<void>, cause: unknown): Promise<void> {
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
    await unlock().catch(() => undefined);
  }

  private recentFailure(): AtsError | undefined {
    const { failure } = this;
    return failure !== undefined && performance.now() < failure.until ? failure.error : undefined;
  }

  private asAtsError(caught: unknown): AtsError {
    if (caught instanceof RefreshFailed) return caught.error;
    const { provider } = this.options;
    const why = caught instanceof TokenStoreUnavailable ? caught.message : "Where the tokens are kept cannot be read.";
    return new AtsError("UPSTREAM_UNAVAILABLE", `The access token cannot be renewed. ${why}`, {
      provider,
      cause: caught,
    });
  }
}

function isFresh({ goodUntil }: StoredTokens): boolean {
  return Date.now() < goodUntil;
}

function newer(one: StoredTokens | undefined, other: StoredTokens | undefined): StoredTokens | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.generation >= other.generation ? one : other;
}
