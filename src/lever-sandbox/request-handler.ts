import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Account } from "./account.js";
import { indexOf } from "./account-index.js";
import { type AuthorizationServer, readForm } from "./authorization-server.js";
import { keyFrom, mayUse, type Grant } from "./credentials.js";
import type { Interpretation } from "./endpoint.js";
import { replyWithFault } from "./fault-reply.js";
import type { Faults } from "./faults.js";
import {
  LeverError,
  endpointForbidden,
  methodNotAllowed,
  pathNotFound,
  tooManyRequests,
  unauthorized,
} from "./lever-error.js";
import type { LoggedRequest } from "./logged-request.js";
import { reply } from "./reply.js";
import { route } from "./router.js";
import { TokenBucket } from "./token-bucket.js";

/** The path of the token endpoint. It is not below `/v1`. */
export const tokenPath = "/oauth/token";

/** What the request handler reads. The caller may change the account, the keys and the faults between requests. */
export interface RequestHandlerOptions {
  readonly account: Account;
  readonly keys: ReadonlyMap<string, Grant>;
  readonly authorization: AuthorizationServer | undefined;
  readonly faults: Faults;
  /** Receives each request. */
  readonly log: LoggedRequest[];
  readonly interpretation: Interpretation;
  /** Requests per second for each key in the long run. */
  readonly rate: number;
  /** Requests for each key without waiting. */
  readonly burst: number;
  /** Whether a 429 has a `Retry-After` header. */
  readonly retryAfter: boolean;
}

// A sandbox may run for a long time, so the log has a maximum length.
const maxLogged = 100_000;

/** A listener for `node:http` that responds to each request in the way that Lever does. */
export function requestHandler(options: RequestHandlerOptions): RequestListener {
  const { account, keys, authorization, faults, log, interpretation, rate, burst, retryAfter } = options;
  const buckets = new Map<string, TokenBucket>();

  /** Milliseconds until the rate limit allows a request; 0 if it allows this one. */
  function takeToken(bucketName: string): number {
    const bucket = buckets.get(bucketName) ?? new TokenBucket(rate, burst);
    buckets.set(bucketName, bucket);
    return bucket.take(performance.now());
  }

  /** What the key of the request may do, and the name of its token bucket. Throws 401 without a valid key. */
  function authorize(key: string | undefined): { grant: Grant; bucketName: string } {
    if (key === undefined) throw unauthorized();
    // The docs describe rate limits of keys only. Here all tokens of a client share a bucket: otherwise each refresh
    // of the token would start with a full one.
    if (authorization?.accepts(key)) {
      return { grant: { confidential: true }, bucketName: `client ${authorization.client.clientId}` };
    }
    const grant = keys.get(key);
    if (grant === undefined) throw unauthorized();
    return { grant, bucketName: key };
  }

  return (request, response) => {
    const { target, path, method, query, key, found } = parseRequest(request);
    const endpointName = found?.endpoint.pattern ?? path;
    const entry = { at: performance.now(), method, path, endpoint: endpointName, query, key, status: 0 };
    log.push(entry);
    if (log.length > maxLogged) log.shift();
    const send: typeof reply = (to, status, ...rest) => {
      entry.status = status;
      reply(to, status, ...rest);
    };

    try {
      if (path === tokenPath && method === "POST" && authorization !== undefined) {
        sendTokens(authorization, faults, request, response, send);
        return;
      }
      if (found === undefined) throw pathNotFound(path);
      if (method !== "GET") throw methodNotAllowed(method);
      const { grant, bucketName } = authorize(key);
      const waitMs = takeToken(bucketName);
      if (waitMs > 0) {
        const headers = retryAfter ? { "retry-after": String(Math.ceil(waitMs / 1000)) } : {};
        send(response, 429, tooManyRequests().body, headers);
        return;
      }
      const { endpoint, ids } = found;
      if (!mayUse(grant, endpoint.pattern)) throw endpointForbidden();
      const { confidential } = grant;
      const respond = () =>
        endpoint.respond({ account, index: indexOf(account), query, ids, confidential, interpretation });
      const fault = faults.takeNext(target);
      if (fault === undefined) send(response, 200, respond());
      else replyWithFault(fault, { order: endpoint.order, query, respond, round: log.length }, response, send);
    } catch (error) {
      if (error instanceof LeverError) send(response, error.status, error.body);
      else send(response, 500, { code: "InternalServerError", message: String(error) });
    }
  };
}

function parseRequest(request: IncomingMessage) {
  const target = request.url ?? "/";
  const [path, search] = splitAt(target, "?");
  return {
    target,
    path,
    method: request.method ?? "GET",
    query: new URLSearchParams(search),
    key: keyFrom(request.headers.authorization),
    found: route(path),
  };
}

function sendTokens(
  authorization: AuthorizationServer,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
  send: typeof reply,
): void {
  readForm(request)
    .then((query) => {
      const fault = faults.takeNext(tokenPath);
      if (fault === undefined) {
        const { status, body } = authorization.respond(query);
        send(response, status, body);
      } else replyWithFault(fault, { query, respond: () => authorization.respond(query).body }, response, send);
    })
    .catch(() => response.destroy());
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
