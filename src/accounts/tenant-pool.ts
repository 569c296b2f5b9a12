import type { ProviderConnection } from "../ats/provider-connection.js";

/** An account that is connected. */
export interface Tenant {
  readonly connection: ProviderConnection;
  /** Operations that run. */
  running: number;
  /** When the latest of them ended. */
  usedAt: number;
  /** Whether the provider rejects the credential, by the latest operation that shows it. */
  isRejected: boolean;
}

/** Connected accounts by name, and a limit on their number. */
export class TenantPool {
  /** The least recently used one first. */
  private readonly tenants = new Map<string, Tenant>();

  constructor(private readonly max: number) {}

  get size(): number {
    return this.tenants.size;
  }

  get isFull(): boolean {
    return this.tenants.size >= this.max;
  }

  get(name: string): Tenant | undefined {
    return this.tenants.get(name);
  }

  /** Adds the tenant, or makes it the most recently used one. */
  put(name: string, tenant: Tenant): void {
    this.tenants.delete(name);
    this.tenants.set(name, tenant);
  }

  delete(name: string): boolean {
    return this.tenants.delete(name);
  }

  entries(): readonly (readonly [name: string, tenant: Tenant])[] {
    return [...this.tenants];
  }

  values(): readonly Tenant[] {
    return [...this.tenants.values()];
  }

  /** Whether there is room, or would be without one of these tenants. */
  hasRoom(isRemovable: (tenant: Tenant) => boolean): boolean {
    if (!this.isFull) return true;
    for (const tenant of this.tenants.values()) if (isRemovable(tenant)) return true;
    return false;
  }

  /** The tenant to remove first: one whose credential is rejected, or else the least recently used one. */
  firstOf(isRemovable: (tenant: Tenant) => boolean): string | undefined {
    let first: string | undefined;
    for (const [name, tenant] of this.tenants) {
      if (!isRemovable(tenant)) continue;
      if (tenant.isRejected) return name;
      first ??= name;
    }
    return first;
  }
}
