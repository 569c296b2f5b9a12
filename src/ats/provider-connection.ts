import type { CallContext } from "./call-context.js";
import type { FieldRequirements } from "./field-requirements.js";
import type { Provider } from "./provider.js";
import type { Webhook } from "./webhook.js";

/** The names of a provider. */
export interface ProviderLabels {
  /** The name in errors and in the schema's enum. */
  readonly provider: string;
  /** The name in messages. */
  readonly label: string;
}

/** The state of an account's rate limiter, for metrics and readiness. */
export interface RateLimiterState {
  /** Calls that wait. */
  readonly queued: number;
  /** The present number of calls a second: the configured rate, or less for a while after a 429. */
  readonly ratePerSecond: number;
  /** Calls that could be sent now. For a shared limiter, as of the latest response of Redis. */
  readonly tokens: number;
  /** Whether processes share it through Redis. "lost" while Redis is unavailable and each process uses its share. */
  readonly sharing: "no" | "yes" | "lost";
}

/** What the latest responses show about the provider. */
export interface ProviderHealth {
  /** Whether the provider accepts the credentials, by its latest responses. A rejection counts for a minute. */
  readonly credentials: "ok" | "rejected" | "unknown";
  /** Whether the provider fails so often that calls are paused. */
  readonly down: boolean;
}

export interface ConnectionState {
  readonly limiter: RateLimiterState;
  /** How long the first call of a new operation would wait, in milliseconds. */
  readonly forecastMs: number;
  readonly health: ProviderHealth;
}

/** The connection of this process to one account of a provider. No state is shared between accounts. */
export interface ProviderConnection {
  /** Identifies the account. No secret can be derived from it. */
  readonly accountName: string;
  /** The provider, for one operation. */
  provider(operation: CallContext & { readonly requirements: FieldRequirements }): Provider;
  /** Changes whenever cached records are invalidated. */
  recordsEpoch(): number;
  /** The webhook of the provider. Undefined if it is not set up. */
  readonly webhook: Webhook | undefined;
  state(): ConnectionState;
  /** Whether the provider has accepted the credentials at any time. True if they need no proof, like those in the settings. */
  isProven(): boolean;
  /** Problems that do not prevent calls, one sentence each. */
  warnings(): readonly string[];
  /**
   * Whether a new connection to the account could take its place now without exceeding the rate limit: no call waits,
   * and the limiter's state is in Redis, or its bucket is full.
   */
  isReplaceable(): boolean;
  /** Rejects with `ConfigError` when the settings do not work. Makes no call. */
  check(): Promise<void>;
  close(): Promise<void>;
}
