import type { Sandbox } from "../../src/lever-sandbox/index.js";
import { logLines } from "./log-lines.js";
import { startProcess } from "./started-process.js";

/** A subgraph in a separate process, with its log. */
export interface LoggedSubgraph extends Disposable {
  readonly url: string;
  ask(body: object | string, headers?: Record<string, string>, signal?: AbortSignal): Promise<Response>;
  /** Sends SIGTERM. */
  stop(): void;
  /** Sends SIGKILL. */
  kill(): void;
  /** Resolves with the exit code when the process ends. */
  readonly ended: Promise<number | null>;
  /** The output so far. */
  output(): string;
  /** The lines of its log with this message, parsed, once there are at least `count`. */
  logLines(message: string, count: number): Promise<any[]>;
}

const main = new URL("../../dist/main.js", import.meta.url).pathname;

/** Starts a subgraph over a sandbox, from the built code. */
export async function startLoggedSubgraph(lever: Sandbox, env: Record<string, string> = {}): Promise<LoggedSubgraph> {
  const subgraph = startProcess(["--enable-source-maps", main], {
    PORT: "0",
    LEVER_BASE_URL: lever.url,
    LEVER_API_KEY: lever.apiKey,
    LEVER_RATE: "100000",
    LEVER_BURST: "100000",
    // The survey makes calls of its own, and tests count calls.
    ACCOUNT_SURVEY: "false",
    ...env,
  });
  const [, url = ""] = await subgraph.waitForOutput(/listens at (http:\/\/[^/]+)/);
  const logged = () =>
    subgraph
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"));
  return {
    url,
    output: () => subgraph.output(),
    ended: subgraph.ended,
    stop() {
      subgraph.child.kill("SIGTERM");
    },
    kill() {
      subgraph.child.kill("SIGKILL");
    },
    ask: (body, headers, signal) =>
      fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
        signal: signal ?? null,
      }),
    logLines: (message, count) => logLines(logged, message, count),
    [Symbol.dispose]() {
      subgraph[Symbol.dispose]();
    },
  };
}
