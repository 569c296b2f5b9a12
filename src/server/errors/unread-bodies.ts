import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";

/** How much of a body is read after its request is refused, in bytes. */
const maxRestBytes = 16 * 1024 * 1024;

/**
 * Reads and drops the rest of the body of a request that is refused before its body has arrived, if the connection closes
 * after the response. A connection that is closed while its client still sends is reset: the client might never see the
 * response, and a proxy would answer 502. Longer bodies are not read.
 */
export function readBodiesBeforeClosing(app: FastifyInstance): void {
  app.addHook("onSend", async ({ raw }, reply) => {
    const closes = reply.getHeader("connection") === "close" || !reply.raw.shouldKeepAlive;
    if (closes && !raw.complete && Number(raw.headers["content-length"]) <= maxRestBytes) await readRest(raw);
  });
}

/** Resolves when the body has arrived, or when the connection ends: at the latest when the time for the request is over. */
function readRest(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    request.once("end", resolve).once("close", resolve).resume();
  });
}
