import type { CallContext } from "../ats/call-context.js";
import { AtsError, asError } from "../ats/errors.js";
import type { FieldRequirements } from "../ats/field-requirements.js";
import type { Priority } from "../upstream/rate-limit/rate-limiter.js";
import type { LeverAccount } from "./account.js";
import { classifyLeads } from "./lead-classifier.js";
import { type Opportunity, type Person, byAge } from "./opportunity.js";
import { opportunityList, opportunityParser } from "./opportunity-request.js";
import { withSeveralApplications } from "./several-applications.js";

/** The people of one account as one operation reads them. No person is read twice. */
export class PeopleReader {
  /** The call that reads a person, together with others. */
  private readonly calls = new Map<string, Promise<ReadonlyMap<string, Person> | Error>>();
  private readonly loaded = new Map<string, Person | undefined>();

  constructor(
    private readonly account: LeverAccount,
    private readonly context: CallContext,
    private readonly requirements: FieldRequirements,
    /** Receives each opportunity that is read. */
    private readonly onOpportunity: (opportunity: Opportunity) => void,
  ) {}

  /**
   * People by their Contact UID, each with all of their opportunities. A person without any is left out. A failed call
   * is an error for each person it was made for.
   */
  async readByIds(
    contacts: readonly string[],
    priority: Priority = "reference",
  ): Promise<ReadonlyMap<string, Person | Error>> {
    const unread = contacts.filter((contact) => !this.calls.has(contact));
    for (const chunk of this.account.valueLimits.chunks("contact_id", unread)) {
      const call = this.read(chunk, priority).catch(asError);
      for (const contact of chunk) this.calls.set(contact, call);
    }
    // Many people share one call. Each call is awaited once.
    const results = new Map<unknown, ReadonlyMap<string, Person> | Error>();
    for (const call of new Set(contacts.map((contact) => this.calls.get(contact)))) {
      if (call !== undefined) results.set(call, await call);
    }
    const people = new Map<string, Person | Error>();
    for (const contact of contacts) {
      const result = results.get(this.calls.get(contact));
      const person = result instanceof Error ? result : result?.get(contact);
      if (person !== undefined) people.set(contact, person);
    }
    return people;
  }

  /** The person, if this operation has read them already. */
  cached(contact: string): Person | undefined {
    return this.loaded.get(contact);
  }

  private async read(contacts: readonly string[], priority: Priority): Promise<ReadonlyMap<string, Person>> {
    const found = await this.readOpportunities(contacts, priority);
    const people = new Map<string, Person>();
    for (const contact of contacts) {
      const opportunities = found.get(contact)?.sort(byAge);
      const person = opportunities === undefined ? undefined : { contact, opportunities };
      if (person !== undefined) people.set(contact, person);
      this.loaded.set(contact, person);
    }
    return people;
  }

  /** The opportunities of each person. Unusable ones are reported and left out. */
  private async readOpportunities(
    contacts: readonly string[],
    priority: Priority,
  ): Promise<Map<string, Opportunity[]>> {
    const found = new Map<string, Opportunity[]>();
    await this.account.valueLimits.inParts("contact_id", contacts, (part) => this.readPart(part, priority, found));
    return found;
  }

  /** Adds what one call, and its further pages, have to `found`. */
  private async readPart(contacts: readonly string[], priority: Priority, found: Map<string, Opportunity[]>) {
    const { account, context, requirements } = this;
    const list = opportunityList({ contact_id: contacts }, requirements);
    const parser = opportunityParser(account.opportunityParsers, requirements);
    for await (const rows of account.client.readPages(list, parser, context, priority)) {
      const classified = await classifyLeads(rows, account, context);
      for (const row of await withSeveralApplications(classified, account, context, requirements)) {
        if (row instanceof AtsError) {
          context.reportError(row);
          continue;
        }
        this.onOpportunity(row);
        const theirs = found.get(row.contact);
        if (theirs === undefined) found.set(row.contact, [row]);
        // A row that moves while the list is read can come twice.
        else if (!theirs.some(({ id }) => id === row.id)) theirs.push(row);
      }
    }
  }
}
