import type { RefreshOutcome } from "../../telemetry/provider-metrics.js";
import { setTimeout as delay } from "node:timers/promises";
import { AtsError } from "../../ats/errors.js";
import { retryDelayMs } from "../http/retry.js";
import { RefreshFailed, type TokenEndpoint, type Tokens } from "./token-endpoint.js";
import { KeeperAway, type KeptTokens, type TokenKeeper } from "./token-store.js";

export interface AccessTokensOptions {
  readonly endpoint: TokenEndpoint;
  readonly keeper: TokenKeeper;
  /** As authorised: good for the first refresh, and never again. */
  readonly refreshToken: string;
  /** As in `extensions.provider`. */
  readonly provider: string;
  /** Told of every refresh; must not throw. */
  readonly observe?: (outcome: RefreshOutcome) => void;
  /** The new refresh token is in this process alone, and would be lost with it. */
  onUnkept?(cause: unknown): void;
}

/** How long others may take with a refresh, and this process with its own tries, in milliseconds: less than a lock holds. */
const patienceMs = 25_000;
const triesMs = 15_000;

/** The share of its life that an access token has left when it is renewed, and the most of it, in milliseconds. */
const marginShare = 0.1;
const longestMarginMs = 60_000;

/** For so long nothing is tried again after a refusal, in milliseconds, and after another failure. */
const restAfterRefusalMs = 60_000;
const restAfterFailureMs = 1000;

const keepAgainMs = 1000;

/**
 * The access token of one authorisation, refreshed when it is about to expire or has been refused: once, however many
 * wait. The refresh token that comes with it is kept before the access token is used.
 */
export class AccessTokens {
  private kept: KeptTokens | undefined;
  private refreshing: Promise<string> | undefined;
  private failure: { readonly error: AtsError; readonly until: number } | undefined;
  /** When a token was last renewed because it had been refused, and whether one has been accepted since. */
  private replacedAt = -Infinity;
  private acceptedSince = false;
  private unkept = false;
  private closed = false;

  constructor(private readonly options: AccessTokensOptions) {}

  /** Whether the refresh token, or the client, was refused a moment ago. */
  get isRefused(): boolean {
    return this.standingFailure()?.code === "UPSTREAM_UNAUTHENTICATED";
  }

  /** Whether the refresh token would be lost with this process. */
  get isUnkept(): boolean {
    return this.unkept;
  }

  /** A token to call with. Throws `AtsError`: UPSTREAM_UNAUTHENTICATED when the authorisation is over. */
  async get(): Promise<string> {
    return this.kept !== undefined && isGood(this.kept) ? this.kept.accessToken : this.refresh();
  }

  /** Sees to another token than the one that was refused. False when that had just come in the place of a refused one. */
  async replace(refused: string): Promise<boolean> {
    if (this.kept !== undefined && this.kept.accessToken !== refused) return true;
    if (!this.acceptedSince && performance.now() - this.replacedAt < restAfterRefusalMs) return false;
    await this.refresh(refused);
    return true;
  }

  /** This token was good for a call. */
  accept(token: string): void {
    if (token === this.kept?.accessToken) this.acceptedSince = true;
  }

  /** Ends what is done in the background, after one more try to keep what is not kept. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.unkept && this.kept !== undefined) await this.options.keeper.write(this.kept).catch(() => undefined);
  }

  private async refresh(refused?: string): Promise<string> {
    const failure = this.standingFailure();
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
        this.replacedAt = performance.now();
        this.acceptedSince = false;
      }
      return accessToken;
    } catch (caught) {
      const error = this.asAtsError(caught);
      const isRefusal = error.code === "UPSTREAM_UNAUTHENTICATED";
      const restMs = isRefusal ? restAfterRefusalMs : restAfterFailureMs;
      this.failure = { error, until: performance.now() + restMs };
      this.options.observe?.(isRefusal ? "refused" : "failed");
      throw error;
    }
  }

  /** While nobody else is at it: the tokens that another process has got meanwhile, or new ones. */
  private async exchange(refused?: string): Promise<KeptTokens> {
    const { keeper, observe } = this.options;
    let unlock: (() => Promise<void>) | undefined = await keeper.lock(AbortSignal.timeout(patienceMs));
    try {
      const found = newer(await keeper.read(), this.kept);
      this.kept = found;
      if (found !== undefined && found.accessToken !== refused && isGood(found)) {
        observe?.("shared");
        return found;
      }
      const refreshToken = found?.refreshToken ?? this.options.refreshToken;
      const tokens = await this.ask(refreshToken);
      const kept = {
        generation: (found?.generation ?? 0) + 1,
        refreshToken: tokens.refreshToken ?? refreshToken,
        accessToken: tokens.accessToken,
        goodUntil: Date.now() + tokens.lifetimeMs - Math.min(longestMarginMs, marginShare * tokens.lifetimeMs),
      };
      this.kept = kept;
      const problem = await keeper.write(kept).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      observe?.(problem === undefined ? "ok" : "not-kept");
      if (problem !== undefined) {
        // The old refresh token is spent: whoever tried it again would end the authorisation. So nobody may, yet.
        void this.keepLater(kept, unlock, problem.error);
        unlock = undefined;
      }
      return kept;
    } finally {
      // What cannot be given back ends by itself.
      await unlock?.().catch(() => undefined);
    }
  }

  private async ask(refreshToken: string): Promise<Tokens> {
    const startedAt = performance.now();
    for (let retries = 0; ; retries += 1) {
      try {
        return await this.options.endpoint.refresh(refreshToken);
      } catch (error) {
        if (!(error instanceof RefreshFailed)) throw error;
        const timeLeftMs = startedAt + triesMs - performance.now();
        const delayMs = retryDelayMs({ failure: error.failure, retries, timeLeftMs, random: Math.random() });
        if (delayMs === undefined) throw error;
        await delay(delayMs);
      }
    }
  }

  private async keepLater(tokens: KeptTokens, unlock: () => Promise<void>, cause: unknown): Promise<void> {
    this.unkept = true;
    this.options.onUnkept?.(cause);
    while (!this.closed) {
      await delay(keepAgainMs, undefined, { ref: false });
      try {
        await this.options.keeper.write(tokens);
        break;
      } catch {
        continue;
      }
    }
    this.unkept = false;
    await unlock().catch(() => undefined);
  }

  private standingFailure(): AtsError | undefined {
    const { failure } = this;
    return failure !== undefined && performance.now() < failure.until ? failure.error : undefined;
  }

  private asAtsError(caught: unknown): AtsError {
    if (caught instanceof RefreshFailed) return caught.error;
    const { provider } = this.options;
    const why = caught instanceof KeeperAway ? caught.message : "Where the tokens are kept cannot be read.";
    return new AtsError("UPSTREAM_UNAVAILABLE", `The access token cannot be renewed. ${why}`, {
      provider,
      cause: caught,
    });
  }
}

function isGood({ goodUntil }: KeptTokens): boolean {
  return Date.now() < goodUntil;
}

function newer(one: KeptTokens | undefined, other: KeptTokens | undefined): KeptTokens | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.generation >= other.generation ? one : other;
}
