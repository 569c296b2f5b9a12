/** Hosts that are this machine, as `HOST` or a URL names them. */
export const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"]);
