import { Counter, Registry, collectDefaultMetrics } from "prom-client";
import { OperationMetrics } from "./operation-metrics.js";
import { ProviderMetrics } from "./provider-metrics.js";
import { WebhookMetrics } from "./webhook-metrics.js";

/**
 * What an operator may ask of one subgraph, counted. Every label has a bounded number of values, and none holds anything
 * of a person: endpoints are patterns, paths are routes, names are those of operations.
 */
export class Metrics {
  private readonly registry = new Registry();
  readonly operations = new OperationMetrics(this.registry);
  readonly provider = new ProviderMetrics(this.registry);
  readonly webhooks = new WebhookMetrics(this.registry);
  private readonly requests = new Counter({
    name: "ats_subgraph_http_requests_total",
    help: "Requests answered, by route and status.",
    labelNames: ["route", "status"],
    registers: [this.registry],
  });

  /** Counts a request that has been answered. `route` is the pattern of the route, never the path. */
  countResponse(route: string, status: number): void {
    this.requests.inc({ route, status });
  }

  /** All of them as they stand, in Prometheus's text format, those of the process included. */
  async text(): Promise<string> {
    return `${await this.registry.metrics()}\n${await ofProcess().metrics()}`;
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}

let processRegistry: Registry | undefined;

/** Node's own: memory, event loop, garbage collection. There is one process, however many subgraphs run in it. */
function ofProcess(): Registry {
  if (processRegistry === undefined) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}
