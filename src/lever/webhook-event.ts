import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { AtsError } from "../ats/errors.js";
import { uid } from "./id.js";
import type { AffectedRecords } from "./cache-tags.js";

/** An event that Lever signed. */
export interface WebhookEvent {
  /** Lever's name of the event. Undefined for an unknown one. */
  readonly kind: EventKind | undefined;
  /** The idempotency key: the same for an event that is sent again, and for no other. */
  readonly eventId: string;
  readonly records: AffectedRecords;
}

/** Lever docs: Webhooks, Event types. */
export const eventKinds = [
  "applicationCreated",
  "candidateArchiveChange",
  "candidateDeleted",
  "candidateHired",
  "candidateStageChange",
  "contactCreated",
  "contactUpdated",
  "interviewCreated",
  "interviewDeleted",
  "interviewUpdated",
] as const;

export type EventKind = (typeof eventKinds)[number];

/**
 * Older events are rejected, in milliseconds. Lever sends an event up to five times again until it is accepted, with
 * growing delays whose length it does not document. It keeps its history of events for two weeks. Lever docs: Webhooks.
 */
export const maxEventAgeMs = 14 * 24 * 3600 * 1000;

/** Events from the future are accepted up to this time, in milliseconds, because clocks differ. */
export const maxClockSkewMs = 5 * 60 * 1000;

const Signed = z.object({
  token: z.string().min(1).max(200),
  triggeredAt: z.int(),
  signature: z.string().regex(/^[0-9a-f]{64}$/i),
});

const optionalUid = z.string().regex(uid).toLowerCase().optional().catch(undefined);

/** The content of an event is not signed. Values that cannot be an id are ignored. */
const Described = z.object({
  event: z.enum(eventKinds).optional().catch(undefined),
  data: z
    .object({ opportunityId: optionalUid, candidateId: optionalUid, contactId: optionalUid })
    .catch({ opportunityId: undefined, candidateId: undefined, contactId: undefined }),
});

/**
 * Reads the body of a webhook request. Throws UNAUTHENTICATED unless the event was sent at about `now`, in milliseconds
 * since 1970, and was signed with one of the tokens. Lever docs: Webhooks, Securing. The signature covers the event's
 * token and time, but not its kind and data. A person who can read one event can therefore send another one with the
 * same signature. The first of them is applied.
 */
export function readWebhookEvent(body: unknown, signatureTokens: readonly string[], now: number): WebhookEvent {
  const signed = Signed.safeParse(body);
  if (!signed.success) throw unauthenticated("The event is not signed. It needs token, triggeredAt and signature.");
  const { token, triggeredAt, signature } = signed.data;
  const given = Buffer.from(signature, "hex");
  // Compares all tokens, so that the time does not show which one matches.
  const matching = signatureTokens.filter((each) => timingSafeEqual(sign(each, token, triggeredAt), given));
  if (matching.length === 0) throw unauthenticated("The event's signature matches no token in LEVER_WEBHOOK_TOKEN.");
  if (triggeredAt < now - maxEventAgeMs) throw unauthenticated("The event is too old.");
  if (triggeredAt > now + maxClockSkewMs) throw unauthenticated("The event is from the future. Check the clocks.");
  const { event, data } = Described.parse(body);
  // The legacy candidate id is the opportunity's.
  const opportunities = new Set([data.opportunityId, data.candidateId].flatMap((each) => each ?? []));
  return {
    kind: event,
    eventId: token,
    records: { opportunities: [...opportunities], contacts: data.contactId ? [data.contactId] : [] },
  };
}

function sign(signatureToken: string, token: string, triggeredAt: number): Buffer {
  return createHmac("sha256", signatureToken).update(`${token}${triggeredAt}`).digest();
}

function unauthenticated(message: string): AtsError {
  return new AtsError("UNAUTHENTICATED", message);
}
