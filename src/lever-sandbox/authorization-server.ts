import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { randomUUID } from "node:crypto";

/** An OAuth client that may already read an account. The sandbox does not have the consent screen. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The token that the client got after the consent. */
  readonly refreshToken: string;
  /** The lifetime of an access token. Default 3600. */
  readonly expiresInSeconds?: number;
}

/** A response of the token endpoint. */
export interface TokenResponse {
  readonly status: number;
  readonly body: object;
}

/**
 * The token endpoint for one client, with access tokens that expire and refresh tokens that rotate. Lever docs:
 * Authentication. Lever uses Auth0: the second use of a refresh token ends the authorization and revokes all its
 * tokens. Auth0 docs: Refresh Token Rotation, Automatic reuse detection.
 */
export class AuthorizationServer {
  #refreshToken: string;
  readonly #usedRefreshTokens = new Set<string>();
  readonly #accessTokens = new Map<string, { expiresAt: number }>();
  /** The number of successful refreshes. */
  granted = 0;

  constructor(readonly client: OAuthClient) {
    this.#refreshToken = client.refreshToken;
  }

  /** The refresh token that is valid now. */
  get refreshToken(): string {
    return this.#refreshToken;
  }

  /** Whether this access token is valid now. */
  accepts(accessToken: string): boolean {
    const found = this.#accessTokens.get(accessToken);
    return found !== undefined && performance.now() < found.expiresAt;
  }

  /** Makes every access token invalid, in the same way as its expiry. */
  revokeAccessTokens(): void {
    this.#accessTokens.clear();
  }

  /** Ends the authorization, as the owner of the account can. */
  revoke(): void {
    this.revokeAccessTokens();
    this.#refreshToken = "";
  }

  /** The response to a form that a client sends. */
  respond(form: URLSearchParams): TokenResponse {
    const { clientId, clientSecret, expiresInSeconds = 3600 } = this.client;
    if (form.get("client_id") !== clientId || form.get("client_secret") !== clientSecret) {
      return errorResponse(401, "access_denied", "Unauthorized");
    }
    if (form.get("grant_type") !== "refresh_token") {
      return errorResponse(403, "unauthorized_client", "The sandbox does not support this grant type.");
    }
    const given = form.get("refresh_token") ?? "";
    if (this.#usedRefreshTokens.has(given)) this.revoke();
    if (given === "" || given !== this.#refreshToken) {
      return errorResponse(403, "invalid_grant", "Unknown or invalid refresh token.");
    }
    this.#usedRefreshTokens.add(given);
    this.#refreshToken = `refresh-${randomUUID()}`;
    const accessToken = `access-${randomUUID()}`;
    this.#accessTokens.set(accessToken, { expiresAt: performance.now() + expiresInSeconds * 1000 });
    this.granted += 1;
    const body = {
      access_token: accessToken,
      refresh_token: this.#refreshToken,
      scope: "opportunities:read:admin offline_access",
      expires_in: expiresInSeconds,
      token_type: "Bearer",
    };
    return { status: 200, body };
  }
}

/** The form in the body of a request; an empty form if the body is of another type. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const body = await text(request);
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  return new URLSearchParams(isForm ? body : "");
}

function errorResponse(status: number, error: string, description: string): TokenResponse {
  return { status, body: { error, error_description: description } };
}
