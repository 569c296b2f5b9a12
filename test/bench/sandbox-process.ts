import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type SandboxOptions, startSandbox } from "../../src/lever-sandbox/index.js";
import { simpleAccount } from "./simple-account.js";

/** The options, in JSON, that `startLever` passes as the only argument. */
export interface LeverOptions extends Pick<SandboxOptions, "candidates" | "postings"> {
  /** `seeded` has all special cases. For `simple`, see `simpleAccount`. */
  readonly data: "seeded" | "simple";
  /** If true, the sandbox has Lever's rate limit: 10 calls a second and a burst of 20. */
  readonly limited?: boolean;
}

/** A logged request, as the control port returns it. */
export interface Received {
  /** Milliseconds on the sandbox's own clock. */
  readonly at: number;
  readonly endpoint: string;
  /** The path and the query, e.g. `/v1/postings?limit=100`. */
  readonly url: string;
  readonly status: number;
}

// Runs the embedded Lever in a separate process. Its control port returns the log and empties it.
const options = JSON.parse(process.argv[2] ?? "{}") as LeverOptions;
const { data, limited = false, candidates = 250, postings = 60 } = options;
const sandbox = await startSandbox({
  ...(data === "simple" ? { account: simpleAccount(candidates, postings) } : { candidates }),
  rate: limited ? 10 : Infinity,
});
const control = createServer((_request, response) => {
  const log = sandbox.log.splice(0).map(({ at, endpoint, path, query, status }): Received => ({
    at,
    endpoint,
    url: `${path}?${query.toString()}`,
    status,
  }));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(log));
});
control.listen(0, "127.0.0.1", () => {
  console.log(`${sandbox.url} http://127.0.0.1:${(control.address() as AddressInfo).port}`);
});
