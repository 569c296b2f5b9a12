import { createHash } from "node:crypto";

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

/** A hash of settings that identify an account. The settings are long and random, so they cannot be guessed from it. */
export function accountName(...settings: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
}
