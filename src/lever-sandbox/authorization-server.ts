import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { randomUUID } from "node:crypto";

/** A client that an account was opened to, by a consent that is not played here. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The one that came of the consent. */
  readonly refreshToken: string;
  /** Of an access token. Default 3600. */
  readonly expiresInSeconds?: number;
}

/** An answer of the token endpoint. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: object;
}

/**
 * The token endpoint beside Lever, for one client: access tokens that expire, and refresh tokens that rotate. Lever docs:
 * Authentication. Lever's is Auth0's: a refresh token that comes a second time ends the authorisation, with every token
 * that came of it. Auth0 docs: Refresh Token Rotation, Automatic reuse detection.
 */
export class AuthorizationServer {
  #refreshToken: string;
  readonly #spent = new Set<string>();
  readonly #accessTokens = new Map<string, { expiresAt: number }>();
  /** How many refreshes have been granted. */
  granted = 0;

  constructor(readonly client: OAuthClient) {
    this.#refreshToken = client.refreshToken;
  }

  /** The refresh token that is good at this moment. */
  get refreshToken(): string {
    return this.#refreshToken;
  }

  /** Whether this access token may be used now. */
  accepts(accessToken: string): boolean {
    const found = this.#accessTokens.get(accessToken);
    return found !== undefined && performance.now() < found.expiresAt;
  }

  /** Ends every access token at once, as if its hour were over. */
  revokeAccessTokens(): void {
    this.#accessTokens.clear();
  }

  /** Ends the authorisation, as the account's owner can. */
  revoke(): void {
    this.revokeAccessTokens();
    this.#refreshToken = "";
  }

  /** Answers a form as it came. */
  answer(form: URLSearchParams): TokenAnswer {
    const { clientId, clientSecret, expiresInSeconds = 3600 } = this.client;
    if (form.get("client_id") !== clientId || form.get("client_secret") !== clientSecret) {
      return refusal(401, "access_denied", "Unauthorized");
    }
    if (form.get("grant_type") !== "refresh_token") {
      return refusal(403, "unauthorized_client", "This grant is not played here.");
    }
    const given = form.get("refresh_token") ?? "";
    if (this.#spent.has(given)) this.revoke();
    if (given === "" || given !== this.#refreshToken) {
      return refusal(403, "invalid_grant", "Unknown or invalid refresh token.");
    }
    this.#spent.add(given);
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

/** The form in a request; what is no form is an empty one. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const body = await text(request);
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  return new URLSearchParams(isForm ? body : "");
}

function refusal(status: number, error: string, description: string): TokenAnswer {
  return { status, body: { error, error_description: description } };
}
