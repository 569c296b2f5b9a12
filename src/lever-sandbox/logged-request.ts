/** A request as the sandbox received it. */
export interface LoggedRequest {
  /** The time of arrival, in milliseconds on the clock of `performance.now()`. */
  readonly at: number;
  readonly method: string;
  /** Without the query: `/v1/postings`. */
  readonly path: string;
  /** The pattern of the endpoint, such as `/opportunities/:id/offers`; the path if there is no such endpoint. */
  readonly endpoint: string;
  readonly query: URLSearchParams;
  /** The key of the request, valid or not. */
  readonly key: string | undefined;
  /** The status of the response; 0 before the response, and if the sandbox never sends one. */
  status: number;
}
