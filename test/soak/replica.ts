import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Holdings } from "./probe.js";

/** The subgraph as `npm start` runs it, in a process of its own that can be asked what it holds. */
export interface Replica extends AsyncDisposable {
  readonly url: string;
  /** What it holds, garbage apart. */
  holdings(): Promise<Holdings>;
  /** The messages of what it has logged as errors, or said before it ended. */
  readonly complaints: readonly string[];
  /** Whether it has ended without having been told to. */
  readonly died: boolean;
}

const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const probe = new URL("probe.ts", import.meta.url).href;

/** Starts one with these settings, and waits until it listens. Rejects when it ends before. */
export async function startReplica(env: Readonly<Record<string, string>>): Promise<Replica> {
  const flags = ["--max-semi-space-size=32", "--expose-gc", "--import", "tsx", "--import", probe];
  const child = spawn(process.execPath, [...flags, main], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", LOG_LEVEL: "error", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const complaints: string[] = [];
  let stopping = false;
  child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk.toString().trim()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout!).on("line", (line) => {
      const [found] = /http:\/\/[^/\s]+/.exec(line) ?? [];
      if (found !== undefined && !line.startsWith("{")) resolve(found);
      else complaints.push(line);
    });
    child.once("exit", () => {
      reject(new Error(`The subgraph did not start: ${complaints.join("\n")}`));
    });
  });
  return {
    url,
    complaints,
    get died() {
      return !stopping && hasEnded(child);
    },
    async holdings() {
      child.send("holdings");
      const [answer] = (await once(child, "message")) as [Holdings];
      return answer;
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
