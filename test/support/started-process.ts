import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A process of Node under test. Ending the test kills it. */
export interface StartedProcess extends Disposable {
  readonly child: ChildProcess;
  /** What it has written so far, to stdout and stderr. */
  output(): string;
  /** Resolves with the exit code when the process ends. */
  readonly ended: Promise<number | null>;
  /** Waits until the output matches. Rejects if the process ends first. */
  waitForOutput(pattern: RegExp): Promise<RegExpMatchArray>;
}

export interface ProcessOptions {
  /** The command to start instead of Node.js. */
  readonly command?: string;
  readonly cwd?: string;
  /** The user of the process. It needs root. */
  readonly uid?: number;
  readonly gid?: number;
  /** Starts a new process group with all children. Disposal kills the whole group. */
  readonly detached?: boolean;
}

/** Starts `node ...args` with these variables and PATH alone. */
export function startProcess(
  args: readonly string[],
  env: Record<string, string>,
  { command = process.execPath, ...options }: ProcessOptions = {},
): StartedProcess {
  const child = spawn(command, args, { env: { PATH: process.env.PATH, ...env }, ...options });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return {
    child,
    output: () => output,
    ended: once(child, "exit").then(([code]) => code as number | null),
    async waitForOutput(pattern) {
      for (;;) {
        const match = pattern.exec(output);
        if (match !== null) return match;
        if (child.exitCode !== null)
          throw new Error(`The process ended without the output ${pattern.source}:\n${output}`);
        await Promise.race([once(child.stdout, "data"), once(child.stderr, "data"), once(child, "exit")]);
      }
    },
    [Symbol.dispose]() {
      if (options.detached === true) killGroup(child);
      else child.kill("SIGKILL");
    },
  };
}

function killGroup({ pid = 0 }: ChildProcess): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All processes of the group have ended.
  }
}
