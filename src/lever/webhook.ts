import type { Named } from "./cache-tags.js";
import { earliestEventMs, oldestEventMs, readWebhookEvent } from "./webhook-event.js";
import type { Forget } from "../upstream/cache/invalidate.js";
import type { Webhook } from "../ats/webhook.js";

/** What events invalidate. */
export interface EventTarget {
  /** The cache tags of what an event names. */
  tagsOf(named: Named): readonly string[];
  readonly invalidate: Forget;
}

/** Lever's webhook; undefined without signature tokens. Lever docs: Webhooks. */
export function leverWebhook(signatureTokens: readonly string[], target: EventTarget): Webhook | undefined {
  if (signatureTokens.length === 0) return undefined;
  return {
    path: "/webhooks/lever",
    read(body) {
      const { kind, token, named } = readWebhookEvent(body, signatureTokens, Date.now());
      return { kind, eventId: token, tags: kind === undefined ? [] : target.tagsOf(named) };
    },
    // The id is remembered for as long as the event is accepted.
    apply: ({ tags, eventId }) => target.invalidate(tags, eventId, oldestEventMs + earliestEventMs),
  };
}
