import type { LeverCredentials } from "../lever/credentials.js";
import { type LeverConnectionOptions, connectLever } from "../lever/connection.js";
import type { Upstream } from "./account-source.js";

/** The same account for every operation. */
export function singleAccount(credentials: LeverCredentials, options: LeverConnectionOptions): Upstream {
  const connection = connectLever(credentials, options);
  const { name, account } = connection;
  const lease = { name, account, release: () => undefined };
  options.metrics.watch(() => {
    const { budget, forecastMs, health } = connection.state();
    return {
      ...budget,
      forecastMs,
      limitPerSecond: options.lever.rate,
      down: health.down,
      rejected: health.credentials === "rejected",
    };
  });
  return {
    lease: () => lease,
    only: connection,
    check: () => credentials.check(),
    checks() {
      const { budget, health } = connection.state();
      return {
        provider: health.down ? "down" : "up",
        credentials: health.credentials,
        ...(budget.sharing !== "no" && { redis: budget.sharing === "yes" ? "up" : "lost" }),
      };
    },
    troubles() {
      const { health } = connection.state();
      return [
        ...(health.credentials === "rejected" ? [credentials.refusal] : []),
        ...(health.down ? ["Lever keeps failing, and is not asked for a moment."] : []),
      ];
    },
    notes: () => [
      ...(connection.state().budget.sharing === "lost"
        ? ["Redis is lost: until it is back, this replica keeps to its share of the rate limit."]
        : []),
      ...credentials.notes(),
      ...connection.notes(),
    ],
    async close() {
      connection.close();
      await credentials.close();
    },
  };
}
