import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type SandboxOptions, startSandbox } from "../../src/lever-sandbox/index.js";
import { simpleAccount } from "./simple-account.js";

/** What `startLever` passes as the one argument, in JSON. */
export interface LeverOptions extends Pick<SandboxOptions, "candidates" | "postings"> {
  /** `seeded`: with every hard case. `simple`: see `simpleAccount`. */
  readonly data: "seeded" | "simple";
  /** Whether the rate limit holds: 10 a second, 20 at once. */
  readonly limited?: boolean;
}

/** A request in the response of the control port. */
export interface Received {
  /** Milliseconds on the sandbox's own clock. */
  readonly at: number;
  readonly endpoint: string;
  readonly status: number;
}

// The embedded Lever in a process of its own. Its control port answers with the log, and forgets it.
const options = JSON.parse(process.argv[2] ?? "{}") as LeverOptions;
const { data, limited = false, candidates = 250, postings = 60 } = options;
const sandbox = await startSandbox({
  ...(data === "simple" ? { account: simpleAccount(candidates, postings) } : { candidates }),
  rate: limited ? 10 : Infinity,
});
const control = createServer((_request, response) => {
  const log = sandbox.log.splice(0).map(({ at, endpoint, status }): Received => ({ at, endpoint, status }));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(log));
});
control.listen(0, "127.0.0.1", () => {
  console.log(`${sandbox.url} http://127.0.0.1:${(control.address() as AddressInfo).port}`);
});
