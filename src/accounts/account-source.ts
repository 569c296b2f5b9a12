import type { ProviderConnection } from "../ats/provider-connection.js";
import type { Webhook } from "../ats/webhook.js";

/** The account that one operation reads. */
export interface AccountHandle {
  readonly connection: ProviderConnection;
  /** Must be called when the operation ends. */
  readonly release: () => void;
}

/** Gives each operation the account that it reads. */
export interface AccountSource {
  /**
   * The account of an operation. If requests have credentials, it is the account of the request's credential. Throws
   * OVERLOADED when no more accounts can be connected.
   */
  acquire(credential?: string): AccountHandle;
  /** Changes whenever cached records are invalidated. */
  recordsEpoch(): number;
  /** The webhook of the provider. Undefined if it is not set up. */
  readonly webhook: Webhook | undefined;
  /** The state of each component for `/health/ready`, such as "up", "down" or "lost". */
  components(): Readonly<Record<string, string>>;
  /** Problems that do not prevent serving, one sentence each. */
  warnings(): readonly string[];
  /** Rejects with `ConfigError` when the settings do not work. */
  check(): Promise<void>;
  close(): Promise<void>;
}
