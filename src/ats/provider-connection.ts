import type { CallContext } from "./call-context.js";
import type { FieldRequirements } from "./field-requirements.js";
import type { Provider } from "./provider.js";
import type { Webhook } from "./webhook.js";

/** How the process names a provider. */
export interface ProviderLabels {
  /** As errors and the schema's enum have it. */
  readonly provider: string;
  /** As messages have it. */
  readonly label: string;
}

/** The state of an account's rate limiter, for metrics and readiness. */
export interface RateLimiterState {
  /** Calls that wait. */
  readonly queued: number;
  /** Calls a second at present: the configured rate, or less for a while after a 429. */
  readonly ratePerSecond: number;
  /** Calls that could be sent at once; of a limiter that is shared, as of the latest response of Redis. */
  readonly tokens: number;
  /** Whether other processes share it through Redis; "lost" while Redis is away and each process keeps to a share. */
  readonly sharing: "no" | "yes" | "lost";
}

/** What the latest responses show about the provider. */
export interface ProviderHealth {
  /** Whether the latest response that shows it accepted the credentials. A refusal counts for a minute. */
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

/** The connection of this process to one account of a provider. It shares nothing with other accounts. */
export interface ProviderConnection {
  /** Identifies the account. No secret can be derived from it. */
  readonly accountName: string;
  /** The provider, for one operation. */
  provider(operation: CallContext & { readonly requirements: FieldRequirements }): Provider;
  /** Changes whenever cached records are invalidated. */
  recordsEpoch(): number;
  /** Where the provider reports changes; undefined where it may not. */
  readonly webhook: Webhook | undefined;
  state(): ConnectionState;
  /** What is wrong and does not stop calls, one sentence each. */
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
