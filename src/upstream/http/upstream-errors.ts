import { AtsError, type ErrorCode } from "../../ats/errors.js";
import type { ProviderLabels } from "../../ats/provider-connection.js";
import { type JsonProblem, maxDepth, maxValues } from "./json.js";
import { type Outcome, maxBodyBytes } from "./request.js";
import { isTransientStatus } from "./retry.js";

/** The names that error messages use. */
export interface ErrorLabels extends ProviderLabels {
  /** The setting to check when the provider refuses the credentials. */
  readonly credentialSetting: string;
  /** The setting to check when the provider redirects to another host, or does not know an address. */
  readonly baseUrlSetting: string;
}

/** The provider refused the request itself: a 4xx that has nothing to do with credentials or load. */
export class RequestRejected extends AtsError {
  constructor(
    message: string,
    provider: string,
    /** The HTTP status. */
    readonly status: number,
  ) {
    super("UPSTREAM_BAD_RESPONSE", message, { provider });
  }
}

/** Errors of calls to one provider. Their messages have no URL, key or body. */
export class UpstreamErrors {
  constructor(private readonly labels: ErrorLabels) {}

  /** The error for an outcome that is neither a success nor a missing object. */
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
        return this.fromStatus(outcome.status);
    }
  }

  /** A 200 whose body gives no value. */
  fromBody(problem: JsonProblem): AtsError {
    const { label, baseUrlSetting } = this.labels;
    const messages: Readonly<Record<JsonProblem, string>> = {
      "not-json": `${label}'s response is not JSON. If this persists, check ${baseUrlSetting}.`,
      "too-deep": `${label}'s response is nested more than ${maxDepth} levels deep.`,
      "too-many-values": `${label}'s response has more than ${maxValues} values.`,
    };
    return this.error("UPSTREAM_BAD_RESPONSE", messages[problem]);
  }

  /** The circuit breaker is open, so nothing was sent. */
  circuitOpen(): AtsError {
    return this.error("UPSTREAM_UNAVAILABLE", `${this.labels.label} fails repeatedly. Calls are paused for a moment.`);
  }

  /** The provider has rejected the credentials. */
  unauthenticated(): AtsError {
    const { label, credentialSetting } = this.labels;
    return this.error("UPSTREAM_UNAUTHENTICATED", `${label} rejected the credentials: check ${credentialSetting}.`);
  }

  private fromStatus(status: number): AtsError {
    const { label, provider, baseUrlSetting } = this.labels;
    if (status === 401) return this.unauthenticated();
    if (status === 403) {
      return this.error("UPSTREAM_FORBIDDEN", `The credentials do not allow reading this from ${label}.`);
    }
    if (status === 429) {
      return this.error(
        "UPSTREAM_RATE_LIMITED",
        `${label}'s rate limit is reached, and retries did not help: try again later.`,
      );
    }
    if (status >= 500 || isTransientStatus(status)) {
      return this.error("UPSTREAM_UNAVAILABLE", `${label} is failing (HTTP ${status}).`);
    }
    if (status >= 300 && status < 400) {
      const rule = `Only redirects within the host of ${baseUrlSetting} are followed: check that setting.`;
      return this.error("UPSTREAM_BAD_RESPONSE", `${label} redirects to another address (HTTP ${status}). ${rule}`);
    }
    if (status === 404) {
      return new RequestRejected(
        `${label} does not know this address (HTTP 404): check ${baseUrlSetting}.`,
        provider,
        status,
      );
    }
    if (status >= 400) return new RequestRejected(`${label} rejected the request (HTTP ${status}).`, provider, status);
    return this.error("UPSTREAM_BAD_RESPONSE", `${label} returned an unexpected status (HTTP ${status}).`);
  }

  private error(code: ErrorCode, message: string): AtsError {
    return new AtsError(code, message, { provider: this.labels.provider });
  }
}
