import { Counter, type Registry } from "prom-client";

/**
 * What became of a request to a webhook: what it named was forgotten (`applied`), it named nothing (`empty`) or is not
 * known (`unknown`), it was refused unsigned or out of time (`refused`), or had come before (`replayed`), or not every
 * replica could be told (`failed`).
 */
export type WebhookOutcome = "applied" | "empty" | "unknown" | "refused" | "replayed" | "failed";

/** Events that the provider has sent. */
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

  /** Counts an event; `kind` is one of those that are known here. */
  countEvent(kind: string | undefined, outcome: WebhookOutcome): void {
    this.events.inc({ event: kind ?? "(other)", outcome });
  }
}
