import type { PoolPart } from "../upstream/cache/memory-pool.js";
import type { AffectedRecords } from "./cache-tags.js";

/**
 * The contact of each opportunity that was read lately, within the memory of the cached records. Lever's lists take many
 * contacts, but only one opportunity.
 */
export class KnownContacts {
  constructor(private readonly contacts: PoolPart<string>) {}

  /** The contact of an opportunity, if it is known. */
  of(opportunity: string): string | undefined {
    return this.contacts.get(opportunity);
  }

  note(opportunity: string, contact: string): void {
    if (this.of(opportunity) !== contact) this.contacts.set(opportunity, contact);
  }

  /** Forgets these opportunities, and those of these contacts. */
  forget({ opportunities, contacts }: AffectedRecords): void {
    for (const opportunity of opportunities) this.contacts.delete(opportunity);
    if (contacts.length === 0) return;
    const affected = new Set(contacts);
    this.contacts.remove((contact) => affected.has(contact));
  }

  forgetAll(): void {
    this.contacts.remove(() => true);
  }
}
