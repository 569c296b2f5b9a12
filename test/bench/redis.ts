import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";

/** A Redis of our own that keeps nothing; undefined when this machine has none. */
export async function startRedis(): Promise<({ readonly url: string } & AsyncDisposable) | undefined> {
  const port = await freePort();
  const server = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", "/tmp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  process.once("exit", () => server.kill("SIGKILL"));
  const ready = new Promise<boolean>((resolve) => {
    server.once("error", () => {
      resolve(false);
    });
    server.once("exit", () => {
      resolve(false);
    });
    createInterface(server.stdout).on("line", (line) => {
      if (line.includes("Ready to accept connections")) resolve(true);
    });
  });
  if (!(await ready)) return undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const ended = once(server, "exit");
      server.kill("SIGKILL");
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
