import type { FastifyInstance } from "fastify";
import { AtsError } from "../ats/errors.js";
import type { WebhookMetrics } from "../metrics/webhook-metrics.js";

/** Where a provider tells of changes. An event only ever has something forgotten: it never brings data. */
export interface Webhook {
  readonly path: string;
  /** Reads a request's body. Throws UNAUTHENTICATED unless the provider has signed it, just now. */
  read(body: unknown): ProviderEvent;
  /** Has every replica forget what the event names. False for one that came before; rejects when it cannot be done. */
  apply(event: ProviderEvent): Promise<boolean>;
}

export interface ProviderEvent {
  /** One of a fixed set; undefined for what is not known. */
  readonly kind: string | undefined;
  /** The same for an event that is sent again, and for no other. */
  readonly occasion: string;
  /** What is to be forgotten. */
  readonly subjects: readonly string[];
}

// Lever's events take less than 1 kB.
const mostBodyBytes = 16 * 1024;

/**
 * Adds the route. An event that is applied, or names nothing, is answered with 204; one not known with 202; one unsigned,
 * old or sent again with 401; and one that not every replica could be told of with 503, so that it is sent again.
 */
export function addWebhook(app: FastifyInstance, webhook: Webhook, metrics: WebhookMetrics): void {
  app.post(webhook.path, { bodyLimit: mostBodyBytes }, async (request, reply) => {
    const event = read(webhook, request.body, metrics);
    const isFirst = await webhook.apply(event).catch((error: unknown) => error);
    if (isFirst === false) {
      metrics.received(event.kind, "replayed");
      throw new AtsError("UNAUTHENTICATED", "The event was received before.");
    }
    if (isFirst !== true) {
      metrics.received(event.kind, "failed");
      const message = "The other replicas cannot be told at the moment: send the event again.";
      const errors = [{ message, extensions: { code: "INTERNAL_SERVER_ERROR" } }];
      return reply.code(503).header("retry-after", "5").send({ errors });
    }
    metrics.received(
      event.kind,
      event.kind === undefined ? "unknown" : event.subjects.length > 0 ? "applied" : "empty",
    );
    return reply.code(event.kind === undefined ? 202 : 204).send();
  });
}

function read(webhook: Webhook, body: unknown, metrics: WebhookMetrics): ProviderEvent {
  try {
    return webhook.read(body);
  } catch (error) {
    // Whatever it says of its kind is not to be relied on.
    metrics.received(undefined, "refused");
    throw error;
  }
}
