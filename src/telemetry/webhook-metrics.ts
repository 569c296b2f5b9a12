import { Counter, type Registry } from "prom-client";

/**
 * The outcome of a webhook request: its records were invalidated (`applied`), it names no records (`empty`), its kind is
 * unknown (`unknown`), it has no valid signature or is too old (`refused`), it was received before (`replayed`), or not
 * every replica could be notified (`failed`).
 */
export type WebhookOutcome = "applied" | "empty" | "unknown" | "refused" | "replayed" | "failed";

/** Metrics of the events that the provider sends. */
export class WebhookMetrics {
  private readonly events;

  constructor(registry: Registry) {
    this.events = new Counter({
      name: "ats_subgraph_webhook_events_total",
      help: "Events received, by kind and outcome: applied, empty, unknown, refused, replayed, failed.",
      labelNames: ["event", "outcome"],
      registers: [registry],
    });
  }

  /** Counts an event. `kind` is undefined if it is unknown. */
  countEvent(kind: string | undefined, outcome: WebhookOutcome): void {
    this.events.inc({ event: kind ?? "(other)", outcome });
  }
}
