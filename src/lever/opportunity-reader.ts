import type { CallContext } from "../ats/call-context.js";
import { AtsError, asError } from "../ats/errors.js";
import type { FieldRequirements } from "../ats/field-requirements.js";
import type { Priority } from "../upstream/rate-limit/rate-limiter.js";
import type { LeverAccount } from "./account.js";
import { isHire } from "./archive-reason.js";
import type { LeverPage, Resource } from "./client.js";
import type { Query } from "./query.js";
import { type Opportunity, type OpportunitySummary, type Person, byAge } from "./opportunity.js";
import {
  type OpportunityRecord,
  type OpportunitySummaryRecord,
  opportunityFields,
  summaryFields,
  pageFields,
} from "./opportunity-record.js";
import { type OfferRecord, type RecordParser, parseOffer } from "./records.js";

/** How many people one call asks for: Lever documents no limit to repeated parameters, but URLs have one. */
export const peoplePerCall = 50;

/**
 * The opportunities of one account as one operation reads them: nothing is read twice, whoever asks for it. Lever
 * docs: Opportunities.
 */
export class OpportunityReader {
  private readonly pages = new Map<string, Promise<LeverPage<Opportunity>>>();
  private readonly summaryPages = new Map<string, Promise<LeverPage<OpportunitySummary>>>();
  /** The call that people are read with, together with others. */
  private readonly people = new Map<string, Promise<ReadonlyMap<string, Person> | Error>>();
  private readonly loadedPeople = new Map<string, Person | undefined>();
  private readonly loaded = new Map<string, Opportunity>();
  private readonly loadsById = new Map<string, Promise<Opportunity | undefined>>();
  private readonly offers = new Map<string, Promise<readonly OfferRecord[]>>();

  constructor(
    private readonly account: LeverAccount,
    private readonly context: CallContext,
    private readonly requirements: FieldRequirements,
  ) {}

  /** The list of opportunities under a filter, page by page. */
  list(query: Query): (token: string | null) => Promise<LeverPage<Opportunity>> {
    const resource = this.resource(query, this.expand(), this.include());
    return (token) =>
      memoized(this.pages, JSON.stringify([query, token]), async () => {
        const page = await this.readPage(resource, token, this.parser());
        for (const row of page.rows) if (!(row instanceof AtsError)) this.loaded.set(row.id, row);
        return page;
      });
  }

  /**
   * As `list`, of as much as decides about the rows: a sixth of the bytes, where whoever is in them is read anyway. Of
   * the applications only the ids, unless more is needed.
   */
  listSummaries(
    query: Query,
    withApplications: boolean,
  ): (token: string | null) => Promise<LeverPage<OpportunitySummary>> {
    if (this.requirements.applicationLists) return this.list(query);
    const resource = this.resource(query, withApplications ? ["applications"] : [], summaryFields);
    const { summary, summaryWithoutApplications } = this.account.opportunityParsers;
    const reader = withApplications ? summary : summaryWithoutApplications;
    return (token) =>
      memoized(this.summaryPages, JSON.stringify([query, token]), () => this.readPage(resource, token, reader));
  }

  private async readPage<Row extends OpportunitySummaryRecord>(
    list: Resource,
    token: string | null,
    reader: RecordParser<Row>,
  ): Promise<LeverPage<Row & OpportunitySummary>> {
    const page = await this.account.client.readPage(list, token, reader, this.context);
    return page === undefined ? { rows: [], next: null } : { rows: await this.classify(page.rows), next: page.next };
  }

  /**
   * People by their Contact UID, each with all of their opportunities. A person without any is left out; a failed
   * call costs the people it was made for.
   */
  async peopleById(
    contacts: readonly string[],
    priority: Priority = "reference",
  ): Promise<ReadonlyMap<string, Person | Error>> {
    // In a fixed order, so that equal questions are equal requests.
    const missing = [...new Set(contacts)].filter((contact) => !this.people.has(contact)).sort();
    for (let start = 0; start < missing.length; start += peoplePerCall) {
      const chunk = missing.slice(start, start + peoplePerCall);
      const loading = this.loadPeople(chunk, priority).catch(asError);
      for (const contact of chunk) this.people.set(contact, loading);
    }
    const calls = new Map(contacts.map((contact) => [contact, this.people.get(contact)]));
    // One by one, for most wait for the same: so that each call is waited for once.
    const answers = new Map<unknown, ReadonlyMap<string, Person> | Error>();
    for (const call of new Set(calls.values())) if (call !== undefined) answers.set(call, await call);
    const people = new Map<string, Person | Error>();
    for (const [contact, call] of calls) {
      const answer = answers.get(call);
      const person = answer instanceof Error ? answer : answer?.get(contact);
      if (person !== undefined) people.set(contact, person);
    }
    return people;
  }

  /** The person if this operation has read them already. */
  loadedPerson(contact: string): Person | undefined {
    return this.loadedPeople.get(contact);
  }

  /**
   * Reads opportunities that will be asked for by id, where fewer calls than one each can do it: those whose people are
   * known from any list of this process, together with their people.
   */
  async prefetch(ids: readonly string[]): Promise<void> {
    const wanted = ids.filter((id) => !this.loaded.has(id) && !this.loadsById.has(id));
    const contacts = new Set(wanted.flatMap((id) => this.account.contactOf.get(id) ?? []));
    if (Math.ceil(contacts.size / peoplePerCall) >= wanted.filter((id) => this.account.contactOf.has(id)).length)
      return;
    const people = await this.peopleById([...contacts]);
    for (const id of wanted) {
      const person = people.get(this.account.contactOf.get(id) ?? "");
      // Not asked for again one by one: what failed once for all would fail again for each.
      if (person instanceof Error) this.loadsById.set(id, handledRejection(person));
    }
  }

  /** One opportunity, or undefined when Lever has none. */
  async byId(id: string): Promise<Opportunity | undefined> {
    const known = this.loaded.get(id);
    if (known !== undefined) return known;
    return memoized(this.loadsById, id, async () => {
      const record = await this.account.client.readOne(
        { endpoint: "/opportunities/:id", id, query: { expand: this.expand(), include: this.include() } },
        this.parser(),
        this.context,
      );
      if (record === undefined) return undefined;
      const [opportunity] = await this.classify([record]);
      return opportunity instanceof AtsError ? undefined : opportunity;
    });
  }

  /** The opportunity's offers: none when Lever no longer has it. Unusable ones are reported and left out. */
  offersOf(id: string, priority: Priority = "reference"): Promise<readonly OfferRecord[]> {
    return memoized(this.offers, id, async () => {
      const offers: OfferRecord[] = [];
      const resource = { endpoint: "/opportunities/:id/offers", id };
      for await (const rows of this.account.client.readPages(resource, parseOffer, this.context, priority)) {
        for (const row of rows) {
          if (row instanceof AtsError) this.context.reportError(row);
          else offers.push(row);
        }
      }
      return offers;
    });
  }

  /** Lever docs: Customizing the Response. Fields that nobody reads are not asked for: personal data is in most. */
  private resource(query: Query, expand: readonly string[], include: readonly string[]): Resource {
    return { endpoint: "/opportunities", query: { expand, include, ...query }, mayBeConfidential: true };
  }

  /** What comes along in place of ids, and would take calls of its own: only what is needed. */
  private expand(): readonly string[] {
    const { applicationDetails, stageNames } = this.requirements;
    return [...(applicationDetails ? ["applications"] : []), ...(stageNames ? ["stage"] : [])];
  }

  private include(): readonly string[] {
    return this.requirements.remoteUrls ? [...opportunityFields, ...pageFields] : opportunityFields;
  }

  private parser(): RecordParser<OpportunityRecord> {
    const { full, withoutApplications } = this.account.opportunityParsers;
    return this.requirements.applicationDetails ? full : withoutApplications;
  }

  private async loadPeople(contacts: readonly string[], priority: Priority): Promise<ReadonlyMap<string, Person>> {
    const found = new Map<string, Opportunity[]>();
    const list = this.resource({ contact_id: contacts }, this.expand(), this.include());
    for await (const rows of this.account.client.readPages(list, this.parser(), this.context, priority)) {
      for (const row of await this.classify(rows)) {
        if (row instanceof AtsError) {
          this.context.reportError(row);
          continue;
        }
        this.loaded.set(row.id, row);
        const theirs = found.get(row.contact);
        if (theirs === undefined) found.set(row.contact, [row]);
        // A row that moves while the list is read can come twice.
        else if (!theirs.some(({ id }) => id === row.id)) theirs.push(row);
      }
    }
    const people = new Map<string, Person>();
    for (const contact of contacts) {
      const opportunities = found.get(contact)?.sort(byAge);
      const person = opportunities === undefined ? undefined : { contact, opportunities };
      if (person !== undefined) people.set(contact, person);
      this.loadedPeople.set(contact, person);
    }
    return people;
  }

  /** Tells leads from others. Reads the archive reasons only when one of the rows makes it necessary. */
  private async classify<Row extends OpportunitySummaryRecord>(
    rows: readonly (Row | AtsError)[],
  ): Promise<readonly ((Row & OpportunitySummary) | AtsError)[]> {
    const reasons = new Set<string>();
    for (const row of rows) {
      if (row instanceof AtsError) continue;
      this.account.contactOf.set(row.id, row.contact);
      if (row.lead === undefined && row.archived?.reason != null) reasons.add(row.archived.reason);
    }
    const hires = reasons.size > 0 ? await this.hires([...reasons]) : reasons;
    return rows.map((row) =>
      row instanceof AtsError || isClassified(row) ? row : { ...row, lead: !hires.has(row.archived?.reason ?? "") },
    );
  }

  private async hires(reasonIds: readonly string[]): Promise<ReadonlySet<string>> {
    const reasons = await this.account.archiveReasons.readByIds(reasonIds, this.context);
    const hires = new Set<string>();
    for (const [id, reason] of reasons) {
      if (reason instanceof Error) throw reason;
      if (isHire(reason)) hires.add(id);
    }
    return hires;
  }
}

function isClassified<Row extends OpportunitySummaryRecord>(row: Row): row is Row & OpportunitySummary {
  return row.lead !== undefined;
}

function handledRejection(error: Error): Promise<never> {
  const promise = Promise.reject(error);
  // Whoever asks for it is told; nobody need.
  promise.catch(() => undefined);
  return promise;
}

function memoized<T>(memory: Map<string, Promise<T>>, id: string, load: () => Promise<T>): Promise<T> {
  const known = memory.get(id);
  if (known !== undefined) return known;
  const loading = load();
  memory.set(id, loading);
  return loading;
}
