import { Counter, Registry, collectDefaultMetrics } from "prom-client";
import { OperationMetrics } from "./operation-metrics.js";
import { ProviderGauges } from "./provider-gauges.js";
import { ProviderMetrics } from "./provider-metrics.js";
import { PurgeMetrics } from "./purge-metrics.js";
import { WebhookMetrics } from "./webhook-metrics.js";

/**
 * The Prometheus metrics of one subgraph. Every label has a limited number of values without personal data: endpoints are
 * patterns, paths are routes, names are those of operations. See docs/observability.md.
 */
export class Metrics {
  private readonly registry = new Registry();
  readonly operations = new OperationMetrics(this.registry);
  readonly provider = new ProviderMetrics(this.registry);
  readonly providerGauges = new ProviderGauges(this.registry);
  readonly webhooks = new WebhookMetrics(this.registry);
  readonly purges = new PurgeMetrics(this.registry);
  private readonly requests = new Counter({
    name: "ats_subgraph_http_requests_total",
    help: "HTTP requests, by route and status of the response.",
    labelNames: ["route", "status"],
    registers: [this.registry],
  });

  /** Counts a response. `route` is the pattern of the route, never the path. */
  countResponse(route: string, status: number): void {
    this.requests.inc({ route, status });
  }

  /** The present values in the text format of Prometheus, with the metrics of the process. */
  async text(): Promise<string> {
    return `${await this.registry.metrics()}\n${await processMetrics().metrics()}`;
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}

let processRegistry: Registry | undefined;

/** The metrics of Node: memory, event loop, garbage collection. Several subgraphs in one process share them. */
function processMetrics(): Registry {
  if (processRegistry === undefined) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}
