import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A process of Node under test. Ending the test kills it. */
export interface StartedProcess extends Disposable {
  readonly child: ChildProcess;
  /** What it has written so far, to stdout and stderr. */
  output(): string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Waits until its output matches. Rejects when it ends without. */
  said(pattern: RegExp): Promise<RegExpMatchArray>;
}

export interface ProcessOptions {
  /** What is started in place of Node. */
  readonly command?: string;
  readonly cwd?: string;
  /** Whose process it is; takes root. */
  readonly uid?: number;
  readonly gid?: number;
  /** Leads a group of its own, which its children are in: signalled, and killed in the end, as one. */
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
    async said(pattern) {
      for (;;) {
        const match = pattern.exec(output);
        if (match !== null) return match;
        if (child.exitCode !== null) throw new Error(`It ended without saying ${pattern.source}:\n${output}`);
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
    // None of them is left.
  }
}
