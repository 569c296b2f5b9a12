import { type AffectedRecords, recordTagsOf } from "./cache-tags.js";
import { maxClockSkewMs, maxEventAgeMs, readWebhookEvent } from "./webhook-event.js";
import type { Invalidate } from "../upstream/cache/invalidate.js";
import type { Webhook } from "../ats/webhook.js";

/** What events invalidate: the cached records of one account. */
export interface EventTarget {
  /** The cache tags of what an event names. */
  tagsOf(records: AffectedRecords): readonly string[];
  readonly invalidate: Invalidate;
}

/** Lever's webhook. Undefined without signature tokens. Lever docs: Webhooks. */
export function leverWebhook(signatureTokens: readonly string[], target: EventTarget): Webhook | undefined {
  if (signatureTokens.length === 0) return undefined;
  return {
    path: "/webhooks/lever",
    read(body) {
      const { kind, eventId, records } = readWebhookEvent(body, signatureTokens, Date.now());
      const tags = kind === undefined ? [] : target.tagsOf(records);
      return { kind, eventId, tags, recordTags: recordTagsOf(tags) };
    },
    // The id is remembered for as long as the event is accepted.
    apply: ({ tags, eventId }) => target.invalidate(tags, eventId, maxEventAgeMs + maxClockSkewMs),
  };
}
