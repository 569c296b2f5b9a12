import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";

/** How much of an answer the client must take within each period. Small enough for a slow link, and for a small buffer. */
const pieceBytes = 64 * 1024;

/**
 * Closes the connection of a client that takes less than a piece of its answer within `timeoutMs`. What the answer holds, a
 * place among the running operations above all, is free then. Answers are written piece by piece, so that progress shows.
 */
export function closeUnreadResponses(app: FastifyInstance, timeoutMs: number): void {
  closeQueuedResponses(app);
  app.addHook("onSend", async ({ socket }, reply, payload) => {
    closeUnlessRead(reply.raw, socket, timeoutMs);
    if (typeof payload !== "string" || payload.length <= pieceBytes) return payload;
    const bytes = Buffer.from(payload);
    reply.header("content-length", bytes.length);
    return Readable.from(piecesOf(bytes), { objectMode: false, highWaterMark: pieceBytes });
  });
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

function closeUnlessRead(response: ServerResponse, socket: Socket, timeoutMs: number): void {
  // Behind an answer to an earlier request of the connection it has no socket, and nothing can be read of it yet.
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
 * Closes the answers that wait behind another one on a connection when the connection ends. Node closes only the one that
 * is being sent, and the others would hold their places for ever.
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
