import type { Named } from "./cache-tags.js";
import { earliestEventMs, oldestEventMs, readWebhookEvent } from "./webhook-event.js";
import type { Forget } from "../upstream/cache/invalidate.js";
import type { Webhook } from "../server/webhook-route.js";

/** What events are about. */
export interface Account {
  subjectsOf(named: Named): readonly string[];
  readonly forget: Forget;
}

/** Lever's webhook, where there are tokens to know its events by. Lever docs: Webhooks. */
export function leverWebhook(signatureTokens: readonly string[], account: Account): Webhook | undefined {
  if (signatureTokens.length === 0) return undefined;
  return {
    path: "/webhooks/lever",
    read(body) {
      const { kind, token, named } = readWebhookEvent(body, signatureTokens, Date.now());
      return { kind, occasion: token, subjects: kind === undefined ? [] : account.subjectsOf(named) };
    },
    // For as long as the event is young enough to be taken.
    apply: ({ subjects, occasion }) => account.forget(subjects, occasion, oldestEventMs + earliestEventMs),
  };
}
