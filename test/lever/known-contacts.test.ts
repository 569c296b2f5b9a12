import { describe, expect, it } from "vitest";
import { KnownContacts } from "../../src/lever/known-contacts.js";
import { MemoryPool } from "../../src/upstream/cache/memory-pool.js";

/** What the contacts of these opportunities are known to be. */
const known = (contacts: KnownContacts, opportunities: readonly string[]) =>
  opportunities.map((opportunity) => contacts.of(opportunity));

describe("the known contacts of an account", () => {
  it("are forgotten with their opportunity, or with the contact, in this account alone", () => {
    const pool = new MemoryPool(100_000);
    const [one, other] = [new KnownContacts(pool.part()), new KnownContacts(pool.part())];
    for (const contacts of [one, other]) {
      contacts.note("o1", "c1");
      contacts.note("o2", "c2");
      contacts.note("o3", "c2");
      contacts.note("o4", "c3");
    }
    one.forget({ opportunities: ["o1"], contacts: ["c2"] });
    expect(known(one, ["o1", "o2", "o3", "o4"])).toEqual([undefined, undefined, undefined, "c3"]);
    expect(known(other, ["o1", "o2", "o3", "o4"])).toEqual(["c1", "c2", "c2", "c3"]);
    other.forgetAll();
    expect(known(other, ["o1", "o4"])).toEqual([undefined, undefined]);
    expect(one.of("o4")).toBe("c3");
  });

  it("take no more memory than all accounts may take together", () => {
    const pool = new MemoryPool(100_000);
    const accounts = Array.from({ length: 10 }, () => new KnownContacts(pool.part()));
    const opportunities = Array.from({ length: 1000 }, (_, at) => `opportunity-${at}`);
    for (const contacts of accounts) for (const each of opportunities) contacts.note(each, `contact of ${each}`);
    const counts = accounts.map(
      (contacts) => known(contacts, opportunities).filter((each) => each !== undefined).length,
    );
    expect(counts.slice(0, -1).reduce((a, b) => a + b)).toBe(0);
    // An entry takes at least 150 bytes.
    expect(counts.at(-1)).toBeGreaterThan(300);
    expect(counts.at(-1)).toBeLessThan(667);
  });
});
