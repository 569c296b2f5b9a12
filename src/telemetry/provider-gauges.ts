import { Gauge, type Registry } from "prom-client";
import type { RateLimiterState } from "../ats/provider-connection.js";

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

/** Gauges that read the state of the provider when the metrics are read. */
export class ProviderGauges {
  constructor(private readonly registry: Registry) {}

  /** Adds the gauges. The first snapshot decides which ones there are. */
  register(readSnapshot: () => ProviderSnapshot): void {
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
