/** The query string of a request's URL, with its `?`. It does not depend on the host of the URL, which a client can choose. */
export function queryString(url: string): string {
  return /\?[^#]*/.exec(url)?.[0] ?? "";
}
