import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The response to one request. */
export type Step = (response: ServerResponse, request: IncomingMessage) => void;

/** A server with one step for each request. It repeats the last step. */
export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  /** The method and path of each request, in order. */
  readonly log: string[];
  /** The `Authorization` header of each request. */
  readonly authorizations: (string | undefined)[];
  /** The number of connections so far. */
  readonly connections: () => number;
  /** The number of requests whose client disconnected before the end of the response. */
  readonly abandoned: () => number;
}

export async function startScriptedServer(...script: readonly Step[]): Promise<ScriptedServer> {
  const log: string[] = [];
  const authorizations: (string | undefined)[] = [];
  let connections = 0;
  let abandoned = 0;
  const server = createServer((request, response) => {
    const step = script[Math.min(log.length, script.length - 1)];
    log.push(`${request.method ?? ""} ${request.url ?? ""}`);
    authorizations.push(request.headers.authorization);
    response.on("close", () => {
      if (!response.writableFinished) abandoned += 1;
    });
    step?.(response, request);
  });
  server.on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    log,
    authorizations,
    connections: () => connections,
    abandoned: () => abandoned,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A JSON response. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Step {
  return text(JSON.stringify(body), status, { "content-type": "application/json", ...headers });
}

/** Any response. */
export function text(body: string | Buffer, status = 200, headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

export function redirect(location: string, status = 302): Step {
  return text("", status, { location });
}

/** Sends no response. */
export const stall: Step = () => undefined;

/** Sends half of a response, and then nothing. */
export const stallInBody: Step = (response) => {
  response.writeHead(200).write('{"data":');
};

/** Closes the connection immediately. */
export const reset: Step = (response) => {
  response.socket?.destroy();
};

/** Closes the connection after half of the response. */
export const resetInBody: Step = (response) => {
  response.writeHead(200).write('{"data":', () => response.socket?.destroy());
};
