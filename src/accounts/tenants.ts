import { AtsError } from "../ats/errors.js";
import type { ProviderConnection, ProviderLabels } from "../ats/provider-connection.js";
import type { RateLimit } from "../ats/rate-limit.js";
import type { ProviderMetrics, ProviderSnapshot } from "../telemetry/provider-metrics.js";
import type { AccountHandle, AccountSource } from "./account-source.js";

export interface TenantsOptions extends Pick<ProviderLabels, "label"> {
  /** The most accounts that are connected at a time. */
  readonly maxTenants: number;
  /** The rate limit of each account. */
  readonly rateLimit: RateLimit;
  /** The `accountName` of a credential's connection. */
  accountName(credential: string): string;
  /** Connects to a credential's account, with about this much memory for each cache, in bytes. */
  connect(credential: string, cacheBytes: number): ProviderConnection;
  /** Whether rate limiters are shared with other processes through Redis. */
  readonly sharesLimiter: boolean;
  readonly metrics: ProviderMetrics;
}

interface Tenant {
  readonly connection: ProviderConnection;
  /** Operations that run. */
  running: number;
  /** When the latest of them ended. */
  usedAt: number;
}

/** The most memory that the caches of all accounts take together, by estimate, in bytes. */
const maxCacheBytes = 1024 * 1024 * 1024;

/** An account is disconnected when it was not used for this time, in milliseconds. */
const idleTimeoutMs = 10 * 60_000;

/** The provider's state is computed from the accounts that were used within this time, in milliseconds. */
const recentMs = 60_000;

/** The account of each request's credential. Each account has its own rate limiter, caches and circuit breaker. */
export class Tenants implements AccountSource {
  // An event does not say which account it is about.
  readonly webhook = undefined;
  /** By the name of the account, the least recently used one first. */
  private readonly tenants = new Map<string, Tenant>();
  /**
   * The time in which an empty bucket becomes full again, in milliseconds. After it, a new bucket has no more tokens
   * than the old one.
   */
  private readonly refillMs: number;
  private readonly sweep: NodeJS.Timeout;

  constructor(private readonly options: TenantsOptions) {
    const { rateLimit, metrics } = options;
    this.refillMs = (rateLimit.burst / rateLimit.rate) * 1000;
    this.sweep = setInterval(() => {
      this.disconnectIdle(idleTimeoutMs);
    }, idleTimeoutMs / 10).unref();
    metrics.registerGauges(() => this.snapshot());
  }

  acquire(credential: string): AccountHandle {
    const name = this.options.accountName(credential);
    const tenant = this.tenants.get(name) ?? this.connect(credential);
    tenant.running += 1;
    // Makes it the most recently used one.
    this.tenants.delete(name);
    this.tenants.set(name, tenant);
    return {
      connection: tenant.connection,
      release() {
        tenant.running -= 1;
        tenant.usedAt = performance.now();
      },
    };
  }

  recordsEpoch(): number {
    return 0;
  }

  async check(): Promise<void> {
    // There is nothing to check before the first credential comes.
  }

  components() {
    const { sharing } = this.snapshot();
    return {
      provider: this.isDown() ? "down" : "up",
      ...(sharing !== "no" && { redis: sharing === "yes" ? "up" : "lost" }),
    };
  }

  warnings(): readonly string[] {
    const { label } = this.options;
    return [
      ...(this.isDown() ? [`${label} fails repeatedly for every account. Calls are paused for a moment.`] : []),
      ...(this.snapshot().sharing === "lost"
        ? ["Redis is lost. Until it is back, this replica uses its share of the rate limits."]
        : []),
    ];
  }

  async close(): Promise<void> {
    clearInterval(this.sweep);
    const tenants = [...this.tenants.values()];
    this.tenants.clear();
    await Promise.all(tenants.map(({ connection }) => connection.close()));
  }

  /** A tenant that is not connected yet. Throws OVERLOADED when there is no room. */
  private connect(credential: string): Tenant {
    const { maxTenants, label } = this.options;
    if (this.tenants.size >= maxTenants) this.disconnectIdle(this.refillMs, 1);
    if (this.tenants.size >= maxTenants) {
      throw new AtsError("OVERLOADED", `Too many ${label} accounts are in use. Try again later.`, {
        retryAfterMs: Math.max(1000, this.refillMs),
      });
    }
    const connection = this.options.connect(credential, Math.floor(maxCacheBytes / maxTenants / 2));
    return { connection, running: 0, usedAt: performance.now() };
  }

  /** Disconnects at most this many accounts that were not used for this long, the least recently used ones first. */
  private disconnectIdle(unusedMs: number, max = Infinity): void {
    let disconnected = 0;
    for (const [name, { connection, running, usedAt }] of this.tenants) {
      if (disconnected >= max) return;
      if (running > 0 || performance.now() - usedAt < Math.max(unusedMs, this.refillMs)) continue;
      if (!connection.isReplaceable()) continue;
      this.tenants.delete(name);
      void connection.close();
      disconnected += 1;
    }
  }

  /** Whether the provider fails for all accounts that were used recently. */
  private isDown(): boolean {
    const now = performance.now();
    const recent = [...this.tenants.values()].filter(({ running, usedAt }) => running > 0 || now - usedAt < recentMs);
    return recent.length > 0 && recent.every(({ connection }) => connection.state().health.down);
  }

  private snapshot(): ProviderSnapshot {
    const states = [...this.tenants.values()].map(({ connection }) => connection.state());
    const sum = (read: (state: (typeof states)[number]) => number) =>
      states.reduce((total, state) => total + read(state), 0);
    const sharings = states.map(({ limiter }) => limiter.sharing);
    return {
      limitPerSecond: states.length * this.options.rateLimit.rate,
      ratePerSecond: sum(({ limiter }) => limiter.ratePerSecond),
      tokens: sum(({ limiter }) => limiter.tokens),
      queued: sum(({ limiter }) => limiter.queued),
      forecastMs: Math.max(0, ...states.map(({ forecastMs }) => forecastMs)),
      sharing: this.options.sharesLimiter ? (sharings.includes("lost") ? "lost" : "yes") : "no",
      down: this.isDown(),
      tenants: { known: states.length, rejected: sum(({ health }) => Number(health.credentials === "rejected")) },
    };
  }
}
