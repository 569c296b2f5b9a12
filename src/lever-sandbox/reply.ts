import type { ServerResponse } from "node:http";

/** How the body is sent: whole, only its first half, or its first half and then a reset of the connection. */
export type Delivery = "whole" | "cut" | "reset";

const json = "application/json; charset=utf-8";

/** Sends a chunked response with the headers that Lever sends. Text that is not JSON is sent as HTML, bytes as they are. */
export function reply(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array | object,
  headers: Record<string, string> = {},
  delivery: Delivery = "whole",
): void {
  const content = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  response.writeHead(status, {
    "content-type": typeof body === "string" && !/^\s*[[{]/.test(body) ? "text/html; charset=utf-8" : json,
    server: "lever-data-api",
    "x-lever-region": "global",
    "x-stream-path": "dapi",
    ...headers,
  });
  const half = content.slice(0, Math.ceil(content.length / 2));
  if (delivery === "reset") response.write(half, () => response.socket?.resetAndDestroy());
  else {
    response.write(delivery === "cut" ? half : content);
    response.end();
  }
}
