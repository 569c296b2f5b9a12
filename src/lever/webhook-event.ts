import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { AtsError } from "../ats/errors.js";
import { uid } from "./id.js";
import type { AffectedRecords } from "./cache-tags.js";

/** An event that Lever has signed. */
export interface WebhookEvent {
  /** Lever's name of it; undefined for one that is not known here. */
  readonly kind: EventKind | undefined;
  /** The same for an event that is sent again, and for no other. */
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

/** An older event is refused, in milliseconds: Lever tries again for a while where an event was not taken. */
export const maxEventAgeMs = 3600 * 1000;

/** An event may be from so far in the future, in milliseconds, as clocks need not agree. */
export const maxClockSkewMs = 5 * 60 * 1000;

const Signed = z.object({
  token: z.string().min(1).max(200),
  triggeredAt: z.int(),
  signature: z.string().regex(/^[0-9a-f]{64}$/i),
});

const optionalUid = z.string().regex(uid).toLowerCase().optional().catch(undefined);

/** What an event is about is not signed: whatever is in the place of an id and is none is passed over. */
const Described = z.object({
  event: z.enum(eventKinds).optional().catch(undefined),
  data: z
    .object({ opportunityId: optionalUid, candidateId: optionalUid, contactId: optionalUid })
    .catch({ opportunityId: undefined, candidateId: undefined, contactId: undefined }),
});

/**
 * Reads the body of a webhook request that was sent at about `now`, in milliseconds since 1970, and signed with one of
 * the tokens. Throws UNAUTHENTICATED for any other. Lever docs: Webhooks, Securing. The signature covers the token and
 * the moment, and neither the event nor its data: whoever can read one event can send another in its name, once.
 */
export function readWebhookEvent(body: unknown, signatureTokens: readonly string[], now: number): WebhookEvent {
  const signed = Signed.safeParse(body);
  if (!signed.success) throw unauthenticated("The event is not signed: it has no token, triggeredAt and signature.");
  const { token, triggeredAt, signature } = signed.data;
  const given = Buffer.from(signature, "hex");
  // Each is compared, so that it takes the same time whichever fits.
  const fitting = signatureTokens.filter((each) => timingSafeEqual(sign(each, token, triggeredAt), given));
  if (fitting.length === 0)
    throw unauthenticated("The event's signature fits none of the tokens in LEVER_WEBHOOK_TOKEN.");
  if (triggeredAt < now - maxEventAgeMs) throw unauthenticated("The event is old.");
  if (triggeredAt > now + maxClockSkewMs) throw unauthenticated("The event is from the future: check the clocks.");
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
