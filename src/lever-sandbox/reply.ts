import type { ServerResponse } from "node:http";

/** How a body gets to the client: whole, ending half way in good order, or half with the connection reset. */
export type Delivery = "whole" | "cut" | "reset";

const json = "application/json; charset=utf-8";

/**
 * Sends an answer with the headers that Lever sends, chunked: without a length. Text that is no JSON is sent as HTML.
 */
export function reply(
  response: ServerResponse,
  status: number,
  body: string | object,
  headers: Record<string, string> = {},
  delivery: Delivery = "whole",
): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, {
    "content-type": typeof body === "string" && !/^\s*[[{]/.test(body) ? "text/html; charset=utf-8" : json,
    server: "lever-data-api",
    "x-lever-region": "global",
    "x-stream-path": "dapi",
    ...headers,
  });
  const half = text.slice(0, Math.ceil(text.length / 2));
  if (delivery === "reset") response.write(half, () => response.socket?.resetAndDestroy());
  else {
    response.write(delivery === "cut" ? half : text);
    response.end();
  }
}
