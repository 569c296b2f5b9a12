import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ResourceUsage } from "./resource-probe.js";

/** A process with the subgraph, as `npm start` runs it, that reports its resource usage. */
export interface Replica extends AsyncDisposable {
  readonly url: string;
  /** The resource usage after garbage collection. */
  usage(): Promise<ResourceUsage>;
  /** Logged errors, and other output of the process. */
  readonly errorLines: readonly string[];
  /** Whether the process has ended by itself. */
  readonly died: boolean;
}

const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const probe = new URL("resource-probe.ts", import.meta.url).href;

/** Starts a replica with these settings and waits until it listens. Rejects if the process ends first. */
export async function startReplica(env: Readonly<Record<string, string>>): Promise<Replica> {
  const flags = [
    "--max-semi-space-size=16",
    "--heap-growing-percent=30",
    "--expose-gc",
    "--import",
    "tsx",
    "--import",
    probe,
  ];
  const child = spawn(process.execPath, [...flags, main], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", LOG_LEVEL: "error", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const errorLines: string[] = [];
  let stopping = false;
  child.stderr?.on("data", (chunk: Buffer) => errorLines.push(chunk.toString().trim()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout!).on("line", (line) => {
      const [found] = /http:\/\/[^/\s]+/.exec(line) ?? [];
      if (found !== undefined && !line.startsWith("{")) resolve(found);
      else errorLines.push(line);
    });
    child.once("exit", () => {
      reject(new Error(`The subgraph did not start: ${errorLines.join("\n")}`));
    });
  });
  return {
    url,
    errorLines,
    get died() {
      return !stopping && hasEnded(child);
    },
    async usage() {
      child.send("usage");
      const [usage] = (await once(child, "message")) as [ResourceUsage];
      return usage;
    },
    async [Symbol.asyncDispose]() {
      stopping = true;
      if (hasEnded(child)) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
