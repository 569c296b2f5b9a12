import type { ProviderConnection, ProviderLabels } from "./provider-connection.js";
import type { EntityName } from "./provider.js";
import type { RateLimit } from "./rate-limit.js";

/** A provider with the settings of this process. Each provider's adapter makes one. */
export interface ProviderAdapter extends ProviderLabels {
  /** The page where the provider documents its API. */
  readonly docsUrl: string;
  /** The rate limit of one account. */
  readonly rateLimit: RateLimit;
  /** How long stages, jobs and members may be reused, in milliseconds. */
  readonly referenceTtlMs: number;
  /** The request header with the credential of the client's account. Undefined if the settings have the credential. */
  readonly credentialHeader: string | undefined;
  /** The tag by which answers with this record are found in caches outside this process, when an event names it. */
  recordTag(type: EntityName, id: string): string;
  /** Connects to the account in the settings. */
  connect(): ProviderConnection;
  /** The `accountName` of a credential's connection. */
  accountName(credential: string): string;
  /** Connects to a credential's account. */
  connectWith(credential: string, options: TenantOptions): ProviderConnection;
}

/** How to connect to one of many accounts. */
export interface TenantOptions {
  /** Whether the provider has accepted the credential before. Otherwise its calls are held back until it does. */
  readonly isProven: boolean;
}
