import { type Reply, ask, write } from "./client.js";

/** A subgraph to attack. */
export interface Target {
  readonly url: string;
  /** The headers that give access. */
  readonly headers: Readonly<Record<string, string>>;
  /** A valid cursor of `candidates`. */
  readonly cursor: string;
}

/**
 * The allowed outcome of an attack. `refused`: a 4xx response with an error code. `bounded`: the same, or a response
 * within the limits of the attack. `closed`: a 4xx response with any body, or a closed connection.
 */
export type Outcome = "refused" | "bounded" | "closed";

/**
 * The settings of the attacked subgraph: those of production, the defaults with introspection and GraphiQL, or those for
 * an account per request with 50 requests a minute.
 */
export type Settings = "production" | "defaults" | "tenants";

/** An attack, and its limits. */
export interface Attack {
  readonly name: string;
  readonly outcome: Outcome;
  /** The expected error code. Undefined allows any code. */
  readonly code?: string;
  /** The maximum number of calls to Lever. */
  readonly calls: number;
  /** The maximum number of bytes in the body of the response. */
  readonly bytes: number;
  /** The maximum time until all responses, in milliseconds. */
  readonly maxMs: number;
  readonly against: Settings;
  /** Sends the attack and returns the replies to check. */
  readonly send: Send;
}

type Send = (target: Target) => Promise<Reply | readonly Reply[]>;
type Limits = Partial<Pick<Attack, "code" | "calls" | "bytes" | "maxMs" | "against">>;

const defaultLimits = { calls: 0, bytes: 256 * 1024, maxMs: 2000, against: "production" as const };

export const refused = (name: string, send: Send, limits: Limits = {}): Attack => ({
  name,
  outcome: "refused",
  ...defaultLimits,
  ...limits,
  send,
});
export const bounded = (name: string, send: Send, limits: Limits = {}): Attack => ({
  name,
  outcome: "bounded",
  ...defaultLimits,
  ...limits,
  send,
});
export const closed = (name: string, send: Send, limits: Limits = {}): Attack => ({
  name,
  outcome: "closed",
  ...defaultLimits,
  ...limits,
  send,
});

/** Sends a document in a well-formed POST. */
export const document = (query: string, variables?: object, members: object = {}): Send =>
  post(() => JSON.stringify({ query, variables, ...members }));

/** Sends a body in a POST, unchanged. */
export function post(
  body: string | Buffer | ((target: Target) => string | Buffer),
  headers: Readonly<Record<string, string | string[]>> = {},
): Send {
  return async (target) =>
    ask(target.url, "/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", ...target.headers, ...headers },
      body: typeof body === "function" ? body(target) : body,
    });
}

/** Sends a request without a body. */
export const request =
  (path: string, options: { method?: string; headers?: Readonly<Record<string, string | string[]>> } = {}): Send =>
  ({ url, headers }) =>
    ask(url, path, { ...options, headers: { ...headers, ...options.headers } });

/** Sends bytes unchanged, except that `%HEADERS%` is replaced by the header lines that give access. */
export const wire =
  (...parts: readonly string[]): Send =>
  ({ url, headers }) =>
    write(
      url,
      parts.map((part) => part.replace("%HEADERS%", headerLines(headers))),
    );

/** Header lines, each with its line end. */
export function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
}

/** Sends several requests one after another. */
export const sequence =
  (...sends: readonly Send[]): Send =>
  async (target) => {
    const replies: Reply[] = [];
    for (const send of sends) replies.push(...[await send(target)].flat());
    return replies;
  };

/** Nests `inner` in this many levels of `outer`. The % in `outer` is the place of the inner text. */
export function nest(levels: number, outer: string, inner: string): string {
  const [before = "", after = ""] = outer.split("%");
  return before.repeat(levels) + inner + after.repeat(levels);
}

/** `make(0)`, `make(1)` and so on, joined with spaces. */
export function many(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(" ");
}
