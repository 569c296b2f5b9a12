import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Call, CallEnd } from "../ats/call-context.js";
import type { RateLimiterState } from "../ats/provider-connection.js";
import { secondsBuckets } from "./operation-metrics.js";

/** The source of a response, as a value of a label. `kept` means the cache of this process. */
export type ResponseSource = "called" | "coalesced" | "kept" | "redis";

/** The outcome of a refresh of the access token, as a value of a label. */
export const refreshOutcomes = ["ok", "not-kept", "shared", "refused", "failed"] as const;
export type RefreshOutcome = (typeof refreshOutcomes)[number];

/** The state of the provider when the metrics are read. With several accounts, it is for all of them together. */
export interface ProviderSnapshot extends RateLimiterState {
  /** How long the first call of a new operation would wait, in milliseconds. With several accounts, the longest wait. */
  readonly forecastMs: number;
  /** The configured rate limit, in calls per second. */
  readonly limitPerSecond: number;
  /** Whether the circuit breaker is open. With several accounts, whether all circuit breakers are open. */
  readonly down: boolean;
  /** Whether the provider rejects the credentials. Undefined with several accounts. */
  readonly rejected?: boolean;
  /**
   * With several accounts: the number of known accounts, of those whose key the provider never accepted, and of those
   * whose key it rejects.
   */
  readonly tenants?: { readonly known: number; readonly unproven: number; readonly rejected: number };
}

/** Metrics of provider calls, waits for the rate limit, reused responses, token refreshes, and the state of the provider. */
export class ProviderMetrics {
  private readonly calls;
  private readonly retries;
  private readonly seconds;
  private readonly waits;
  private readonly responses;
  private readonly refreshes;
  private readonly unreadable;
  private readonly halvings;
  private readonly surveyCalls;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    this.calls = new Counter({
      name: "ats_subgraph_provider_calls_total",
      help: "Calls to the provider, by endpoint and outcome: the status, or why there is none.",
      labelNames: ["endpoint", "outcome"],
      registers,
    });
    this.retries = new Counter({
      name: "ats_subgraph_provider_retries_total",
      help: "Provider calls that were not the first of their read: retries and redirects.",
      labelNames: ["endpoint"],
      registers,
    });
    this.seconds = new Histogram({
      name: "ats_subgraph_provider_call_seconds",
      help: "Duration of provider calls, from sending to the end of reading.",
      labelNames: ["endpoint"],
      buckets: secondsBuckets,
      registers,
    });
    this.waits = new Histogram({
      name: "ats_subgraph_budget_wait_seconds",
      help: "How long provider calls waited for the rate limit before they were sent.",
      buckets: secondsBuckets,
      registers,
    });
    this.responses = new Counter({
      name: "ats_subgraph_answers_total",
      help: "Responses by source: called (a provider call), coalesced (an equal read at the same time), kept (cache of the process), redis.",
      labelNames: ["kind", "source"],
      registers,
    });
    this.unreadable = new Counter({
      name: "ats_subgraph_unreadable_values_total",
      help: "Values in the provider's records that cannot be read, by kind of record and field. Each is null or left out of its list.",
      labelNames: ["record", "field"],
      registers,
    });
    this.surveyCalls = new Counter({
      name: "ats_subgraph_survey_calls_total",
      help: "Those of the provider calls that survey an account in the background, and that no operation waits for, by outcome.",
      labelNames: ["outcome"],
      registers,
    });
    this.halvings = new Counter({
      name: "ats_subgraph_value_limit_halvings_total",
      help: "How often the number of values of a filter in one call was halved, because the provider refused it, by filter.",
      labelNames: ["parameter"],
      registers,
    });
    this.refreshes = new Counter({
      name: "ats_subgraph_token_refreshes_total",
      help: "Refreshes of the OAuth access token by outcome: ok, not-kept (the new refresh token is only in memory), shared (another process had just refreshed it), refused (authorize again), failed.",
      labelNames: ["outcome"],
      registers,
    });
    // Starts at 0, so that Prometheus sees the first refresh as an increase.
    for (const outcome of refreshOutcomes) this.refreshes.inc({ outcome }, 0);
  }

  /** Counts a finished call. How long a background call waited is not counted, because nobody waits for it. */
  countCall({ endpoint, outcome, attempt, waitedMs, durationMs }: Call, isBackground = false): void {
    this.calls.inc({ endpoint, outcome });
    if (attempt > 1) this.retries.inc({ endpoint });
    this.seconds.observe({ endpoint }, durationMs / 1000);
    if (!isBackground) this.waits.observe(waitedMs / 1000);
  }

  /** Counts a response. Records contain people; reference data does not. */
  countResponse(kind: "records" | "reference", source: ResponseSource): void {
    this.responses.inc({ kind, source });
  }

  /** Counts a refresh of the access token. */
  countRefresh(outcome: RefreshOutcome): void {
    this.refreshes.inc({ outcome });
  }

  /** Counts a value of the provider's that cannot be read. */
  countUnreadable(record: string, field: string): void {
    this.unreadable.inc({ record, field });
  }

  /** Counts a call of a survey, in addition to `countCall`. */
  countSurveyCall({ outcome }: CallEnd): void {
    this.surveyCalls.inc({ outcome });
  }

  /** Counts that the number of values of a filter in one call was halved. */
  countValueLimitHalving(parameter: string): void {
    this.halvings.inc({ parameter });
  }

  /** Adds gauges that read the state of the provider when metrics are read. The first snapshot decides which gauges there are. */
  registerGauges(readSnapshot: () => ProviderSnapshot): void {
    this.gauge(
      "ats_subgraph_budget_limit_per_second",
      "The configured rate limit.",
      () => readSnapshot().limitPerSecond,
    );
    this.gauge(
      "ats_subgraph_budget_rate_per_second",
      "The present rate: lower for a while after a 429, and while Redis is lost.",
      () => readSnapshot().ratePerSecond,
    );
    this.gauge(
      "ats_subgraph_budget_tokens",
      "Calls that can be sent immediately. With Redis, as of its latest response.",
      () => readSnapshot().tokens,
    );
    this.gauge("ats_subgraph_budget_queue_length", "Calls that wait for the rate limit.", () => readSnapshot().queued);
    this.gauge(
      "ats_subgraph_budget_forecast_seconds",
      "How long the first call of a new operation would wait. Above MAX_QUEUE_MS the operation is refused.",
      () => readSnapshot().forecastMs / 1000,
    );
    this.gauge(
      "ats_subgraph_breaker_open",
      "1 while the circuit breaker is open: the provider fails repeatedly, and calls are paused.",
      () => Number(readSnapshot().down),
    );
    const { rejected, tenants, sharing } = readSnapshot();
    if (rejected !== undefined) {
      this.gauge("ats_subgraph_credentials_rejected", "1 while the provider rejects the credentials.", () =>
        Number(readSnapshot().rejected),
      );
    }
    if (tenants !== undefined) {
      this.gauge("ats_subgraph_tenants", "Known accounts.", () => readSnapshot().tenants?.known ?? 0);
      this.gauge(
        "ats_subgraph_tenants_unproven",
        "Known accounts whose key the provider has never accepted. They are few: made-up keys do not disconnect others.",
        () => readSnapshot().tenants?.unproven ?? 0,
      );
      this.gauge(
        "ats_subgraph_tenants_rejected",
        "Known accounts whose key the provider rejects.",
        () => readSnapshot().tenants?.rejected ?? 0,
      );
    }
    if (sharing === "no") return;
    this.gauge("ats_subgraph_redis_up", "1 while the rate limit is shared through Redis, 0 while Redis is lost.", () =>
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
