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

/** What calls to one Lever account are authorised with. */
export interface LeverCredentials {
  /** Names the account in what is shared with other processes; nothing secret can be got from it. */
  readonly account: string;
  /** What to look at when Lever refuses them, for messages. */
  readonly setting: string;
  /** What is wrong, and what to do, when Lever refuses them, in a sentence for operators. */
  readonly unauthorizedMessage: string;
  /** The value of the `Authorization` header. */
  authorization(): Promise<string>;
  /** Both as the transport's. */
  readonly onUnauthorized?: (authorization: string) => Promise<boolean>;
  readonly onAuthorized?: (authorization: string) => void;
  /** Whether they are refused where Lever itself is not even asked. */
  isRevoked(): boolean;
  /** What is amiss and does not keep calls from being made, each in a sentence. */
  warnings(): readonly string[];
  /** Rejects with `ConfigError` when they cannot be used as the settings have it. */
  checkUsable(): Promise<void>;
  close(): Promise<void>;
}

const resolved = () => Promise.resolve();

/** An API key, sent as Lever has it: a user name without a password. Lever docs: Authentication. */
export function apiKeyCredentials(apiKey: string, baseUrl: string, setting = "LEVER_API_KEY"): LeverCredentials {
  return {
    account: accountName(apiKey, baseUrl),
    setting,
    unauthorizedMessage: `Lever refuses the API key: check ${setting}.`,
    authorization: async () => `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`,
    isRevoked: () => false,
    warnings: () => [],
    checkUsable: resolved,
    close: resolved,
  };
}

/** What OAuth needs besides the settings. */
export interface OAuthServices {
  /** Where tokens are kept, before the file. */
  readonly redis: RedisServices | undefined;
  readonly metrics: ProviderMetrics;
  readonly log: FastifyBaseLogger;
}

/** Longer answers of the token endpoint are not waited for, in milliseconds. */
const maxTimeoutMs = 7000;

/** Access tokens, refreshed as they expire. One client can be let into many accounts: the first token tells them apart. */
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
      log.error("the new refresh token cannot be kept yet: it is lost if this process ends");
    },
  });
  const scheme = "Bearer ";
  return {
    account,
    setting: "the OAuth authorisation, its audience and scopes",
    unauthorizedMessage:
      "Lever refuses the OAuth authorisation: authorise the client anew, and set LEVER_REFRESH_TOKEN.",
    authorization: async () => `${scheme}${await tokens.get()}`,
    onUnauthorized: (authorization) => tokens.handleUnauthorized(authorization.slice(scheme.length)),
    onAuthorized: (authorization) => {
      tokens.markAccepted(authorization.slice(scheme.length));
    },
    isRevoked: () => tokens.isRevoked,
    warnings: () =>
      tokens.isUnsaved ? ["The new refresh token cannot be kept: it is lost if this process ends."] : [],
    async checkUsable() {
      try {
        if (redis === undefined) await file.checkUsable();
      } catch (error) {
        const problem = `  LEVER_TOKEN_FILE: cannot be used, and tokens must be kept: ${asError(error).message}`;
        throw new ConfigError(`These settings cannot be used:\n${problem}`);
      }
    },
    close: () => tokens.close(),
  };
}

/** The settings are long and random: nobody finds them by trying. */
export function accountName(...settings: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
}
