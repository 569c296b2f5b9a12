/**
 * What goes wrong with a request:
 * - `{status, body, headers}`: this answer; without a body, Lever's kind of error body, and HTML for 502;
 * - `reset`: the connection is reset before an answer; `reset-mid-body`: after half of it;
 * - `cut-json`: 200, the body ends half way; `html`: 200 with a page; `wrong-shape`: 200 with `{"data": 42}`;
 * - `stall`: no answer until the sandbox is closed;
 * - `repeat-token`: a list says that it goes on, at the offset that was sent;
 * - `empty-pages`: a list says that it goes on, without rows and at ever new offsets;
 * - `{edit}`: the true answer, passed through a function; `{delayMs}`: the true answer, late.
 */
export type Fault =
  | { status: number; body?: string | object; headers?: Record<string, string> }
  | "reset"
  | "reset-mid-body"
  | "cut-json"
  | "html"
  | "stall"
  | "wrong-shape"
  | "repeat-token"
  | "empty-pages"
  // A test edits an answer whose shape it knows: anything narrower than any would be cast at every call.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  | { edit: (json: any) => unknown }
  | { delayMs: number };

/** The faults to come. Each request suffers at most one: the first that was asked for, matches it, and has times left. */
export class Faults {
  #queue: { match: RegExp; fault: Fault; times: number }[] = [];

  /** Spoils the next requests whose path and query, as in `/v1/postings?limit=5`, match; Infinity spoils all. */
  failNext(match: RegExp, fault: Fault, times = 1): void {
    this.#queue.push({ match, fault, times });
  }

  /** Forgets every fault not yet suffered. */
  clear(): void {
    this.#queue = [];
  }

  /** The fault for a request, which counts as suffered. */
  takeNext(pathAndQuery: string): Fault | undefined {
    const planned = this.#queue.find(({ match, times }) => times > 0 && pathAndQuery.search(match) >= 0);
    if (planned === undefined) return undefined;
    planned.times -= 1;
    this.#queue = this.#queue.filter(({ times }) => times > 0);
    return planned.fault;
  }
}
