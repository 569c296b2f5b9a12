import type { ServerResponse } from "node:http";
import type { Fault } from "./faults.js";
import type { Order } from "./order.js";
import type { reply } from "./reply.js";

/** A request that gets a fault. */
interface FaultyRequest {
  /** The order of the list, if the endpoint is a list. */
  readonly order?: Order | undefined;
  readonly query: URLSearchParams;
  /** The body without the fault. */
  readonly respond: () => object;
  /** A number that grows with each request. Default 0. */
  readonly round?: number;
}

/** Responds to a request with a fault. */
export function replyWithFault(
  fault: Fault,
  { order, query, respond, round = 0 }: FaultyRequest,
  response: ServerResponse,
  send: typeof reply,
) {
  if (fault === "stall") return;
  if (fault === "reset") response.socket?.resetAndDestroy();
  else if (fault === "html") send(response, 200, "<!doctype html><title>Lever</title><h1>We will be right back</h1>");
  else if (fault === "wrong-shape") send(response, 200, { data: 42 });
  else if (fault === "cut-json") send(response, 200, respond(), {}, "cut");
  else if (fault === "reset-mid-body") send(response, 200, respond(), {}, "reset");
  else if (fault === "repeat-token" || fault === "empty-pages") {
    send(response, 200, order ? endlessPage(fault, respond(), order, query.get("offset"), round) : respond());
  } else if ("edit" in fault) send(response, 200, fault.edit(structuredClone(respond())) as object);
  else if ("maxValues" in fault) {
    if (mostValues(query) > fault.maxValues) send(response, fault.status, bodyFor(fault.status));
    else send(response, 200, respond());
  } else if ("answer" in fault) {
    const { status, body } = fault.answer(query);
    send(response, status, body);
  } else if ("rewrite" in fault) {
    send(response, fault.status ?? 200, fault.rewrite(JSON.stringify(respond())), fault.headers);
  } else if ("delayMs" in fault) {
    const body = respond();
    setTimeout(() => {
      if (!response.destroyed) send(response, 200, body);
    }, fault.delayMs);
  } else send(response, fault.status, fault.body ?? bodyFor(fault.status), fault.headers);
}

/** How often the query repeats the filter that it repeats most. */
function mostValues(query: URLSearchParams): number {
  const filters = [...new Set(query.keys())].filter((name) => name !== "include" && name !== "expand");
  return Math.max(0, ...filters.map((name) => query.getAll(name).length));
}

function bodyFor(status: number): string | object {
  if (status === 502) return gatewayPage;
  const codes: Record<number, string> = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "ResourceNotFound",
    413: "PayloadTooLarge",
    414: "URITooLong",
    429: "TooManyRequests",
    500: "InternalServerError",
    503: "ServiceUnavailableError",
  };
  return { code: codes[status] ?? "Error", message: "The sandbox simulates this error." };
}

/** A page that always has a next page. */
function endlessPage(
  fault: "repeat-token" | "empty-pages",
  page: object,
  order: Order,
  offset: string | null,
  round: number,
): object {
  if (fault === "empty-pages") return { data: [], hasNext: true, next: order.unusedToken(round) };
  const next = offset ?? ("next" in page ? page.next : order.unusedToken(0));
  return { ...page, hasNext: true, next };
}

/** The page that a proxy in front of Lever sends when Lever does not respond. */
const gatewayPage = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
