import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sandbox } from "../../src/lever-sandbox/index.js";

/** One origin in front of several sandboxes. As in Lever, the key decides which account is read. */
export interface LeverByKey extends AsyncDisposable {
  /** The base URL. It ends with `/v1`. */
  readonly url: string;
}

/** Starts a proxy that forwards each request to the sandbox with its key, or else to the first sandbox. */
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
