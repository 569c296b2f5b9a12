import type * as OAuth from "oauth4webapi";
import { AtsError } from "../../ats/errors.js";
import type { ProviderLabels } from "../../ats/provider-connection.js";
import { type Failure, isTransientStatus, retryAfterMs } from "../http/retry.js";

export interface TokenEndpointOptions extends ProviderLabels {
  /** `https://`, or `http://` on loopback. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** For one request, in milliseconds. */
  readonly timeoutMs: number;
  /** The names of the settings, for messages. */
  readonly settings: {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
  };
}

/** The result of a refresh. */
export interface Tokens {
  readonly accessToken: string;
  /** For the next refresh; undefined when the old one stays valid. */
  readonly refreshToken: string | undefined;
  readonly lifetimeMs: number;
}

/** A refresh that gave no tokens: the error for callers, and the failure that decides about a retry. */
export class RefreshFailed extends Error {
  constructor(
    readonly error: AtsError,
    readonly failure: Failure,
  ) {
    super(error.message);
  }
}

/** More than any response with two tokens needs, in bytes. */
const maxBodyBytes = 64 * 1024;

/** For responses without `expires_in`, which RFC 6749, 5.1 only recommends. */
const defaultLifetimeSeconds = 3600;

/** The provider's OAuth token endpoint. RFC 6749, 6: Refreshing an Access Token. */
export class TokenEndpoint {
  constructor(private readonly options: TokenEndpointOptions) {}

  /** Exchanges a refresh token, with one request. Throws `RefreshFailed`, which holds no token, URL or body. */
  async refresh(refreshToken: string): Promise<Tokens> {
    const { url, clientId, clientSecret, timeoutMs } = this.options;
    const server = { issuer: new URL(url).origin, token_endpoint: url };
    const client = { client_id: clientId };
    // Loaded for the first refresh, because most deployments use an API key.
    const oauth = await import("oauth4webapi");
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is not obsolete: the name marks it as insecure
    const { allowInsecureRequests } = oauth;
    const signal = AbortSignal.timeout(timeoutMs);
    let response: Response;
    try {
      response = await oauth.refreshTokenGrantRequest(
        server,
        client,
        oauth.ClientSecretPost(clientSecret),
        refreshToken,
        {
          signal,
          [oauth.customFetch]: (to, init) => fetchShort(to, init),
          // The settings allow http on loopback only.
          [allowInsecureRequests]: new URL(url).protocol === "http:",
        },
      );
    } catch {
      if (signal.aborted) throw this.refreshFailed("UPSTREAM_TIMEOUT", "did not answer in time", { kind: "timeout" });
      throw this.refreshFailed("UPSTREAM_UNAVAILABLE", "could not be reached", { kind: "network" });
    }
    const { status, headers } = response;
    if (status === 429 || status >= 500 || isTransientStatus(status)) {
      const failure = {
        kind: "status",
        status,
        retryAfterMs: retryAfterMs(headers.get("retry-after"), Date.now()),
      } as const;
      if (status === 429) {
        throw this.refreshFailed("UPSTREAM_RATE_LIMITED", "received too many requests: try again later", failure);
      }
      throw this.refreshFailed("UPSTREAM_UNAVAILABLE", `is failing (HTTP ${status})`, failure);
    }
    try {
      const tokens = await oauth.processRefreshTokenResponse(server, client, response);
      if (tokens.token_type !== "bearer" || !isHeaderValue(tokens.access_token)) throw new Error("No bearer token.");
      const lifetimeMs = (tokens.expires_in ?? defaultLifetimeSeconds) * 1000;
      return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token, lifetimeMs };
    } catch (error) {
      throw this.rejectedError(oauth, error, status);
    }
  }

  private rejectedError(oauth: typeof OAuth, error: unknown, status: number): RefreshFailed {
    const { settings } = this.options;
    const failure = { kind: "status", status, retryAfterMs: undefined } as const;
    const reason = error instanceof oauth.ResponseBodyError ? error.error : undefined;
    if (reason === "invalid_grant") {
      const remedy = `authorize the client again, and set ${settings.refreshToken} to the new token`;
      return this.refreshFailed("UPSTREAM_UNAUTHENTICATED", `rejected the refresh token: ${remedy}`, failure);
    }
    if (
      reason !== undefined ||
      error instanceof oauth.WWWAuthenticateChallengeError ||
      status === 401 ||
      status === 403
    ) {
      const remedy = `check ${settings.clientId} and ${settings.clientSecret}`;
      return this.refreshFailed("UPSTREAM_UNAUTHENTICATED", `rejected the client: ${remedy}`, failure);
    }
    return this.refreshFailed("UPSTREAM_BAD_RESPONSE", `returned no tokens: check ${settings.url}`, {
      kind: "unusable",
    });
  }

  private refreshFailed(code: AtsError["code"], what: string, failure: Failure): RefreshFailed {
    const { provider, label } = this.options;
    return new RefreshFailed(new AtsError(code, `${label}'s token endpoint ${what}.`, { provider }), failure);
  }
}

/** Like `fetch`, but reads the body, up to `maxBodyBytes`. */
async function fetchShort(url: string, init: RequestInit): Promise<Response> {
  const { status, headers, body } = await fetch(url, init);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBodyBytes) return new Response("", { status, headers });
    chunks.push(chunk);
  }
  // A Response with one of these must not have a body.
  const isEmpty = [204, 205, 304].includes(status);
  return new Response(isEmpty ? null : Buffer.concat(chunks, size), { status, headers });
}

function isHeaderValue(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}
