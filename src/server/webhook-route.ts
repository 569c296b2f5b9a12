import type { FastifyInstance } from "fastify";
import { AtsError } from "../ats/errors.js";
import type { ProviderEvent, Webhook } from "../ats/webhook.js";
import type { WebhookMetrics, WebhookOutcome } from "../telemetry/webhook-metrics.js";

/** What a request is answered with, and counted as. */
interface WebhookResponse {
  readonly status: number;
  readonly kind?: string | undefined;
  readonly outcome: WebhookOutcome;
  readonly error?: { readonly message: string; readonly code: string };
}

// Lever's events take less than 1 kB.
const maxBodyBytes = 16 * 1024;

/**
 * Adds the route. An event that is applied, or names nothing, is answered with 204; one not known with 202; one unsigned,
 * old or sent again with 401; and one that not every replica could be told of with 503, so that it is sent again.
 */
export function registerWebhook(app: FastifyInstance, webhook: Webhook, metrics: WebhookMetrics): void {
  app.post(webhook.path, {
    bodyLimit: maxBodyBytes,
    errorHandler(error, _request, reply) {
      if (error.code !== "FST_ERR_CTP_BODY_TOO_LARGE") throw error;
      const message = `The body is too large: ${maxBodyBytes / 1024} KiB at most.`;
      void reply.code(413).send(errors({ message, code: "BAD_REQUEST" }));
    },
    async handler(request, reply) {
      const { status, kind, outcome, error } = await receive(webhook, request.body);
      metrics.countEvent(kind, outcome);
      if (status === 503) reply.header("retry-after", "5");
      return reply.code(status).send(error === undefined ? undefined : errors(error));
    },
  });
}

async function receive(webhook: Webhook, body: unknown): Promise<WebhookResponse> {
  let event: ProviderEvent;
  try {
    event = webhook.read(body);
  } catch (error) {
    if (!(error instanceof AtsError)) throw error;
    // Whatever it says of its kind is not to be relied on.
    return { status: 401, outcome: "refused", error };
  }
  const { kind, tags } = event;
  const isFirst = await webhook.apply(event).catch(() => undefined);
  if (isFirst === undefined) {
    const message = "The other replicas cannot be told at the moment: send the event again.";
    return { status: 503, kind, outcome: "failed", error: { message, code: "INTERNAL_SERVER_ERROR" } };
  }
  if (!isFirst) {
    const message = "The event was received before.";
    return { status: 401, kind, outcome: "replayed", error: { message, code: "UNAUTHENTICATED" } };
  }
  if (kind === undefined) return { status: 202, outcome: "unknown" };
  return { status: 204, kind, outcome: tags.length > 0 ? "applied" : "empty" };
}

function errors({ message, code }: { readonly message: string; readonly code: string }) {
  return { errors: [{ message, extensions: { code } }] };
}
