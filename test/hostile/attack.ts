import { type Reply, ask, write } from "./client.js";

/** What attacks are sent to. */
export interface Target {
  readonly url: string;
  /** The headers of a client that is let in. */
  readonly entry: Readonly<Record<string, string>>;
  /** A cursor of `candidates`. */
  readonly known: { readonly cursor: string };
}

/**
 * What an attack may come to. `refused`: status 4xx, and an error with a code. `bounded`: either that, or an answer
 * within the bounds of its row. `closed`: what is not HTTP gets 4xx, with whatever body, or no answer at all.
 */
export type ComesTo = "refused" | "bounded" | "closed";

/** One row of the list. */
export interface Attack {
  readonly name: string;
  readonly comesTo: ComesTo;
  /** The code of the refusal, where it takes this one. */
  readonly code?: string;
  /** The most calls to Lever, and the most bytes of answer. */
  readonly calls: number;
  readonly bytes: number;
  /** With the defaults, introspection and GraphiQL on, instead of the settings of production. */
  readonly open: boolean;
  /** Gives each reply that matters. */
  readonly send: Send;
}

type Send = (target: Target) => Promise<Reply | readonly Reply[]>;
type Bounds = Partial<Pick<Attack, "code" | "calls" | "bytes" | "open">>;

const usual = { calls: 0, bytes: 256 * 1024, open: false };

export const refused = (name: string, send: Send, bounds: Bounds = {}): Attack => ({
  name,
  comesTo: "refused",
  ...usual,
  ...bounds,
  send,
});
export const bounded = (name: string, send: Send, bounds: Bounds = {}): Attack => ({
  name,
  comesTo: "bounded",
  ...usual,
  ...bounds,
  send,
});
export const closed = (name: string, send: Send, bounds: Bounds = {}): Attack => ({
  name,
  comesTo: "closed",
  ...usual,
  ...bounds,
  send,
});

/** A well-formed POST of this document. */
export const document = (query: string, variables?: object, more: object = {}): Send =>
  post(() => JSON.stringify({ query, variables, ...more }));

/** A POST of this body, as it is. */
export function post(
  body: string | Buffer | ((target: Target) => string | Buffer),
  headers: Readonly<Record<string, string | string[]>> = {},
): Send {
  return async (target) =>
    ask(target.url, "/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", ...target.entry, ...headers },
      body: typeof body === "function" ? body(target) : body,
    });
}

/** Any request without a body. */
export const visit =
  (path: string, options: { method?: string; headers?: Readonly<Record<string, string | string[]>> } = {}): Send =>
  ({ url, entry }) =>
    ask(url, path, { ...options, headers: { ...entry, ...options.headers } });

/** Bytes on the wire; `%ENTRY%` stands for the header lines of a client that is let in. */
export const wire =
  (...parts: readonly string[]): Send =>
  ({ url, entry }) =>
    write(
      url,
      parts.map((part) => part.replace("%ENTRY%", headerLines(entry))),
    );

/** Header lines as they are sent, each with its end. */
export function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
}

/** Sends one after another, and gives all their replies. */
export const each =
  (...sends: readonly Send[]): Send =>
  async (target) => {
    const replies: Reply[] = [];
    for (const send of sends) replies.push(...[await send(target)].flat());
    return replies;
  };

/** `inner` within so many levels of `outer`, which holds it in place of %. */
export function nest(levels: number, outer: string, inner: string): string {
  const [before = "", after = ""] = outer.split("%");
  return before.repeat(levels) + inner + after.repeat(levels);
}

/** `make(0)`, `make(1)` and so on, in one text. */
export function many(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(" ");
}
