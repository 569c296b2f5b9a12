import type { FastifyReply, FastifyRequest } from "fastify";
import type { Health } from "../server/health.js";
import type { LeverAccount } from "../lever/account.js";
import type { LeverConnection } from "../lever/connection.js";

/** A Lever account on behalf of one operation. */
export interface Lease {
  /** Names the account: whatever is shared between operations is shared by those of one name alone. */
  readonly name: string;
  readonly account: LeverAccount;
  /** To be called once the operation is over. */
  readonly release: () => void;
}

/** Where operations find their Lever account. */
export interface Upstream extends Omit<Health, "shutdown"> {
  /** The account that a request may read. Throws a `Refusal` of what is not let in. */
  lease(request: FastifyRequest, reply: FastifyReply): Lease;
  /** The one account there is; undefined where each request brings its own. */
  readonly only: Pick<LeverConnection, "baseUrl" | "transport" | "account" | "forget"> | undefined;
  /** Rejects with `ConfigError` when it cannot work as the settings have it. */
  check(): Promise<void>;
  close(): Promise<void>;
}
