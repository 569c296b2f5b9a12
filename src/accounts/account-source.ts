import type { ProviderConnection } from "../ats/provider-connection.js";
import type { Webhook } from "../ats/webhook.js";

/** One account, for one operation. */
export interface AccountHandle {
  readonly connection: ProviderConnection;
  /** To be called when the operation is over. */
  readonly release: () => void;
}

/** Where operations find the account they read. */
export interface AccountSource {
  /**
   * The account of an operation: that of the credential that came with the request, where requests bring one. Throws
   * OVERLOADED when there is no room for one more account.
   */
  acquire(credential?: string): AccountHandle;
  /** Changes whenever cached records are invalidated. */
  recordsEpoch(): number;
  /** Where the provider reports changes; undefined where it may not. */
  readonly webhook: Webhook | undefined;
  /** The state of each component, for readiness: "up", "down", "lost", .... */
  components(): Readonly<Record<string, string>>;
  /** What is wrong and does not stop the process from serving, one sentence each. */
  warnings(): readonly string[];
  /** Rejects with `ConfigError` when the settings do not work. */
  check(): Promise<void>;
  close(): Promise<void>;
}
