import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";

/** A TCP proxy: a name that leads to one server, and after a failover to another one. Open connections stay as they are. */
export interface SwitchingProxy extends AsyncDisposable {
  readonly port: number;
  /** New connections go to this port. */
  target: number;
}

export async function startSwitchingProxy(target: number): Promise<SwitchingProxy> {
  const sockets = new Set<Socket>();
  const proxy = { target };
  const server = createServer((client) => {
    const upstream = connect(proxy.target, "127.0.0.1");
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from
        .on("error", () => undefined)
        .on("close", () => {
          sockets.delete(from);
          to.destroy();
        });
      from.pipe(to);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(proxy, {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  });
}
