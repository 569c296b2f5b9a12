import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { LeverOptions, Received } from "./sandbox-process.js";

/** A process of a benchmark. It ends with the benchmark. */
export interface Started extends AsyncDisposable {
  /** The addresses in its first line of output, without a slash at the end. */
  readonly urls: readonly string[];
  readonly pid: number;
}

/** The process ended before it listened. The message is its output. */
export class NotStarted extends Error {
  override readonly name = "NotStarted";
}

const children = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/** Starts a program and waits for the line with its addresses. Rejects with `NotStarted`. */
export async function startProcess(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const [program = process.execPath, ...args] = command;
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  const written: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => written.push(chunk.toString()));
  const ended = once(child, "exit").then(() => children.delete(child));
  const lines = createInterface(child.stdout);
  const urls = await new Promise<readonly string[]>((resolve, reject) => {
    lines.on("line", (line) => {
      const found = line.match(/http:\/\/[^\s,]+/g);
      if (found === null) written.push(line);
      else resolve(found.map((url) => url.replace(/\/+$/, "")));
    });
    child.once("error", reject);
    child.once("exit", () => {
      reject(new NotStarted(written.join("\n").trim()));
    });
  });
  return {
    urls,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Runs a program to its end and returns its output. */
export async function outputOf(command: readonly string[]): Promise<string> {
  const [program = process.execPath, ...args] = command;
  const { stdout } = await promisify(execFile)(program, args, { env: { PATH: process.env.PATH } });
  return stdout;
}

/** The command that runs a TypeScript file of this folder. */
export function benchFile(name: string, options: object, nodeFlags: readonly string[] = []): string[] {
  const file = fileURLToPath(new URL(name, import.meta.url));
  return [process.execPath, "--import", "tsx", ...nodeFlags, file, JSON.stringify(options)];
}

/** A Lever sandbox in a separate process. */
export interface Lever extends Started {
  readonly url: string;
  /** Returns the requests since the previous call. */
  received(): Promise<readonly Received[]>;
}

/** Starts a Lever sandbox in a separate process. */
export async function startLever(options: LeverOptions): Promise<Lever> {
  const started = await startProcess(benchFile("sandbox-process.ts", options));
  const [url = "", control = ""] = started.urls;
  return {
    ...started,
    url,
    received: async () => (await (await fetch(control)).json()) as Received[],
  };
}

/** A GraphQL server in a separate process. */
export interface Server extends Started {
  /** The URL for GraphQL requests. */
  readonly graphql: string;
}

/** Settings with which the subgraph never waits for its rate limiter. */
export const unlimited = { LEVER_RATE: "100000", LEVER_BURST: "100000" } as const;

/** The flags of Node in `npm start` that change speed and memory. */
export const nodeFlags = ["--max-semi-space-size=16", "--heap-growing-percent=30"] as const;

/** Starts the subgraph like `npm start`, with this Lever. `env` overrides the settings for benchmarks. */
export async function startSubgraph(
  lever: Lever,
  env: Readonly<Record<string, string>>,
  moreFlags: readonly string[] = [],
): Promise<Server> {
  const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
  const started = await startProcess([process.execPath, ...nodeFlags, ...moreFlags, main], {
    PORT: "0",
    LOG_LEVEL: "error",
    LEVER_BASE_URL: lever.url,
    LEVER_API_KEY: "sandbox",
    QUERY_DEADLINE_MS: "120000",
    REFERENCE_TTL_MS: "600000",
    // The survey makes calls of its own, and benchmarks count calls.
    ACCOUNT_SURVEY: "false",
    ...env,
  });
  return { ...started, graphql: `${started.urls[0] ?? ""}/graphql` };
}

/** Starts another GraphQL server of this folder, which listens at `/`. */
export async function startServer(file: string, options: object): Promise<Server> {
  const started = await startProcess(benchFile(file, options));
  return { ...started, graphql: `${started.urls[0] ?? ""}/` };
}

/** Resident memory in MB, now and at its peak. Undefined if the system does not report it. */
export function memoryOf({ pid }: Started): { readonly now: number; readonly peak: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
    return { now: read("VmRSS"), peak: read("VmHWM") };
  } catch {
    return undefined;
  }
}

/** Processor time so far, in ms. Undefined if the system does not report it. */
export function cpuOf({ pid }: Started): number | undefined {
  try {
    // From proc(5): utime and stime are fields 14 and 15, in hundredths of a second. Field 2 ends with the last bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}
