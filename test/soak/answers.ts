import { setTimeout as sleep } from "node:timers/promises";
import { allowedCodes } from "../support/allowed-codes.js";

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphqlError[];
}

/** An answer that may not be given, whatever has gone wrong. */
export class WrongAnswer extends Error {
  override readonly name = "WrongAnswer";
}

/** Whatever befalls Lever is foreseen; a client may be told to come back. */
const expected: ReadonlySet<string> = new Set([...allowedCodes, "OVERLOADED"]);

/** How long a client waits beyond an operation's deadline before it calls it stuck, in milliseconds. */
const timeoutMs = 3000;

export interface Asked {
  readonly query: string;
  readonly variables?: object;
}

/**
 * Asks, and gives the answer, with errors or without. Throws `WrongAnswer` for one that is stuck, no JSON, or has an
 * error outside the closed set. Where the client overflows with requests it comes back after `Retry-After`.
 */
export async function ask(url: string, asked: Asked, deadlineMs: number): Promise<Answer> {
  for (;;) {
    const stuck = AbortSignal.timeout(deadlineMs + timeoutMs);
    const response = await post(url, asked, stuck).catch((error: unknown) => {
      if (stuck.aborted) throw new WrongAnswer(`No answer within ${deadlineMs + timeoutMs} ms: ${short(asked)}`);
      throw error;
    });
    const text = await response.text();
    const answer = parsed(text);
    for (const { extensions, message } of answer.errors) {
      if (!expected.has(extensions?.code ?? "")) throw new WrongAnswer(`${extensions?.code ?? "?"}: ${message}`);
    }
    if (response.status < 500) return answer;
    const retryAfter = Number(response.headers.get("retry-after"));
    if (response.status !== 503 || !(retryAfter > 0))
      throw new WrongAnswer(`${response.status}: ${text.slice(0, 300)}`);
    await sleep(retryAfter * 1000);
  }
}

/** Asks and goes away after a while, with or without the answer. */
export async function askAndLeave(url: string, asked: Asked, afterMs: number): Promise<void> {
  const leaving = AbortSignal.timeout(afterMs);
  await post(url, asked, leaving)
    .then((response) => response.text())
    .catch((error: unknown) => {
      if (!leaving.aborted) throw error;
    });
}

function post(url: string, asked: Asked, signal: AbortSignal): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify(asked), signal });
}

function parsed(text: string): Answer {
  try {
    const { data = null, errors = [] } = JSON.parse(text) as Partial<Answer>;
    return { data, errors };
  } catch {
    throw new WrongAnswer(`No JSON: ${text.slice(0, 300)}`);
  }
}

function short({ query, variables }: Asked): string {
  return `${query.replace(/\s+/g, " ").slice(0, 200)} ${JSON.stringify(variables ?? {}).slice(0, 200)}`;
}
