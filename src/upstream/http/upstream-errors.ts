import { AtsError, type ErrorCode } from "../../ats/errors.js";
import type { ProviderLabels } from "../../ats/provider-connection.js";
import { type Outcome, maxBodyBytes } from "./request.js";

/** The names that error messages use. */
export interface ErrorLabels extends ProviderLabels {
  /** The setting to check when the provider refuses the credentials. */
  readonly credentialSetting: string;
  /** The setting to check when the provider redirects to another host. */
  readonly baseUrlSetting: string;
}

/** The provider rejected the request as malformed (400). The adapter can read its reason, which is in no message. */
export class BadRequestFromProvider extends AtsError {
  readonly #upstreamMessage: string;

  constructor(message: string, provider: string, upstreamMessage: string) {
    super("UPSTREAM_BAD_RESPONSE", message, { provider });
    this.#upstreamMessage = upstreamMessage;
  }

  /** The `message` of the provider's error body; empty when there is none. Not for clients, because it may quote the request. */
  get upstreamMessage(): string {
    return this.#upstreamMessage;
  }
}

/** Errors of calls to one provider. Their messages have no URL, key or body. */
export class UpstreamErrors {
  constructor(private readonly labels: ErrorLabels) {}

  /** The error for an outcome that is neither a success nor a 404. */
  fromOutcome(outcome: Outcome, timeoutMs: number): AtsError {
    const { label } = this.labels;
    switch (outcome.kind) {
      case "network":
        return this.error(
          "UPSTREAM_UNAVAILABLE",
          `${label} could not be reached${outcome.code === undefined ? "" : ` (${outcome.code})`}.`,
        );
      case "timeout":
        return this.error("UPSTREAM_TIMEOUT", `${label} did not answer within ${timeoutMs} ms.`);
      case "too-large":
        return this.error("UPSTREAM_BAD_RESPONSE", `${label} returned more than ${maxBodyBytes} bytes.`);
      case "garbled":
        return this.error("UPSTREAM_BAD_RESPONSE", `${label}'s response could not be decompressed.`);
      case "response":
        return this.fromStatus(outcome.status, outcome.body);
    }
  }

  /** A 200 whose body is not JSON. */
  notJson(): AtsError {
    return this.error("UPSTREAM_BAD_RESPONSE", `${this.labels.label}'s response is not JSON.`);
  }

  /** The circuit breaker is open, so nothing was sent. */
  circuitOpen(): AtsError {
    return this.error("UPSTREAM_UNAVAILABLE", `${this.labels.label} fails repeatedly. Calls are paused for a moment.`);
  }

  private fromStatus(status: number, body: string): AtsError {
    const { label, provider, credentialSetting, baseUrlSetting } = this.labels;
    if (status === 400) {
      return new BadRequestFromProvider(
        `${label} rejected the request as malformed (HTTP 400).`,
        provider,
        messageIn(body),
      );
    }
    if (status === 401) {
      return this.error("UPSTREAM_UNAUTHENTICATED", `${label} rejected the credentials: check ${credentialSetting}.`);
    }
    if (status === 403) {
      return this.error("UPSTREAM_FORBIDDEN", `The credentials do not allow reading this from ${label}.`);
    }
    if (status === 429) {
      return this.error(
        "UPSTREAM_RATE_LIMITED",
        `${label}'s rate limit is reached, and retries did not help: try again later.`,
      );
    }
    if (status >= 500) return this.error("UPSTREAM_UNAVAILABLE", `${label} is failing (HTTP ${status}).`);
    if (status >= 300 && status < 400) {
      const rule = `Only redirects within the host of ${baseUrlSetting} are followed: check that setting.`;
      return this.error("UPSTREAM_BAD_RESPONSE", `${label} redirects to another address (HTTP ${status}). ${rule}`);
    }
    return this.error("UPSTREAM_BAD_RESPONSE", `${label} returned an unexpected status (HTTP ${status}).`);
  }

  private error(code: ErrorCode, message: string): AtsError {
    return new AtsError(code, message, { provider: this.labels.provider });
  }
}

function messageIn(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && "message" in parsed && typeof parsed.message === "string") {
      return parsed.message;
    }
  } catch {
    // The body is HTML or empty.
  }
  return "";
}
