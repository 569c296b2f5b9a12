import { createHmac, randomBytes } from "node:crypto";

export interface EventOptions {
  readonly event?: unknown;
  readonly data?: unknown;
  readonly token?: string;
  /** Milliseconds since 1970. */
  readonly triggeredAt?: number;
}

/** A webhook event of Lever, signed with this token. Lever docs: Webhooks. */
export function leverEvent(signatureToken: string, options: EventOptions = {}) {
  const { event = "candidateStageChange", data = {}, triggeredAt = Date.now() } = options;
  const token = options.token ?? randomBytes(24).toString("hex");
  const signature = createHmac("sha256", signatureToken)
    .update(token + String(triggeredAt))
    .digest("hex");
  return { event, triggeredAt, token, signature, data };
}

/** Sends an event to a subgraph. */
export function sendEvent({ url }: { readonly url: string }, event: unknown): Promise<Response> {
  return fetch(`${url}/webhooks/lever`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": "Lever-Webhooks" },
    body: typeof event === "string" ? event : JSON.stringify(event),
  });
}
