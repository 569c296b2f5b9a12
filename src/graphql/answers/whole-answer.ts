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
  const text = textOf(result.data);
  const keptAt = performance.now();
  return {
    ttlMs,
    answer: {
      account,
      bytes: Buffer.from(`{"data":${text}`),
      extensions: keptExtensions(result),
      headers: [...headers].filter(([name]) => name !== "content-length"),
      etag: etagOf(text),
      summary: { ...summary, kept: true },
      cost: cost?.calls,
      responses: calls + cached,
      oldestMs: Math.max(oldestMs, keptAt - startedAt),
      keptAt,
    },
  };
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

/** The entity tag of data. Weak, because `extensions` are not part of it. RFC 9110, ETag. */
export function etagOf(dataText: string): string {
  return `W/"${createHash("sha256").update(dataText).digest("base64url").slice(0, 22)}"`;
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

/** The part of a kept answer's body after `bytes`, with the cost if there is one. */
export function endOf({ extensions: kept }: KeptAnswer, cost: UpstreamCost | undefined): Buffer {
  const extensions = { ...(cost && { upstream: cost }), ...kept };
  return Buffer.from(Object.keys(extensions).length === 0 ? "}\n" : `,"extensions":${JSON.stringify(extensions)}}\n`);
}
