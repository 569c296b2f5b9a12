import { AtsError } from "../../ats/errors.js";
import { RefreshFailed } from "./token-endpoint.js";
import { TokenRotation, type TokenRotationOptions, isFresh } from "./token-rotation.js";
import { TokenStoreUnavailable } from "./token-store.js";

export interface AccessTokensOptions extends TokenRotationOptions {
  /** As in `extensions.provider`. */
  readonly provider: string;
}

/** How long no refresh is tried after the authorization was rejected, and after another failure, in milliseconds. */
const cooldownAfterRevocationMs = 60_000;
const cooldownAfterFailureMs = 1000;

/** How long a new token that replaced a rejected one is not replaced again before it is accepted, in milliseconds. */
const unprovenMs = 60_000;

/**
 * The access token of one authorization. It is refreshed when it is about to expire or was rejected, once for all callers
 * that wait.
 */
export class AccessTokens {
  private readonly rotation: TokenRotation;
  private refreshing: Promise<string> | undefined;
  private failure: { readonly error: AtsError; readonly until: number } | undefined;
  private unprovenUntil = -Infinity;

  constructor(private readonly options: AccessTokensOptions) {
    this.rotation = new TokenRotation(options);
  }

  /** Whether the provider rejected the refresh token, or the client, in the last minute. */
  get isRevoked(): boolean {
    return this.recentFailure()?.code === "UPSTREAM_UNAUTHENTICATED";
  }

  /** Whether the refresh token would be lost if the process ended now. */
  get isUnsaved(): boolean {
    return this.rotation.isUnsaved;
  }

  /** A valid access token. Throws `AtsError`: UPSTREAM_UNAUTHENTICATED when the authorization has ended. */
  async get(): Promise<string> {
    const { latest } = this.rotation;
    return latest !== undefined && isFresh(latest) ? latest.accessToken : this.refresh();
  }

  /** Replaces a rejected token. False if it has itself just replaced a rejected one, and was never accepted. */
  async handleUnauthorized(rejected: string): Promise<boolean> {
    const { latest } = this.rotation;
    if (latest !== undefined && latest.accessToken !== rejected) return true;
    if (performance.now() < this.unprovenUntil) return false;
    await this.refresh(rejected);
    return true;
  }

  /** The provider accepted this token. */
  markAccepted(token: string): void {
    if (token === this.rotation.latest?.accessToken) this.unprovenUntil = -Infinity;
  }

  /** Ends the work in the background. Tries once more to save unsaved tokens. */
  close(): Promise<void> {
    return this.rotation.close();
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
      const { accessToken } = await this.rotation.renew(rejected);
      if (rejected !== undefined) this.unprovenUntil = performance.now() + unprovenMs;
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
