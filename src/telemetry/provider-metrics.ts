import { Counter, Histogram, type Registry } from "prom-client";
import type { Call, CallEnd } from "../ats/call-context.js";
import { secondsBuckets } from "./operation-metrics.js";

/** The source of a response, as a value of a label. `kept` means the cache of this process. */
export type ResponseSource = "called" | "coalesced" | "kept" | "redis";

/** The outcome of a refresh of the access token, as a value of a label. */
export const refreshOutcomes = ["ok", "not-kept", "shared", "refused", "failed"] as const;
export type RefreshOutcome = (typeof refreshOutcomes)[number];

/** Metrics of provider calls, waits for the rate limit, reused responses and token refreshes. */
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

  constructor(registry: Registry) {
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
}
