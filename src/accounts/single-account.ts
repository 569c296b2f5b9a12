import type { ProviderConnection, ProviderLabels } from "../ats/provider-connection.js";
import type { RateLimit } from "../ats/rate-limit.js";
import type { ProviderGauges } from "../telemetry/provider-gauges.js";
import type { AccountSource } from "./account-source.js";

export interface SingleAccountOptions extends Pick<ProviderLabels, "label"> {
  readonly connection: ProviderConnection;
  readonly rateLimit: RateLimit;
  readonly gauges: ProviderGauges;
}

/** The same account for every operation. */
export function singleAccount({ connection, label, rateLimit, gauges }: SingleAccountOptions): AccountSource {
  const handle = { connection, release: () => undefined };
  gauges.register(() => {
    const { limiter, forecastMs, health } = connection.state();
    return {
      ...limiter,
      forecastMs,
      limitPerSecond: rateLimit.rate,
      down: health.down,
      rejected: health.credentials === "rejected",
    };
  });
  return {
    acquire: () => handle,
    recordsEpoch: () => connection.recordsEpoch(),
    webhook: connection.webhook,
    components() {
      const { limiter, health } = connection.state();
      return {
        provider: health.down ? "down" : "up",
        credentials: health.credentials,
        ...(limiter.sharing !== "no" && { redis: limiter.sharing === "yes" ? "up" : "lost" }),
      };
    },
    warnings() {
      const { limiter, health } = connection.state();
      return [
        ...(health.down ? [`${label} fails repeatedly. Calls are paused for a moment.`] : []),
        ...(limiter.sharing === "lost"
          ? ["Redis is lost. Until it is back, this replica uses its share of the rate limit."]
          : []),
        ...connection.warnings(),
      ];
    },
    check: () => connection.check(),
    close: () => connection.close(),
  };
}
