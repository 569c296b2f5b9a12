import { createHash } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import { ConfigError, asError } from "../ats/errors.js";
import type { Config } from "../config/config.js";
import type { ProviderMetrics } from "../telemetry/provider-metrics.js";
import { AccessTokens } from "../upstream/oauth/access-tokens.js";
import { RedisTokenStore } from "../upstream/oauth/redis-token-store.js";
import { TokenEndpoint } from "../upstream/oauth/token-endpoint.js";
import { FileTokenStore } from "../upstream/oauth/file-token-store.js";
import type { RedisServices } from "../upstream/redis-services.js";
import { lever as labels } from "./labels.js";

/** The credentials of one Lever account. */
export interface LeverCredentials {
  /** Identifies the account in Redis and in files. No secret can be derived from it. */
  readonly account: string;
  /** The setting that messages name when Lever rejects the credentials. */
  readonly setting: string;
  /** One sentence for operators when Lever rejects the credentials: what is wrong, and what to do. */
  readonly unauthorizedMessage: string;
  /** The value of the `Authorization` header. */
  authorization(): Promise<string>;
  /** Handle a 401 and a success, as the transport's options of the same names. */
  readonly onUnauthorized?: (authorization: string) => Promise<boolean>;
  readonly onAuthorized?: (authorization: string) => void;
  /** Whether the token endpoint has rejected the authorization, so that no call can be made. */
  isRevoked(): boolean;
  /** Problems that do not prevent calls, one sentence each. */
  warnings(): readonly string[];
  /** Rejects with `ConfigError` when the settings do not work. Makes no call. */
  checkUsable(): Promise<void>;
  close(): Promise<void>;
}

const resolved = () => Promise.resolve();

/**
 * An API key, which is sent as the user name of Basic authentication, without a password. Lever docs: Authentication.
 */
export function apiKeyCredentials(apiKey: string, baseUrl: string, setting = "LEVER_API_KEY"): LeverCredentials {
  return {
    account: accountName(apiKey, baseUrl),
    setting,
    unauthorizedMessage: `Lever rejects the API key. Check ${setting}.`,
    authorization: async () => `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`,
    isRevoked: () => false,
    warnings: () => [],
    checkUsable: resolved,
    close: resolved,
  };
}

/** What OAuth needs in addition to the settings. */
export interface OAuthServices {
  /** Stores the tokens instead of the file. */
  readonly redis: RedisServices | undefined;
  readonly metrics: ProviderMetrics;
  readonly log: FastifyBaseLogger;
}

/** The longest time to wait for the token endpoint, in milliseconds. */
const maxTimeoutMs = 7000;

/**
 * Access tokens, which are refreshed before they expire. One OAuth client can be authorized for many accounts. The
 * first refresh token distinguishes them.
 */
export function oauthCredentials(
  oauth: NonNullable<Config["lever"]["oauth"]>,
  { baseUrl, timeoutMs }: Config["lever"],
  { redis, metrics, log }: OAuthServices,
): LeverCredentials {
  const account = accountName(oauth.clientId, oauth.tokenUrl, oauth.refreshToken, baseUrl);
  const file = new FileTokenStore(oauth.tokenFile, account);
  const endpoint = new TokenEndpoint({
    url: oauth.tokenUrl,
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    timeoutMs: Math.min(timeoutMs, maxTimeoutMs),
    settings: {
      url: "LEVER_TOKEN_URL",
      clientId: "LEVER_CLIENT_ID",
      clientSecret: "LEVER_CLIENT_SECRET",
      refreshToken: "LEVER_REFRESH_TOKEN",
    },
    ...labels,
  });
  const tokens = new AccessTokens({
    endpoint,
    store:
      redis === undefined
        ? file
        : new RedisTokenStore({ redis: redis.required, account, encryption: redis.encryption }),
    refreshToken: oauth.refreshToken,
    provider: labels.provider,
    observe: (outcome) => {
      metrics.countRefresh(outcome);
    },
    onSaveFailed: () => {
      log.error("the new refresh token cannot be saved yet and is lost if this process ends");
    },
  });
  const scheme = "Bearer ";
  return {
    account,
    setting: "the OAuth authorization, its audience and scopes",
    unauthorizedMessage:
      "Lever rejects the OAuth authorization. Authorize the client again, and set LEVER_REFRESH_TOKEN.",
    authorization: async () => `${scheme}${await tokens.get()}`,
    onUnauthorized: (authorization) => tokens.handleUnauthorized(authorization.slice(scheme.length)),
    onAuthorized: (authorization) => {
      tokens.markAccepted(authorization.slice(scheme.length));
    },
    isRevoked: () => tokens.isRevoked,
    warnings: () =>
      tokens.isUnsaved ? ["The new refresh token cannot be saved. It is lost if this process ends."] : [],
    async checkUsable() {
      try {
        if (redis === undefined) await file.checkUsable();
      } catch (error) {
        const problem = `  LEVER_TOKEN_FILE: the file cannot be used, and tokens must be saved. ${asError(error).message}`;
        throw new ConfigError(`These settings cannot be used:\n${problem}`);
      }
    },
    close: () => tokens.close(),
  };
}

/** A hash of settings that identify an account. The settings are long and random, so they cannot be guessed from it. */
export function accountName(...settings: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
}
