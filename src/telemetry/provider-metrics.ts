import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Call } from "../ats/call-context.js";
import type { RateLimiterState } from "../ats/provider-connection.js";
import { secondsBuckets } from "./operation-metrics.js";

/** Where a response came from, as the metric has it: "kept" is this process's cache. */
export type ResponseSource = "called" | "coalesced" | "kept" | "redis";

/** How a refresh of the access token ended, as the metric has it. */
export const refreshOutcomes = ["ok", "not-kept", "shared", "refused", "failed"] as const;
export type RefreshOutcome = (typeof refreshOutcomes)[number];

/** The provider's state when metrics are read; of several accounts, of all of them together. */
export interface ProviderSnapshot extends RateLimiterState {
  /** How long the first call of an operation would wait, in milliseconds; of several accounts, the longest. */
  readonly forecastMs: number;
  /** The rate limit as configured, in calls a second. */
  readonly limitPerSecond: number;
  /** Whether the provider keeps failing and is not asked; of several accounts, for all of them. */
  readonly down: boolean;
  /** Whether the provider refuses the one account's credentials. */
  readonly rejected?: boolean;
  /** The accounts known at present, where each request brings its own, and for how many of them the provider refuses the key. */
  readonly tenants?: { readonly known: number; readonly rejected: number };
}

/** Calls to the provider, waits for its budget, answers reused instead, and how its budget, breaker and Redis stand. */
export class ProviderMetrics {
  private readonly calls;
  private readonly retries;
  private readonly seconds;
  private readonly waits;
  private readonly answers;
  private readonly refreshes;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    this.calls = new Counter({
      name: "ats_subgraph_provider_calls_total",
      help: "Calls to the provider, by endpoint and outcome: the status, or why there was none.",
      labelNames: ["endpoint", "outcome"],
      registers,
    });
    this.retries = new Counter({
      name: "ats_subgraph_provider_retries_total",
      help: "Calls of these that were sent again: retries, and redirects followed.",
      labelNames: ["endpoint"],
      registers,
    });
    this.seconds = new Histogram({
      name: "ats_subgraph_provider_call_seconds",
      help: "How long calls took, from sending to the end of what was read.",
      labelNames: ["endpoint"],
      buckets: secondsBuckets,
      registers,
    });
    this.waits = new Histogram({
      name: "ats_subgraph_budget_wait_seconds",
      help: "How long calls that were sent had waited for the rate budget.",
      buckets: secondsBuckets,
      registers,
    });
    this.answers = new Counter({
      name: "ats_subgraph_answers_total",
      help: "Answers by where they came from: called (asked of the provider), coalesced (with whoever was asking it), kept (in process), redis.",
      labelNames: ["kind", "source"],
      registers,
    });
    this.refreshes = new Counter({
      name: "ats_subgraph_token_refreshes_total",
      help: "Refreshes of the OAuth access token by outcome: ok, not-kept (the new refresh token is in memory alone), shared (another process had just done it), refused (authorise anew), failed.",
      labelNames: ["outcome"],
      registers,
    });
    // From nothing on, so that the first one is seen as an increase.
    for (const outcome of refreshOutcomes) this.refreshes.inc({ outcome }, 0);
  }

  /** Counts a call that is done. */
  countCall({ endpoint, outcome, attempt, waitedMs, durationMs }: Call): void {
    this.calls.inc({ endpoint, outcome });
    if (attempt > 1) this.retries.inc({ endpoint });
    this.seconds.observe({ endpoint }, durationMs / 1000);
    this.waits.observe(waitedMs / 1000);
  }

  /** Counts an answer; `kind` tells records, which people are in, from reference data. */
  countResponse(kind: "records" | "reference", source: ResponseSource): void {
    this.answers.inc({ kind, source });
  }

  /** Counts a refresh of the access token. */
  countRefresh(outcome: RefreshOutcome): void {
    this.refreshes.inc({ outcome });
  }

  /** Has how things stand read along with the rest; costs nothing until then. What there is to be told stays the same. */
  registerGauges(readSnapshot: () => ProviderSnapshot): void {
    this.gauge(
      "ats_subgraph_budget_limit_per_second",
      "The rate limit as configured.",
      () => readSnapshot().limitPerSecond,
    );
    this.gauge(
      "ats_subgraph_budget_rate_per_second",
      "The rate at present: lower for a while after a 429, and in a share of a limit.",
      () => readSnapshot().ratePerSecond,
    );
    this.gauge(
      "ats_subgraph_budget_tokens",
      "Calls that could be sent at once; through Redis, as of its latest answer.",
      () => readSnapshot().tokens,
    );
    this.gauge("ats_subgraph_budget_queue_length", "Calls that wait for the rate budget.", () => readSnapshot().queued);
    this.gauge(
      "ats_subgraph_budget_forecast_seconds",
      "How long the first call of an operation that comes now would wait: beyond MAX_QUEUE_MS it is refused.",
      () => readSnapshot().forecastMs / 1000,
    );
    this.gauge("ats_subgraph_breaker_open", "1 while the provider keeps failing and is not asked.", () =>
      Number(readSnapshot().down),
    );
    const { rejected, tenants, sharing } = readSnapshot();
    if (rejected !== undefined) {
      this.gauge("ats_subgraph_credentials_rejected", "1 while the provider refuses the credentials.", () =>
        Number(readSnapshot().rejected),
      );
    }
    if (tenants !== undefined) {
      this.gauge("ats_subgraph_tenants", "Accounts known at present.", () => readSnapshot().tenants?.known ?? 0);
      this.gauge(
        "ats_subgraph_tenants_rejected",
        "Accounts of these whose key the provider refuses.",
        () => readSnapshot().tenants?.rejected ?? 0,
      );
    }
    if (sharing === "no") return;
    this.gauge("ats_subgraph_redis_up", "1 while the rate limit is shared through Redis, 0 while that is lost.", () =>
      Number(readSnapshot().sharing === "yes"),
    );
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
