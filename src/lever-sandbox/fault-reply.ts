import type { ServerResponse } from "node:http";
import type { Endpoint } from "./endpoint.js";
import type { Fault } from "./faults.js";
import type { Order } from "./order.js";
import type { reply } from "./reply.js";

/** The request whose answer is spoiled. */
interface CorruptedRequest {
  readonly endpoint: Endpoint;
  readonly query: URLSearchParams;
  readonly answer: () => object;
  /** A number that grows with each request. */
  readonly round: number;
}

/** Answers a request in the way its fault says. */
export function replyWithFault(
  fault: Fault,
  { endpoint, query, answer, round }: CorruptedRequest,
  response: ServerResponse,
  send: typeof reply,
) {
  if (fault === "stall") return;
  if (fault === "reset") response.socket?.resetAndDestroy();
  else if (fault === "html") send(response, 200, "<!doctype html><title>Lever</title><h1>We will be right back</h1>");
  else if (fault === "wrong-shape") send(response, 200, { data: 42 });
  else if (fault === "cut-json") send(response, 200, answer(), {}, "cut");
  else if (fault === "reset-mid-body") send(response, 200, answer(), {}, "reset");
  else if (fault === "repeat-token" || fault === "empty-pages") {
    const { order } = endpoint;
    send(response, 200, order ? endless(fault, answer(), order, query.get("offset"), round) : answer());
  } else if ("edit" in fault) send(response, 200, fault.edit(structuredClone(answer())) as object);
  else if ("delayMs" in fault) {
    const body = answer();
    setTimeout(() => {
      if (!response.destroyed) send(response, 200, body);
    }, fault.delayMs);
  } else send(response, fault.status, fault.body ?? bodyFor(fault.status), fault.headers);
}

function bodyFor(status: number): string | object {
  if (status === 502) return gatewayPage;
  const codes: Record<number, string> = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "ResourceNotFound",
    429: "TooManyRequests",
    500: "InternalServerError",
    503: "ServiceUnavailableError",
  };
  return { code: codes[status] ?? "Error", message: "The sandbox was told to answer this." };
}

/** A list answer that never ends, in the way of the two faults that break paging. */
function endless(
  fault: "repeat-token" | "empty-pages",
  answer: object,
  order: Order,
  offset: string | null,
  round: number,
): object {
  if (fault === "empty-pages") return { data: [], hasNext: true, next: order.strayToken(round) };
  const next = offset ?? ("next" in answer ? answer.next : order.strayToken(0));
  return { ...answer, hasNext: true, next };
}
/** The page that a proxy in front of Lever sends when it fails. */
const gatewayPage = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
