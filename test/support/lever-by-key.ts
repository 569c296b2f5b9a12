import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sandbox } from "../../src/lever-sandbox/index.js";

/** One origin before several Levers, as Lever itself is: whose data is read depends on the key alone. */
export interface LeverByKey extends AsyncDisposable {
  /** With `/v1`, as a sandbox's. */
  readonly url: string;
}

/** Starts one that passes each request on to the Lever whose key it brings; the first gets the rest. */
export async function startLeverByKey(levers: readonly Sandbox[]): Promise<LeverByKey> {
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = "/" } = incoming;
    const [, given = ""] = /^Basic (\S+)$/.exec(headers.authorization ?? "") ?? [];
    const key = Buffer.from(given, "base64").toString().slice(0, -1);
    const lever = levers.find(({ keys }) => keys.has(key)) ?? levers[0]!;
    const onward = request(new URL(url, lever.url), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
