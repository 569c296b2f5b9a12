/** A request as the sandbox received it. */
export interface LoggedRequest {
  /** When it came, in milliseconds on the clock of `performance.now()`. */
  readonly at: number;
  readonly method: string;
  /** Without the query: `/v1/postings`. */
  readonly path: string;
  /** The pattern of the endpoint, as in `/opportunities/:id/offers`; the path where there is none. */
  readonly endpoint: string;
  readonly query: URLSearchParams;
  /** The key that came with it, accepted or not. */
  readonly key: string | undefined;
  /** The status answered; 0 while there is none, and for good where no answer was given. */
  status: number;
}
