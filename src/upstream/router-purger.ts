import { asError } from "../ats/errors.js";
import type { PurgeMetrics } from "../telemetry/purge-metrics.js";
import { type Clock, sleep, systemClock } from "./clock.js";

export interface RouterPurgerOptions {
  /** The invalidation endpoint of the router. */
  readonly url: string;
  /** The key that the router shares. It is sent, and never logged. */
  readonly key: string;
  /** The name of this subgraph in the supergraph. */
  readonly subgraph: string;
  /** How long the router can cache an answer, in milliseconds. After that there is nothing left to purge. */
  readonly ttlMs: number;
  readonly metrics: PurgeMetrics;
  readonly log: { warn(details: object, message: string): void };
  readonly clock?: Clock;
}

/** The most tags that wait. If there are more, everything of this subgraph is purged in place of them. */
const maxTags = 10_000;
/** The most tags in one request. */
const maxTagsPerRequest = 500;
const timeoutMs = 5000;
const firstRetryMs = 500;
const maxRetryMs = 60_000;
/** How long the last request at the end of the process may take, in milliseconds. */
const lastRequestMs = 1000;

/** What to purge, as Apollo Router's invalidation endpoint reads it. */
type Invalidation =
  | { readonly kind: "cache_tag"; readonly subgraphs: readonly string[]; readonly cache_tag: string }
  | { readonly kind: "subgraph"; readonly subgraph: string };

/** What one request purges: tags, each with the time of its latest event, or everything. */
interface Batch {
  readonly tags: readonly [tag: string, at: number][];
  readonly wholeSince: number | undefined;
}

/**
 * Purges answers from a router's cache by tags, in the background: one request at a time, repeated with growing delays
 * until the router accepts it. Apollo Router docs: Response caching, Invalidation. The endpoint expects a POST with the
 * shared key as `authorization` and a list of invalidations, and answers 202.
 */
export class RouterPurger {
  /** The tags that wait, each with the time of its latest event. */
  private readonly waiting = new Map<string, number>();
  /** The time of the event since which everything is to be purged. */
  private wholeSince: number | undefined;
  private running: Promise<void> | undefined;
  private readonly stop = new AbortController();
  private readonly clock: Clock;

  constructor(private readonly options: RouterPurgerOptions) {
    this.clock = options.clock ?? systemClock;
    options.metrics.countWaiting = () => this.waiting.size + (this.wholeSince === undefined ? 0 : 1);
  }

  /** Adds tags to purge. Returns at once. */
  purge(tags: readonly string[]): void {
    if (this.stop.signal.aborted || tags.length === 0) return;
    const now = this.clock.now();
    for (const tag of tags) this.waiting.set(tag, now);
    if (this.waiting.size > maxTags) {
      this.waiting.clear();
      this.wholeSince = now;
    }
    this.running ??= this.run();
  }

  /** Sends what waits once more, and ends. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
    if (this.hasWork()) await this.send(lastRequestMs);
  }

  private hasWork(): boolean {
    return this.waiting.size > 0 || this.wholeSince !== undefined;
  }

  private async run(): Promise<void> {
    let retryMs = firstRetryMs;
    while (this.hasWork() && !this.stop.signal.aborted) {
      const isAccepted = await this.send(timeoutMs, this.stop.signal);
      if (isAccepted) {
        retryMs = firstRetryMs;
        continue;
      }
      await sleep(this.clock, retryMs, this.stop.signal).catch(() => undefined);
      retryMs = Math.min(2 * retryMs, maxRetryMs);
      this.dropExpired();
    }
    this.running = undefined;
  }

  /** Sends one request. Returns whether the router accepted it. What it does not accept waits again. */
  private async send(ms: number, signal?: AbortSignal): Promise<boolean> {
    const { url, key, metrics, log } = this.options;
    const batch = this.take();
    const timeout = AbortSignal.timeout(ms);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { authorization: key, "content-type": "application/json" },
        body: JSON.stringify(this.invalidations(batch)),
        // A redirection would carry the key to another place.
        redirect: "error",
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`status ${response.status}`);
    } catch (error) {
      this.putBack(batch);
      // The end of the process interrupts a request. `close` sends it again.
      if (signal?.aborted) return false;
      metrics.countPurge("failed");
      log.warn({ reason: reasonOf(error) }, "the router's cache could not be purged");
      return false;
    }
    metrics.countPurge("accepted");
    return true;
  }

  private take(): Batch {
    const { wholeSince } = this;
    this.wholeSince = undefined;
    const tags = [...this.waiting].slice(0, wholeSince === undefined ? maxTagsPerRequest : undefined);
    for (const [tag] of tags) this.waiting.delete(tag);
    return { tags, wholeSince };
  }

  private putBack({ tags, wholeSince }: Batch): void {
    this.wholeSince ??= wholeSince;
    for (const [tag, at] of tags) if (!this.waiting.has(tag)) this.waiting.set(tag, at);
  }

  private invalidations({ tags, wholeSince }: Batch): Invalidation[] {
    const { subgraph } = this.options;
    if (wholeSince !== undefined) return [{ kind: "subgraph", subgraph }];
    return tags.map(([tag]) => ({ kind: "cache_tag", subgraphs: [subgraph], cache_tag: tag }));
  }

  /** Forgets what the router can no longer have. */
  private dropExpired(): void {
    const { ttlMs, metrics } = this.options;
    const oldest = this.clock.now() - ttlMs;
    const hadWork = this.hasWork();
    for (const [tag, at] of this.waiting) if (at < oldest) this.waiting.delete(tag);
    if (this.wholeSince !== undefined && this.wholeSince < oldest) this.wholeSince = undefined;
    if (hadWork && !this.hasWork()) metrics.countPurge("given_up");
  }
}

/** Why a request failed, without the URL. */
function reasonOf(error: unknown): string {
  const { message, name, cause } = asError(error);
  if (message.startsWith("status ")) return message;
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === "string" ? code : name;
}
