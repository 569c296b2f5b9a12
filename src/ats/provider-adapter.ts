import type { ProviderConnection, ProviderLabels } from "./provider-connection.js";
import type { RateLimit } from "./rate-limit.js";

/** A provider as the process knows it from its settings: what the adapter of each provider exports. */
export interface ProviderAdapter extends ProviderLabels {
  /** Of one account. */
  readonly rateLimit: RateLimit;
  /** How long stages, jobs and members may be reused, in milliseconds. */
  readonly referenceTtlMs: number;
  /** The request header that brings the credential of its own account; undefined where the settings have it. */
  readonly credentialHeader: string | undefined;
  /** Connects to the account of the settings. */
  connect(): ProviderConnection;
  /** The name of a credential's account, as its connection has it. */
  accountName(credential: string): string;
  /** Connects to a credential's account, with about this much memory for each cache, in bytes. */
  connectWith(credential: string, cacheBytes: number): ProviderConnection;
}
