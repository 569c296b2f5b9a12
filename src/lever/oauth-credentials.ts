import type { FastifyBaseLogger } from "fastify";
import { ConfigError, asError } from "../ats/errors.js";
import type { Config } from "../config/config.js";
import type { ProviderMetrics } from "../telemetry/provider-metrics.js";
import { AccessTokens } from "../upstream/oauth/access-tokens.js";
import { FileTokenStore } from "../upstream/oauth/file-token-store.js";
import { RedisTokenStore } from "../upstream/oauth/redis-token-store.js";
import { TokenEndpoint } from "../upstream/oauth/token-endpoint.js";
import type { RedisServices } from "../upstream/redis-services.js";
import { type LeverCredentials, accountName } from "./credentials.js";
import { lever as labels } from "./labels.js";

/** What OAuth needs in addition to the settings. */
export interface OAuthServices {
  /** Stores the tokens instead of the file. */
  readonly redis: RedisServices | undefined;
  readonly metrics: ProviderMetrics;
  readonly log: FastifyBaseLogger;
}

type OAuthSettings = NonNullable<Config["lever"]["oauth"]>;

/** The longest time to wait for the token endpoint, in milliseconds. */
const maxTimeoutMs = 7000;

/**
 * Access tokens, which are refreshed before they expire. One OAuth client can be authorized for many accounts. The
 * first refresh token distinguishes them.
 */
export function oauthCredentials(
  oauth: OAuthSettings,
  { baseUrl, timeoutMs }: Config["lever"],
  { redis, metrics, log }: OAuthServices,
): LeverCredentials {
  const account = accountName(oauth.clientId, oauth.tokenUrl, oauth.refreshToken, baseUrl);
  const file = new FileTokenStore(oauth.tokenFile, account);
  const tokens = new AccessTokens({
    endpoint: tokenEndpoint(oauth, Math.min(timeoutMs, maxTimeoutMs)),
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
    checkUsable: () => (redis === undefined ? checkFile(file) : Promise.resolve()),
    close: () => tokens.close(),
  };
}

function tokenEndpoint({ tokenUrl, clientId, clientSecret }: OAuthSettings, timeoutMs: number): TokenEndpoint {
  return new TokenEndpoint({
    url: tokenUrl,
    clientId,
    clientSecret,
    timeoutMs,
    settings: {
      url: "LEVER_TOKEN_URL",
      clientId: "LEVER_CLIENT_ID",
      clientSecret: "LEVER_CLIENT_SECRET",
      refreshToken: "LEVER_REFRESH_TOKEN",
    },
    ...labels,
  });
}

async function checkFile(file: FileTokenStore): Promise<void> {
  try {
    await file.checkUsable();
  } catch (error) {
    const problem = `  LEVER_TOKEN_FILE: the file cannot be used, and tokens must be saved. ${asError(error).message}`;
    throw new ConfigError(`These settings cannot be used:\n${problem}`);
  }
}
