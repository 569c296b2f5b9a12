import type { FastifyInstance } from "fastify";
import { AtsError, type ErrorCode } from "../ats/errors.js";
import type { ProviderEvent, Webhook } from "../ats/webhook.js";
import type { WebhookMetrics, WebhookOutcome } from "../telemetry/webhook-metrics.js";
import { errorBody } from "./errors/error-body.js";
import { HttpError } from "./errors/http-error.js";
import type { RequestLimit } from "./guards/rate-limit.js";

// Far more than an event takes: most take less than 1 kB.
const maxBodyBytes = 16 * 1024;

/**
 * Adds the webhook's route. The status of a response:
 * - 204: the event was applied, now or when it came before, or it names no records
 * - 202: the kind of the event is unknown
 * - 401: the event is not signed, or too old
 * - 429: the same, of an address that has sent too many such events
 * - 503: a replica could not be notified, so the provider should send the event again
 */
export function registerWebhook(
  app: FastifyInstance,
  webhook: Webhook,
  metrics: WebhookMetrics,
  purge: Purge,
  limit: RequestLimit,
): void {
  app.post(webhook.path, {
    bodyLimit: maxBodyBytes,
    errorHandler(error, _request, reply) {
      if (error.code !== "FST_ERR_CTP_BODY_TOO_LARGE") throw error;
      const message = `The body is too large. The limit is ${maxBodyBytes / 1024} KiB.`;
      void reply.code(413).send(errorBody(message, "BAD_REQUEST"));
    },
    // In the handler, because the signature is in the body.
    handler: limit.countWrongSignatures(async (request, reply) => {
      const { status, kind, outcome, error } = await receive(webhook, request.body, purge);
      metrics.countEvent(kind, outcome);
      if (status === 401 && error !== undefined)
        throw new HttpError(error.code, error.message, { isWrongSecret: true });
      if (status === 503) reply.header("retry-after", "5");
      await reply.code(status).send(error && errorBody(error.message, error.code));
    }),
  });
}

/** Purges the answers with these record tags from caches outside this process, without waiting for it. */
export type Purge = (recordTags: readonly string[]) => void;

interface WebhookResponse {
  readonly status: number;
  readonly kind?: string | undefined;
  /** How the metrics count the event. */
  readonly outcome: WebhookOutcome;
  readonly error?: { readonly message: string; readonly code: ErrorCode };
}

async function receive(webhook: Webhook, body: unknown, purge: Purge): Promise<WebhookResponse> {
  let event: ProviderEvent;
  try {
    event = webhook.read(body);
  } catch (error) {
    if (!(error instanceof AtsError)) throw error;
    // Without a valid signature, the kind in the body cannot be trusted.
    return { status: 401, outcome: "refused", error };
  }
  const { kind, tags } = event;
  const isFirst = await webhook.apply(event).catch(() => undefined);
  if (isFirst === undefined) {
    const message = "The other replicas cannot be notified at present. Send the event again.";
    return { status: 503, kind, outcome: "failed", error: { message, code: "INTERNAL_SERVER_ERROR" } };
  }
  // The provider sends an event again until it is accepted, for example if it did not receive the first response.
  if (!isFirst) return { status: 204, kind, outcome: "replayed" };
  purge(event.recordTags);
  if (kind === undefined) return { status: 202, outcome: "unknown" };
  return { status: 204, kind, outcome: tags.length > 0 ? "applied" : "empty" };
}
