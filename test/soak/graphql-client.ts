import { setTimeout as sleep } from "node:timers/promises";
import { allowedCodes } from "../support/allowed-codes.js";

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

export interface Result {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphqlError[];
}

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: object;
}

/** A result that the subgraph must not return, also during faults. */
export class WrongResult extends Error {
  override readonly name = "WrongResult";
}

const expectedCodes: ReadonlySet<string> = new Set([...allowedCodes, "OVERLOADED"]);

/** How long a client waits after the deadline of an operation, in milliseconds. */
const timeoutMs = 3000;

/**
 * Sends a request and returns the result, with or without errors. After a 503 it waits for `Retry-After` and sends the
 * request again. Throws `WrongResult` after a timeout, for a response that is not JSON, and for an unknown error code.
 */
export async function send(url: string, request: GraphqlRequest, deadlineMs: number): Promise<Result> {
  for (;;) {
    const timeout = AbortSignal.timeout(deadlineMs + timeoutMs);
    const response = await post(url, request, timeout).catch((error: unknown) => {
      if (timeout.aborted) throw new WrongResult(`No response in ${deadlineMs + timeoutMs} ms: ${shortened(request)}`);
      throw error;
    });
    const text = await response.text();
    const result = parsed(text);
    for (const { extensions, message } of result.errors) {
      if (!expectedCodes.has(extensions?.code ?? "")) throw new WrongResult(`${extensions?.code ?? "?"}: ${message}`);
    }
    if (response.status < 500) return result;
    const retryAfter = Number(response.headers.get("retry-after"));
    if (response.status !== 503 || !(retryAfter > 0))
      throw new WrongResult(`${response.status}: ${text.slice(0, 300)}`);
    await sleep(retryAfter * 1000);
  }
}

/** Sends a request and aborts it after some time. */
export async function sendAndAbort(url: string, request: GraphqlRequest, afterMs: number): Promise<void> {
  const signal = AbortSignal.timeout(afterMs);
  await post(url, request, signal)
    .then((response) => response.text())
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
}

function post(url: string, request: GraphqlRequest, signal: AbortSignal): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify(request), signal });
}

function parsed(text: string): Result {
  try {
    const { data = null, errors = [] } = JSON.parse(text) as Partial<Result>;
    return { data, errors };
  } catch {
    throw new WrongResult(`The response is not JSON: ${text.slice(0, 300)}`);
  }
}

function shortened({ query, variables }: GraphqlRequest): string {
  return `${query.replace(/\s+/g, " ").slice(0, 200)} ${JSON.stringify(variables ?? {}).slice(0, 200)}`;
}
