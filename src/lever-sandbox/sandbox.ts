import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account } from "./account.js";
import { invalidateIndex, indexOf } from "./account-index.js";
import { AuthorizationServer, type OAuthClient, readForm } from "./authorization-server.js";
import { keyFrom, type Grant } from "./credentials.js";
import type { Readings } from "./endpoint.js";
import { replyWithFault } from "./fault-reply.js";
import { Faults } from "./faults.js";
import { LeverError, noSuchPath, notAllowed, tooManyRequests, unauthorized } from "./lever-error.js";
import type { LoggedRequest } from "./logged-request.js";
import { reply } from "./reply.js";
import { route } from "./router.js";
import { createAccount } from "./seed/create-account.js";
import { TokenBucket } from "./token-bucket.js";

export interface SandboxOptions extends Partial<Readings> {
  /** The same seed gives the same data. Default 1. */
  seed?: number;
  /** How many people. Default 250. */
  candidates?: number;
  /** How many postings. Default: 14, growing gently with the people. */
  postings?: number;
  /** Ready data, instead of seeded. */
  account?: Account;
  /** Default 0: a free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** A key that may read everything. Default "sandbox". */
  apiKey?: string;
  /** Further keys, and what they may do. */
  apiKeys?: Record<string, Grant>;
  /** A client that may read everything by OAuth, besides the keys. */
  oauth?: OAuthClient;
  /** Requests a second and key in the long run. Default 10; Infinity never refuses. */
  rate?: number;
  /** Requests at once and key. Default 20. */
  burst?: number;
  /** Whether a 429 says when to come back. Default false, as with Lever. */
  retryAfter?: boolean;
}

/** A running sandbox. */
export interface Sandbox extends AsyncDisposable {
  /** With `/v1`, without a slash at the end. */
  readonly url: string;
  readonly apiKey: string;
  /** The keys accepted at this moment: tests may add some, and take some away. */
  readonly keys: Map<string, Grant>;
  /** Where the client of `oauth` gets its tokens; there is none without. */
  readonly authorization: AuthorizationServer | undefined;
  /** The address of its token endpoint, which is not below `url`. */
  readonly tokenUrl: string;
  /** The live data. */
  readonly account: Account;
  /** Every request, in the order in which they came; of very many, the latest. */
  readonly log: LoggedRequest[];
  readonly faults: Faults;
  /** Call after changing the account in place. The functions of `mutations` do so themselves. */
  changed(): void;
  /** Stops listening and cuts every connection, requests being answered included. */
  close(): Promise<void>;
}

const tokenPath = "/oauth/token";

// A sandbox may be left running: its log must not grow for ever.
const maxLogged = 100_000;

/** Starts a sandbox. Rejects with Node's error when it cannot listen. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = "127.0.0.1", port = 0, apiKey = "sandbox", rate = 10, burst = 20, retryAfter = false } = options;
  const { postingIdMatches = "active", internalPostings = "hidden" } = options;
  const readings = { postingIdMatches, internalPostings };
  const account = options.account ?? createAccount(options);
  const keys = new Map<string, Grant>([[apiKey, { confidential: true }], ...Object.entries(options.apiKeys ?? {})]);
  const authorization = options.oauth === undefined ? undefined : new AuthorizationServer(options.oauth);
  const buckets = new Map<string, TokenBucket>();
  const log: LoggedRequest[] = [];
  const faults = new Faults();

  /** Milliseconds until this key has budget again; 0 when it has, and then it is spent. */
  function spend(key: string): number {
    const bucket = buckets.get(key) ?? new TokenBucket(rate, burst);
    buckets.set(key, bucket);
    return bucket.take(performance.now());
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const target = request.url ?? "/";
    const [path, search] = splitAt(target, "?");
    const found = route(path);
    const key = keyFrom(request.headers.authorization);
    const query = new URLSearchParams(search);
    const method = request.method ?? "GET";
    const entry: LoggedRequest = {
      at: performance.now(),
      method,
      path,
      endpoint: found?.endpoint.pattern ?? path,
      query,
      key,
      status: 0,
    };
    log.push(entry);
    if (log.length > maxLogged) log.shift();
    const send: typeof reply = (to, status, ...rest) => {
      entry.status = status;
      reply(to, status, ...rest);
    };

    try {
      if (path === tokenPath && method === "POST" && authorization !== undefined) {
        answerForTokens(authorization, request, response, send);
        return;
      }
      if (found === undefined) throw noSuchPath(path);
      if (method !== "GET") throw notAllowed(method);
      const isToken = key !== undefined && authorization?.accepts(key) === true;
      const grant = isToken ? { confidential: true } : key === undefined ? undefined : keys.get(key);
      if (key === undefined || grant === undefined) throw unauthorized();
      // The docs speak of keys alone: tokens of one client are taken to share a bucket, or each refresh would fill it.
      const waitMs = spend(isToken ? `client ${authorization.client.clientId}` : key);
      if (waitMs > 0) {
        const headers = retryAfter ? { "retry-after": String(Math.ceil(waitMs / 1000)) } : {};
        send(response, 429, tooManyRequests().body, headers);
        return;
      }
      const { endpoint, ids } = found;
      const answer = () =>
        endpoint.answer({ account, index: indexOf(account), query, ids, confidential: grant.confidential, readings });
      const fault = faults.takeNext(target);
      if (fault === undefined) send(response, 200, answer());
      else replyWithFault(fault, { endpoint, query, answer, round: log.length }, response, send);
    } catch (error) {
      if (error instanceof LeverError) send(response, error.status, error.body);
      else send(response, 500, { code: "InternalServerError", message: String(error) });
    }
  }

  function answerForTokens(
    from: AuthorizationServer,
    request: IncomingMessage,
    response: ServerResponse,
    send: typeof reply,
  ): void {
    readForm(request)
      .then((form) => {
        const fault = faults.takeNext(tokenPath);
        if (fault === undefined) {
          const { status, body } = from.answer(form);
          send(response, status, body);
          return;
        }
        const answer = () => from.answer(form).body;
        replyWithFault(
          fault,
          { endpoint: { pattern: tokenPath, answer }, query: form, answer, round: log.length },
          response,
          send,
        );
      })
      .catch(() => response.destroy());
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;

  async function close(): Promise<void> {
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  }

  const origin = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
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

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
