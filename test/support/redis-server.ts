import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.js";

/** Whether redis-server is installed. Debian: apt-get install redis-server. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

/** A Redis server for one test, without persistence. It can be killed and started again. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Suspends the server until `resume`: connections stay open, but get no responses. */
  hang(): void;
  resume(): void;
}

export async function startRedisServer(): Promise<RedisServer> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), "redis-"));
  const start = async () => {
    // A replica writes the data that it gets from its primary to a file.
    const files = ["--save", "", "--dir", directory];
    const child = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", ...files]);
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      if (chunk.includes("Ready to accept connections")) return child;
    }
    throw new Error("redis-server did not start.");
  };
  let child = await start();
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    async start() {
      child = await start();
    },
    hang() {
      child.kill("SIGSTOP");
    },
    resume() {
      child.kill("SIGCONT");
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(directory, { recursive: true });
    },
  };
}
