import { createHash } from "node:crypto";
import type { FormattedExecutionResult } from "graphql";
import type { Operation } from "../operation/operation.js";
import { cacheTagNames } from "../plugins/cache-tags.js";
import { textOf } from "../plugins/request-coalescing.js";
import type { UpstreamCost } from "../operation/operation-stats.js";
import type { KeptAnswer } from "./answer-cache.js";

/** The parts of an operation's answer that may be kept, and how long. */
export interface ReusableAnswer {
  readonly answer: KeptAnswer;
  readonly ttlMs: number;
}

/** What a body has before its data. */
const dataStart = '{"data":';

/**
 * Makes an answer that may be kept of the result of an operation. Undefined if it may not: it has errors or extensions of
 * its own, or one of the provider responses behind it may not be reused.
 */
export function reusableAnswer(
  account: string,
  operation: Operation,
  headers: Iterable<[string, string]>,
): ReusableAnswer | undefined {
  const { result, stats, summary, cost, startedAt } = operation;
  const ttlMs = stats.reusableMs;
  if (ttlMs < 1 || summary.shared || !isWhole(result)) return undefined;
  const { calls, cached, oldestMs } = stats.cost();
  const bytes = startOf(textOf(result.data));
  const keptAt = performance.now();
  return {
    ttlMs,
    answer: {
      account,
      bytes,
      extensions: keptExtensions(result),
      headers: [...headers].filter(([name]) => name !== "content-length"),
      etag: etagOf(bytes.subarray(dataStart.length)),
      summary: { ...summary, kept: true },
      cost: cost?.calls,
      responses: calls + cached,
      oldestMs: Math.max(oldestMs, keptAt - startedAt),
      keptAt,
    },
  };
}

/** The beginning of a body, up to the end of its data, without a longer text in between. */
function startOf(data: string): Buffer {
  const bytes = Buffer.allocUnsafe(dataStart.length + Buffer.byteLength(data));
  bytes.write(dataStart);
  bytes.write(data, dataStart.length);
  return bytes;
}

type WholeResult = FormattedExecutionResult & { readonly data: object };

function isWhole(result: FormattedExecutionResult | undefined): result is WholeResult {
  if (result?.data == null || result.errors !== undefined) return false;
  return Object.keys(result.extensions ?? {}).every((name) => name === "upstream" || cacheTagNames.includes(name));
}

/** The extensions that are the same each time that the answer is given. */
function keptExtensions({ extensions = {} }: FormattedExecutionResult): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => cacheTagNames.includes(name)));
}

/** The entity tag of data as JSON. Weak, because `extensions` are not part of it. RFC 9110, ETag. */
export function etagOf(data: string | Buffer): string {
  return `W/"${createHash("sha256").update(data).digest("base64url").slice(0, 22)}"`;
}

/** Whether a request with this `if-none-match` has the data already. RFC 9110, If-None-Match. */
export function hasData(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return ifNoneMatch.trim() === "*" || ifNoneMatch.split(",").some((tag) => opaque(tag) === opaque(etag));
}

/** What it costs to give a kept answer again: no calls. All of its responses are reused. */
export function costOfReuse({ responses, oldestMs }: KeptAnswer, ageMs: number): UpstreamCost {
  return { calls: 0, cached: responses, oldestMs: Math.round(oldestMs + ageMs), waitedMs: 0, byEndpoint: {} };
}

/** The part of a kept answer's body after `bytes`. */
export function endOf(extensions: Readonly<Record<string, unknown>> = {}): Buffer {
  return Buffer.from(Object.keys(extensions).length === 0 ? "}\n" : `,"extensions":${JSON.stringify(extensions)}}\n`);
}
