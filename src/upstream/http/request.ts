import type { Readable } from "node:stream";
import type fetch from "node-fetch";
import { onAbort } from "../../ats/abort-signal.js";
import type { CallFailure } from "../../ats/call-context.js";
import type { Clock } from "../clock.js";

/** The largest body that is read, in bytes after decompression: 80 KB for each of 100 records. */
export const maxBodyBytes = 8 * 1024 * 1024;

/** How much of a body is read that is not used, or only for its error message. */
const maxUnreadBytes = 64 * 1024;

/** One GET. */
export interface HttpGet {
  readonly url: URL;
  /** The `Authorization` header. */
  readonly authorization: string;
  /** The `traceparent` header; undefined sends none. */
  readonly traceparent?: string | undefined;
  /** For the whole request, the body included, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The outcome of one GET. */
export type Outcome =
  | {
      readonly kind: "response";
      readonly status: number;
      readonly location: string | null;
      readonly retryAfter: string | null;
      /** Empty, except for a 2xx and a short 404. */
      readonly body: string;
    }
  /** `code` is the error code of Node, such as ECONNRESET, if there is one. */
  | { readonly kind: Extract<CallFailure, "network">; readonly code: string | undefined }
  | { readonly kind: Exclude<CallFailure, "network"> };

/** Sends one GET, once, and follows no redirect. Rejects only when the signal is aborted, with its reason. */
export async function send(get: HttpGet, fetchFn: typeof fetch, clock: Clock): Promise<Outcome> {
  get.signal.throwIfAborted();
  const controller = new AbortController();
  const removeListener = onAbort(get.signal, () => {
    controller.abort();
  });
  const cancelTimeout = clock.schedule(get.timeoutMs, () => {
    controller.abort();
  });
  const cleanUp = () => {
    removeListener();
    cancelTimeout();
  };
  let unread: Readable | undefined;
  try {
    const { status, headers, body } = await fetchFn(get.url, {
      headers: {
        accept: "application/json",
        "user-agent": "ats-subgraph",
        authorization: get.authorization,
        ...(get.traceparent === undefined ? {} : { traceparent: get.traceparent }),
      },
      redirect: "manual",
      signal: controller.signal,
    });
    unread = (body ?? undefined) as Readable | undefined;
    const succeeded = status >= 200 && status < 300;
    let text: string | undefined = "";
    if (succeeded || status === 404) {
      text = await read(unread, succeeded ? maxBodyBytes : maxUnreadBytes);
      unread = undefined;
      if (text === undefined && succeeded) return { kind: "too-large" };
    }
    const [location, retryAfter] = [headers.get("location"), headers.get("retry-after")];
    return { kind: "response", status, location, retryAfter, body: text ?? "" };
  } catch (error) {
    get.signal.throwIfAborted();
    if (controller.signal.aborted) return { kind: "timeout" };
    const code = errorCode(error);
    return code !== undefined && decompressionError.test(code) ? { kind: "garbled" } : { kind: "network", code };
  } finally {
    if (unread === undefined) cleanUp();
    // Reading a body to its end frees the connection for the next call. The caller does not wait for that.
    else read(unread, maxUnreadBytes).catch(ignore).finally(cleanUp);
  }
}

/** Node's codes of zlib's and of Brotli's errors, such as Z_DATA_ERROR and ERR__ERROR_FORMAT_PADDING_2. */
const decompressionError = /^(?:Z_|ERR__ERROR_|ERR_BROTLI_)/;

/** The whole body as text. If it is longer than `limit` bytes, destroys its stream and returns undefined. */
async function read(body: Readable | undefined, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString("utf8");
}

function errorCode(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : undefined;
}

function ignore(): void {
  // The connection broke after everything that matters was read.
}
