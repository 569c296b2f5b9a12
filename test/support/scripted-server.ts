import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** How the server answers one request. */
export type Step = (response: ServerResponse, request: IncomingMessage) => void;

/** A loopback server that answers by a script, one step a request, the last one over and over. */
export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  /** What was asked: method and path, in order. */
  readonly log: string[];
  /** The `Authorization` header of each of them. */
  readonly authorizations: (string | undefined)[];
  /** Connections made so far, and requests whose client went away before the answer was whole. */
  readonly connections: () => number;
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

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Step {
  return text(JSON.stringify(body), status, { "content-type": "application/json", ...headers });
}

/** Any answer. */
export function text(body: string | Buffer, status = 200, headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

export function redirect(location: string, status = 302): Step {
  return text("", status, { location });
}

/** Says nothing at all. */
export const stall: Step = () => undefined;

/** Sends half an answer, and then nothing more. */
export const stallInBody: Step = (response) => {
  response.writeHead(200).write('{"data":');
};

/** Cuts the connection at once. */
export const reset: Step = (response) => {
  response.socket?.destroy();
};

/** Cuts the connection half way through the answer. */
export const resetInBody: Step = (response) => {
  response.writeHead(200).write('{"data":', () => response.socket?.destroy());
};
