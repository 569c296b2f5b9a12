import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";

declare module "fastify" {
  interface FastifyReply {
    /**
     * Sends the body that these parts make together, without a copy of them, and without the hooks that change bodies.
     * `content-length` must be set. The last part must be small.
     */
    sendParts(body: Buffer, end: Buffer): void;
  }
}

/** How much of a response a client must read within each period, in bytes. Small, because connections can be slow. */
const pieceBytes = 64 * 1024;

/**
 * Closes the connection of a client that reads less than `pieceBytes` of its response within `timeoutMs`. Otherwise unread
 * responses would count as running operations without end. Responses are written in pieces, so that progress is visible.
 */
export function closeUnreadResponses(app: FastifyInstance, timeoutMs: number): void {
  closeQueuedResponses(app);
  app.addHook("onSend", async ({ socket }, reply, payload) => {
    closeUnlessRead(reply.raw, socket, timeoutMs);
    if (typeof payload !== "string" || payload.length <= pieceBytes) return payload;
    // The hooks of a request and Fastify's stream have more listeners on a response than Node expects by default, 10.
    reply.raw.setMaxListeners(20);
    const bytes = Buffer.from(payload);
    reply.header("content-length", bytes.length);
    return Readable.from(piecesOf(bytes), { objectMode: false, highWaterMark: pieceBytes });
  });
  app.decorateReply("sendParts", function (body, end) {
    sendParts(this, body, end, timeoutMs);
  });
}

function sendParts(reply: FastifyReply, body: Buffer, end: Buffer, timeoutMs: number): void {
  const { raw, request } = reply;
  reply.hijack();
  if (raw.destroyed) return;
  closeUnlessRead(raw, request.socket, timeoutMs);
  raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders);
  let at = 0;
  const writeOn = (): void => {
    while (body.length - at > pieceBytes) {
      const isTaken = raw.write(body.subarray(at, (at += pieceBytes)));
      if (!isTaken) {
        raw.once("drain", writeOn);
        return;
      }
    }
    raw.write(body.subarray(at));
    raw.end(end);
  };
  writeOn();
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

function closeUnlessRead(response: ServerResponse, socket: Socket, timeoutMs: number): void {
  // A pipelined response has no socket until the responses before it are sent, so the client cannot read it yet.
  let isQueued = response.socket === null;
  const timer = setTimeout(() => {
    if (socket.destroyed) return;
    if (!isQueued) {
      socket.destroy();
      return;
    }
    isQueued = response.socket === null;
    timer.refresh();
  }, timeoutMs);
  response.on("drain", () => timer.refresh());
  response.once("close", () => {
    clearTimeout(timer);
  });
}

/**
 * Closes all pipelined responses of a connection when the connection ends. Node closes only the response that is being sent.
 * Without this, the others would count as running operations without end.
 */
function closeQueuedResponses(app: FastifyInstance): void {
  const open = new WeakMap<Socket, Set<ServerResponse>>();
  app.addHook("onRequest", async ({ socket }, { raw }) => {
    const responses = open.get(socket) ?? new Set();
    if (!open.has(socket)) {
      open.set(socket, responses);
      socket.once("close", () => {
        for (const response of responses) if (response.socket === null) response.emit("close");
      });
    }
    responses.add(raw);
    raw.once("close", () => responses.delete(raw));
  });
}
