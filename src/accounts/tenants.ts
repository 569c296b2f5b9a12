import { LRUCache } from "lru-cache";
import { AtsError } from "../ats/errors.js";
import type { TenantOptions } from "../ats/provider-adapter.js";
import type { ProviderConnection, ProviderLabels } from "../ats/provider-connection.js";
import type { RateLimit } from "../ats/rate-limit.js";
import type { ProviderGauges, ProviderSnapshot } from "../telemetry/provider-gauges.js";
import type { AccountHandle, AccountSource } from "./account-source.js";
import { type Tenant, TenantPool } from "./tenant-pool.js";

export interface TenantsOptions extends Pick<ProviderLabels, "label"> {
  /** The most proven accounts that are connected at a time. */
  readonly maxTenants: number;
  /** The most accounts that are connected besides these, whose credentials the provider has not accepted yet. */
  readonly maxUnprovenTenants: number;
  /** The rate limit of each account. */
  readonly rateLimit: RateLimit;
  /** The `accountName` of a credential's connection. */
  accountName(credential: string): string;
  /** Connects to a credential's account. */
  connect(credential: string, options: TenantOptions): ProviderConnection;
  /** Whether rate limiters are shared with other processes through Redis. */
  readonly sharesLimiter: boolean;
  readonly gauges: ProviderGauges;
}

/** When an account was not used for this long, it is disconnected; and it does not count as recent. In milliseconds. */
const [idleTimeoutMs, recentMs] = [10 * 60_000, 60_000];

/**
 * The account of each request's credential. Each account has its own rate limiter, caches and circuit breaker. Accounts
 * whose credential the provider never accepted have few places of their own, so that made-up credentials do not
 * disconnect accounts that work.
 */
export class Tenants implements AccountSource {
  // An event does not say which account it is about.
  readonly webhook = undefined;
  private readonly proven: TenantPool;
  private readonly unproven: TenantPool;
  /** The names of proven accounts that were disconnected. They need no new proof. At most as many as proven accounts. */
  private readonly disconnected: LRUCache<string, true>;
  /**
   * The time in which an empty bucket becomes full again, in milliseconds. After it, a new bucket has no more tokens
   * than the old one.
   */
  private readonly refillMs: number;
  private readonly sweep: NodeJS.Timeout;

  constructor(private readonly options: TenantsOptions) {
    const { rateLimit, gauges, maxTenants, maxUnprovenTenants } = options;
    this.proven = new TenantPool(maxTenants);
    this.unproven = new TenantPool(maxUnprovenTenants);
    this.disconnected = new LRUCache({ max: maxTenants });
    this.refillMs = (rateLimit.burst / rateLimit.rate) * 1000;
    this.sweep = setInterval(() => {
      for (const pool of [this.proven, this.unproven]) while (this.disconnectOne(pool, idleTimeoutMs));
    }, idleTimeoutMs / 10).unref();
    gauges.register(() => this.snapshot());
  }

  acquire(credential: string): AccountHandle {
    const name = this.options.accountName(credential);
    const tenant = this.proven.get(name) ?? this.unproven.get(name) ?? this.connect(name, credential);
    tenant.running += 1;
    (this.unproven.get(name) === undefined ? this.proven : this.unproven).put(name, tenant);
    return {
      connection: tenant.connection,
      release: () => {
        tenant.running -= 1;
        tenant.usedAt = performance.now();
        const { credentials } = tenant.connection.state().health;
        if (credentials !== "unknown") tenant.isRejected = credentials === "rejected";
        this.promote(name, tenant);
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
    const tenants = [this.proven, this.unproven].flatMap((pool) => pool.entries());
    for (const [name] of tenants) this.remove(name);
    await Promise.all(tenants.map(([, { connection }]) => connection.close()));
  }

  /** Connects an account. Throws OVERLOADED when there is no room. */
  private connect(name: string, credential: string): Tenant {
    const isProven = this.disconnected.has(name);
    if (!(isProven ? this.makeRoom(this.proven) : this.makeRoomForUnproven())) {
      throw new AtsError("OVERLOADED", `Too many ${this.options.label} accounts are in use. Try again later.`, {
        retryAfterMs: Math.max(1000, this.refillMs),
      });
    }
    this.disconnected.delete(name);
    const connection = this.options.connect(credential, { isProven });
    const tenant = { connection, running: 0, usedAt: performance.now(), isRejected: false };
    (isProven ? this.proven : this.unproven).put(name, tenant);
    return tenant;
  }

  private makeRoomForUnproven(): boolean {
    // Without a place among the proven ones, it could not stay.
    if (!this.proven.hasRoom((tenant) => this.isRemovable(tenant))) return false;
    if (this.unproven.isFull) for (const [name, tenant] of this.unproven.entries()) this.promote(name, tenant);
    return this.makeRoom(this.unproven);
  }

  /** Moves the account to the proven ones if the provider has accepted its credential, and if there is room. */
  private promote(name: string, tenant: Tenant): void {
    if (this.unproven.get(name) !== tenant || !tenant.connection.isProven() || !this.makeRoom(this.proven)) return;
    this.unproven.delete(name);
    this.proven.put(name, tenant);
  }

  private makeRoom(pool: TenantPool): boolean {
    return !pool.isFull || this.disconnectOne(pool);
  }

  /** Disconnects an account that was not used for this long, in milliseconds. False if there is none. */
  private disconnectOne(pool: TenantPool, unusedMs = 0): boolean {
    const name = pool.firstOf((tenant) => this.isRemovable(tenant, unusedMs));
    if (name === undefined) return false;
    const tenant = pool.get(name);
    this.remove(name);
    if (tenant?.connection.isProven() === true && !tenant.isRejected) this.disconnected.set(name, true);
    void tenant?.connection.close();
    return true;
  }

  private isRemovable({ connection, running, usedAt }: Tenant, unusedMs = 0): boolean {
    if (running > 0) return false;
    const idleMs = performance.now() - usedAt;
    // The rate limit of calls without proof is that of all such accounts together. It stays.
    if (!connection.isProven()) return idleMs >= unusedMs;
    return idleMs >= Math.max(unusedMs, this.refillMs) && connection.isReplaceable();
  }

  private remove(name: string): void {
    if (!this.proven.delete(name)) this.unproven.delete(name);
  }

  /** Whether the provider fails for all accounts that were used recently. Of proven ones, if there are any. */
  private isDown(): boolean {
    const now = performance.now();
    const isRecent = ({ running, usedAt }: Tenant) => running > 0 || now - usedAt < recentMs;
    const proven = this.proven.values().filter(isRecent);
    const recent = proven.length > 0 ? proven : this.unproven.values().filter(isRecent);
    return recent.length > 0 && recent.every(({ connection }) => connection.state().health.down);
  }

  private snapshot(): ProviderSnapshot {
    const proven = this.proven.values().map(({ connection }) => connection.state());
    const all = [...proven, ...this.unproven.values().map(({ connection }) => connection.state())];
    const sum = (states: typeof all, read: (state: (typeof all)[number]) => number) =>
      states.reduce((total, state) => total + read(state), 0);
    const sharings = all.map(({ limiter }) => limiter.sharing);
    return {
      limitPerSecond: proven.length * this.options.rateLimit.rate,
      ratePerSecond: sum(proven, ({ limiter }) => limiter.ratePerSecond),
      tokens: sum(proven, ({ limiter }) => limiter.tokens),
      queued: sum(all, ({ limiter }) => limiter.queued),
      forecastMs: Math.max(0, ...all.map(({ forecastMs }) => forecastMs)),
      sharing: this.options.sharesLimiter ? (sharings.includes("lost") ? "lost" : "yes") : "no",
      down: this.isDown(),
      tenants: {
        known: all.length,
        unproven: this.unproven.size,
        rejected: sum(all, ({ health }) => Number(health.credentials === "rejected")),
      },
    };
  }
}
