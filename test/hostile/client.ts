import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from "node:http";
import { connect } from "node:net";

/** The response to a request. */
export interface Reply {
  /** Undefined if the connection was closed without a response. */
  readonly status: number | undefined;
  readonly headers: string;
  readonly body: string;
}

const closed: Reply = { status: undefined, headers: "", body: "" };

// Much longer than the two seconds that an attack may take.
const maxMs = 20_000;

/** Sends a request with node:http, which adds no other headers, and reads the whole response. Never rejects. */
export function ask(
  url: string,
  path: string,
  { body, ...options }: RequestOptions & { readonly body?: string | Buffer } = {},
): Promise<Reply> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const sent: ClientRequest = request({ hostname, port, path, agent: false, timeout: maxMs, ...options });
    sent.on("response", (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("close", () => {
        const headers = response.rawHeaders.join("\n");
        resolve({ status: response.statusCode, headers, body: Buffer.concat(chunks).toString() });
      });
    });
    sent.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode, headers: "", body: "" });
    });
    sent.on("timeout", () => sent.destroy());
    sent.on("error", () => {
      resolve(closed);
    });
    sent.end(body);
  });
}

/**
 * Writes parts to a connection, unchanged, and reads until the first response is complete or the connection is closed.
 * Never rejects.
 */
export function write(url: string, parts: readonly (string | Buffer)[], pauseMs = 0): Promise<Reply> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let received = "";
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(readReply(received) ?? closed);
    };
    const timer = setTimeout(done, maxMs);
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (isComplete(received)) done();
    });
    socket.on("close", done);
    socket.on("error", () => undefined);
    socket.on("connect", () => {
      void (async () => {
        for (const part of parts) {
          if (socket.destroyed) return;
          socket.write(part);
          if (pauseMs > 0) await new Promise((next) => setTimeout(next, pauseMs));
        }
      })();
    });
  });
}

function isComplete(received: string): boolean {
  const reply = readReply(received);
  if (reply === undefined || reply.status === 100) return false;
  const [, length] = /^content-length: (\d+)/im.exec(reply.headers) ?? [];
  return length === undefined ? reply.body.endsWith("0\r\n\r\n") : reply.body.length >= Number(length);
}

/** The first response except "100 Continue". */
function readReply(received: string): Reply | undefined {
  const text = received.replace(/^HTTP\/1\.1 100 [^]*?\r\n\r\n/, "");
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [, status] = /^HTTP\/1\.1 (\d+)/.exec(text) ?? [];
  return {
    status: status === undefined ? undefined : Number(status),
    headers: text.slice(0, end),
    body: text.slice(end + 4),
  };
}
