import { Counter, Gauge, type Registry } from "prom-client";

/**
 * The outcome of a request to purge a router's cache: the router accepted it, it failed and is repeated, or what it would
 * purge has expired meanwhile.
 */
export type PurgeOutcome = "accepted" | "failed" | "given_up";

/** Metrics of the purges of a router's cache. */
export class PurgeMetrics {
  private readonly purges;
  /** How many tags wait to be purged. */
  countWaiting: () => number = () => 0;

  constructor(registry: Registry) {
    this.purges = new Counter({
      name: "ats_subgraph_router_purges_total",
      help: "Requests that purge the router's cache, by outcome: accepted, failed, given_up.",
      labelNames: ["outcome"],
      registers: [registry],
    });
    for (const outcome of ["accepted", "failed", "given_up"] satisfies PurgeOutcome[]) this.purges.inc({ outcome }, 0);
    const count = () => this.countWaiting();
    new Gauge({
      name: "ats_subgraph_router_purges_waiting",
      help: "Cache tags that wait to be purged from the router's cache.",
      registers: [registry],
      collect() {
        this.set(count());
      },
    });
  }

  countPurge(outcome: PurgeOutcome): void {
    this.purges.inc({ outcome });
  }
}
