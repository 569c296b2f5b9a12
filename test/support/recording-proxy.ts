import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A forwarded GraphQL request. */
export interface PassedRequest {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly query: string;
  readonly variables: any;
  readonly extensions: any;
}

/** A proxy that forwards every request unchanged and records it. */
export interface RecordingProxy extends AsyncDisposable {
  readonly url: string;
  readonly passed: PassedRequest[];
}

/** Starts a recording proxy in front of `target`, an origin. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const passed: PassedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = "/" } = incoming;
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    void text(incoming).then((body) => {
      passed.push({ method, headers, ...(method === "GET" ? fromSearch(url) : JSON.parse(body)) });
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function fromSearch(url: string) {
  const search = new URL(url, "http://proxy").searchParams;
  const extensions: unknown = JSON.parse(search.get("extensions") ?? "null");
  return { query: search.get("query"), extensions };
}
