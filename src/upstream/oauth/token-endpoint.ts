import {
  ClientSecretPost,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  allowInsecureRequests,
  customFetch,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
} from "oauth4webapi";
import { AtsError } from "../../ats/errors.js";
import { type Failure, retryAfterMs } from "../http/retry.js";

export interface TokenEndpointOptions {
  /** `https://`, or `http://` on loopback. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** As in `extensions.provider`, and as a reader knows it. */
  readonly provider: string;
  readonly label: string;
}

/** What a refresh token was exchanged for. */
export interface Tokens {
  readonly accessToken: string;
  /** The one to use next time; undefined: the same again. */
  readonly refreshToken: string | undefined;
  readonly lifetimeMs: number;
}

/** A refresh that brought no tokens: what callers are told, and whether another try may help. */
export class RefreshFailed extends Error {
  constructor(
    readonly error: AtsError,
    readonly failure: Failure,
  ) {
    super(error.message);
  }
}

/** More than any answer with two tokens takes, in bytes. */
const maxBodyBytes = 64 * 1024;

/** Lever docs: Authentication. Assumed where the answer does not say. */
const defaultLifetimeSeconds = 3600;

/** The provider's OAuth token endpoint. RFC 6749, 6: Refreshing an Access Token. */
export class TokenEndpoint {
  constructor(private readonly options: TokenEndpointOptions) {}

  /** Exchanges a refresh token, with one request. Throws `RefreshFailed`, which holds no token, URL or body. */
  async refresh(refreshToken: string): Promise<Tokens> {
    const { url, clientId, clientSecret, timeoutMs } = this.options;
    const server = { issuer: new URL(url).origin, token_endpoint: url };
    const client = { client_id: clientId };
    const signal = AbortSignal.timeout(timeoutMs);
    let response: Response;
    try {
      response = await refreshTokenGrantRequest(server, client, ClientSecretPost(clientSecret), refreshToken, {
        signal,
        [customFetch]: (to, init) => fetchShort(to, init),
        // The settings see to it that this is loopback.
        [allowInsecureRequests]: new URL(url).protocol === "http:",
      });
    } catch {
      if (signal.aborted) throw this.refreshFailed("UPSTREAM_TIMEOUT", "did not answer in time", { kind: "timeout" });
      throw this.refreshFailed("UPSTREAM_UNAVAILABLE", "could not be reached", { kind: "network" });
    }
    const { status, headers } = response;
    if (status === 429 || status >= 500) {
      const failure = {
        kind: "status",
        status,
        retryAfterMs: retryAfterMs(headers.get("retry-after"), Date.now()),
      } as const;
      if (status === 429)
        throw this.refreshFailed("UPSTREAM_RATE_LIMITED", "is asked too often: try again later", failure);
      throw this.refreshFailed("UPSTREAM_UNAVAILABLE", `is failing (HTTP ${status})`, failure);
    }
    try {
      const tokens = await processRefreshTokenResponse(server, client, response);
      if (tokens.token_type !== "bearer" || !isHeaderValue(tokens.access_token)) throw new Error("No bearer token.");
      const lifetimeMs = (tokens.expires_in ?? defaultLifetimeSeconds) * 1000;
      return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token, lifetimeMs };
    } catch (error) {
      throw this.rejectedError(error, status);
    }
  }

  private rejectedError(error: unknown, status: number): RefreshFailed {
    const failure = { kind: "status", status, retryAfterMs: undefined } as const;
    const reason = error instanceof ResponseBodyError ? error.error : undefined;
    if (reason === "invalid_grant") {
      const remedy = "authorise this client anew, and set LEVER_REFRESH_TOKEN to the new token";
      return this.refreshFailed("UPSTREAM_UNAUTHENTICATED", `refused the refresh token: ${remedy}`, failure);
    }
    if (reason !== undefined || error instanceof WWWAuthenticateChallengeError || status === 401 || status === 403) {
      const remedy = "check LEVER_CLIENT_ID and LEVER_CLIENT_SECRET";
      return this.refreshFailed("UPSTREAM_UNAUTHENTICATED", `refused the client: ${remedy}`, failure);
    }
    return this.refreshFailed("UPSTREAM_BAD_RESPONSE", "gave an answer without tokens: check LEVER_TOKEN_URL", {
      kind: "body",
    });
  }

  private refreshFailed(code: AtsError["code"], what: string, failure: Failure): RefreshFailed {
    const { provider, label } = this.options;
    return new RefreshFailed(new AtsError(code, `${label}'s token endpoint ${what}.`, { provider }), failure);
  }
}

/** As `fetch`, with the body read, and no more of it than an answer can have. */
async function fetchShort(url: string, init: RequestInit): Promise<Response> {
  const { status, headers, body } = await fetch(url, init);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBodyBytes) return new Response("", { status, headers });
    chunks.push(chunk);
  }
  // A Response refuses a body with these.
  const isEmpty = [204, 205, 304].includes(status);
  return new Response(isEmpty ? null : Buffer.concat(chunks, size), { status, headers });
}

function isHeaderValue(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}
