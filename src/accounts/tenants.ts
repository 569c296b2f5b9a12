import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../server/errors/http-error.js";
import { type LeverConnection, type LeverConnectionOptions, connectLever } from "../lever/connection.js";
import { accountName, apiKeyCredentials } from "../lever/credentials.js";
import type { Standing } from "../telemetry/provider-metrics.js";
import { tenantHeader, tenantKey } from "../server/guards/tenant-key.js";
import type { Lease, Upstream } from "./account-source.js";

export interface TenantsOptions extends LeverConnectionOptions {
  /** The most accounts that are known at a time. */
  readonly maxTenants: number;
}

interface Tenant {
  readonly connection: LeverConnection;
  /** Operations under way. */
  running: number;
  /** When the latest of them ended. */
  usedAt: number;
}

/** What the caches of all accounts keep together at the most, by estimate, in bytes. */
const cachesBytes = 1024 * 1024 * 1024;

/** An account that nobody has asked for is forgotten after this time, in milliseconds. */
const forgottenMs = 10 * 60_000;

/** How Lever is, is told by the accounts that were read within this time, in milliseconds. */
const tellingMs = 60_000;

/** The account of each request's own key: a budget, caches and a breaker each. Accounts long unused are let go. */
export class Tenants implements Upstream {
  readonly only = undefined;
  /** By the name of the account, the one that was used longest ago first. */
  private readonly tenants = new Map<string, Tenant>();
  /** A bucket is full again after this time, in milliseconds, so that a new one is no fuller. */
  private readonly refillMs: number;
  private readonly sweep: NodeJS.Timeout;

  constructor(private readonly options: TenantsOptions) {
    const { lever, metrics } = options;
    this.refillMs = (lever.burst / lever.rate) * 1000;
    this.sweep = setInterval(() => {
      this.forgetUnused(forgottenMs);
    }, forgottenMs / 10).unref();
    metrics.watch(() => this.standing());
  }

  lease(request: FastifyRequest, reply: FastifyReply): Lease {
    const apiKey = tenantKey(request, reply);
    const name = accountName(apiKey, this.options.lever.baseUrl);
    const tenant = this.tenants.get(name) ?? this.admit(apiKey);
    tenant.running += 1;
    // Last in the order of use.
    this.tenants.delete(name);
    this.tenants.set(name, tenant);
    return {
      name,
      account: tenant.connection.account,
      release() {
        tenant.running -= 1;
        tenant.usedAt = performance.now();
      },
    };
  }

  async check(): Promise<void> {
    // There is nothing to check before the first key comes.
  }

  checks() {
    const { sharing } = this.standing();
    return {
      provider: this.isDown() ? "down" : "up",
      ...(sharing !== "no" && { redis: sharing === "yes" ? "up" : "lost" }),
    };
  }

  troubles(): readonly string[] {
    return this.isDown() ? ["Lever keeps failing for every account, and is not asked for a moment."] : [];
  }

  notes(): readonly string[] {
    return this.standing().sharing === "lost"
      ? ["Redis is lost: until it is back, this replica keeps to its share of the rate limits."]
      : [];
  }

  async close(): Promise<void> {
    clearInterval(this.sweep);
    for (const { connection } of this.tenants.values()) connection.close();
    this.tenants.clear();
  }

  /** A tenant not known yet. Throws OVERLOADED, with status 503, when there is no room. */
  private admit(apiKey: string): Tenant {
    const { maxTenants, lever } = this.options;
    if (this.tenants.size >= maxTenants) this.forgetUnused(this.refillMs, 1);
    if (this.tenants.size >= maxTenants) {
      const retryAfter = String(Math.max(1, Math.ceil(this.refillMs / 1000)));
      throw new Refusal(503, "OVERLOADED", "Too many Lever accounts are read at once: try again later.", {
        "retry-after": retryAfter,
      });
    }
    const connection = connectLever(apiKeyCredentials(apiKey, lever.baseUrl, `the header ${tenantHeader}`), {
      ...this.options,
      cacheBytes: Math.floor(cachesBytes / maxTenants / 2),
    });
    return { connection, running: 0, usedAt: performance.now() };
  }

  /** Lets go of so many that have not been used for so long, those of longest ago first. */
  private forgetUnused(unusedMs: number, most = Infinity): void {
    let forgotten = 0;
    for (const [name, { connection, running, usedAt }] of this.tenants) {
      if (forgotten >= most) return;
      if (running > 0 || performance.now() - usedAt < Math.max(unusedMs, this.refillMs)) continue;
      if (!connection.isReplaceable()) continue;
      this.tenants.delete(name);
      connection.close();
      forgotten += 1;
    }
  }

  /** Whether it fails for all that have been read of late. */
  private isDown(): boolean {
    const now = performance.now();
    const telling = [...this.tenants.values()].filter(({ running, usedAt }) => running > 0 || now - usedAt < tellingMs);
    return telling.length > 0 && telling.every(({ connection }) => connection.state().health.down);
  }

  private standing(): Standing {
    const states = [...this.tenants.values()].map(({ connection }) => connection.state());
    const sum = (read: (state: (typeof states)[number]) => number) =>
      states.reduce((total, state) => total + read(state), 0);
    const isLost = states.some(({ budget }) => budget.sharing === "lost");
    return {
      limitPerSecond: states.length * this.options.lever.rate,
      ratePerSecond: sum(({ budget }) => budget.ratePerSecond),
      tokens: sum(({ budget }) => budget.tokens),
      queued: sum(({ budget }) => budget.queued),
      forecastMs: Math.max(0, ...states.map(({ forecastMs }) => forecastMs)),
      sharing: this.options.sharing === undefined ? "no" : isLost ? "lost" : "yes",
      down: this.isDown(),
      tenants: { known: states.length, rejected: sum(({ health }) => Number(health.credentials === "rejected")) },
    };
  }
}
