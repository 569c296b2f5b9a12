import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account } from "./account.js";
import { invalidateIndex } from "./account-index.js";
import { AuthorizationServer, type OAuthClient } from "./authorization-server.js";
import type { Grant } from "./credentials.js";
import type { Interpretation } from "./endpoint.js";
import { Faults } from "./faults.js";
import type { LoggedRequest } from "./logged-request.js";
import { requestHandler, tokenPath } from "./request-handler.js";
import { createAccount } from "./seed/create-account.js";

export interface SandboxOptions extends Partial<Interpretation> {
  /** The same seed gives the same data. Default 1. */
  seed?: number;
  /** The number of people. Default 250. */
  candidates?: number;
  /** The number of postings. Default 14; more for more than 250 people. */
  postings?: number;
  /** The data to use instead of seeded data. */
  account?: Account;
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** A key that may read everything. Default "sandbox". */
  apiKey?: string;
  /** More keys, and what each may read. */
  apiKeys?: Record<string, Grant>;
  /** An OAuth client that may read everything. The keys stay valid. */
  oauth?: OAuthClient;
  /** Requests per second for each key in the long run. Default 10. Infinity turns the rate limit off. */
  rate?: number;
  /** Requests for each key without waiting. Default 20. */
  burst?: number;
  /** Whether a 429 has a `Retry-After` header. Default false, as in Lever. */
  retryAfter?: boolean;
}

/** A running sandbox. */
export interface Sandbox extends AsyncDisposable {
  /** The base URL. It ends with `/v1`, without a slash. */
  readonly url: string;
  readonly apiKey: string;
  /** The valid keys. Tests may add and delete keys. */
  readonly keys: Map<string, Grant>;
  /** The source of tokens for the client in `oauth`; undefined without one. */
  readonly authorization: AuthorizationServer | undefined;
  /** The URL of the token endpoint. It is not below `url`. */
  readonly tokenUrl: string;
  /** The live data. */
  readonly account: Account;
  /** The requests in the order of their arrival. A full log drops the oldest ones. */
  readonly log: LoggedRequest[];
  readonly faults: Faults;
  /** Call it after a change of `account`. The functions of `mutations` do this themselves. */
  changed(): void;
  /** Stops listening and closes every connection, also during a request. */
  close(): Promise<void>;
}

/** Starts a sandbox. Rejects with the error of Node.js if it cannot listen. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = "127.0.0.1", port = 0, apiKey = "sandbox", rate = 10, burst = 20, retryAfter = false } = options;
  const { archivedPostings = "application", postingIdMatches = "active", internalPostings = "hidden" } = options;
  const interpretation = { archivedPostings, postingIdMatches, internalPostings };
  const account = options.account ?? createAccount(options);
  const keys = new Map<string, Grant>([[apiKey, { confidential: true }], ...Object.entries(options.apiKeys ?? {})]);
  const authorization = options.oauth === undefined ? undefined : new AuthorizationServer(options.oauth);
  const log: LoggedRequest[] = [];
  const faults = new Faults();

  const server = createServer(
    { keepAliveTimeout: 60_000 },
    requestHandler({ account, keys, authorization, faults, log, interpretation, rate, burst, retryAfter }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;

  async function close(): Promise<void> {
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  }

  const origin = `http://${host.includes(":") ? `[${host}]` : host}:${boundPort}`;
  return {
    url: `${origin}/v1`,
    apiKey,
    keys,
    authorization,
    tokenUrl: `${origin}${tokenPath}`,
    account,
    log,
    faults,
    changed() {
      invalidateIndex(account);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
