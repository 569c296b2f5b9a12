/**
 * A fault of one response:
 * - `{status, body, headers}`: this response. The default body is an error body of Lever, or HTML for 502.
 * - `reset`: the sandbox resets the connection before the response; `reset-mid-body`: after half of the body.
 * - `cut-json`: 200 with the first half of the body; `html`: 200 with a page; `wrong-shape`: 200 with `{"data": 42}`.
 * - `stall`: the sandbox sends no response until it is closed.
 * - `repeat-token`: the page of a list says that there is a next page, at the same offset.
 * - `empty-pages`: the page of a list has no rows and says that there is a next page, each time at a new offset.
 * - `{edit}`: the function changes the body of the real response; `{delayMs}`: the real response is late.
 * - `{answer}`: the function makes the response from the parameters of the request.
 * - `{rewrite, status, headers}`: the function changes the text of the real response, or replaces it by bytes.
 * - `{maxValues, status}`: this status if the request repeats a filter more often than that, otherwise the real response.
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
  // A test knows the shape of the body that it edits. With a narrower type than any, every call needs a cast.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  | { edit: (json: any) => unknown }
  | { answer: (query: URLSearchParams) => { status: number; body: string | object } }
  | { rewrite: (text: string) => string | Uint8Array; status?: number; headers?: Record<string, string> }
  | { maxValues: number; status: 400 | 413 | 414 }
  | { delayMs: number };

/** The faults of the next requests. A request gets at most one: the oldest fault that matches it and has times left. */
export class Faults {
  #queue: { match: RegExp; fault: Fault; times: number }[] = [];

  /**
   * Adds a fault for the next requests whose path and query, such as `/v1/postings?limit=5`, match. `times` may be
   * Infinity.
   */
  failNext(match: RegExp, fault: Fault, times = 1): void {
    this.#queue.push({ match, fault, times });
  }

  /** Removes all faults. */
  clear(): void {
    this.#queue = [];
  }

  /** The fault for a request; it counts as used. */
  takeNext(pathAndQuery: string): Fault | undefined {
    const planned = this.#queue.find(({ match, times }) => times > 0 && pathAndQuery.search(match) >= 0);
    if (planned === undefined) return undefined;
    planned.times -= 1;
    this.#queue = this.#queue.filter(({ times }) => times > 0);
    return planned.fault;
  }
}
