import type { CallContext } from "../ats/call-context.js";
import { AtsError } from "../ats/errors.js";
import type { FieldRequirements } from "../ats/field-requirements.js";
import type { Priority } from "../upstream/rate-limit/rate-limiter.js";
import type { Application } from "../ats/model/application.js";
import type { LeverAccount } from "./account.js";
import type { Resource } from "./client.js";
import { opportunityOf } from "./id.js";
import { classifyLeads } from "./lead-classifier.js";
import type { LeverPage } from "./list-page.js";
import { toApplications } from "./application.js";
import type { Opportunity, OpportunitySummary } from "./opportunity.js";
import type { OpportunityRecord, OpportunitySummaryRecord } from "./opportunity-record.js";
import {
  offersResource,
  opportunityList,
  opportunityParser,
  singleOpportunity,
  summaryList,
} from "./opportunity-request.js";
import { PeopleReader } from "./people-reader.js";
import type { Query } from "./query.js";
import { withSeveralApplications } from "./several-applications.js";
import type { OfferRecord } from "./offer-record.js";
import type { RecordParser } from "./records.js";

/** The offers of one opportunity, and the errors of those that cannot be used. */
interface Offers {
  readonly usable: readonly OfferRecord[];
  readonly unusable: readonly AtsError[];
}

/** The opportunities of one account as one operation reads them. No record is read twice. Lever docs: Opportunities. */
export class OpportunityReader {
  readonly people: PeopleReader;
  private readonly pages = new Map<string, Promise<LeverPage<Opportunity>>>();
  private readonly summaryPages = new Map<string, Promise<LeverPage<OpportunitySummary>>>();
  private readonly loaded = new Map<string, Opportunity>();
  private readonly loadsById = new Map<string, Promise<Opportunity | undefined>>();
  private readonly offers = new Map<string, Promise<Offers>>();

  constructor(
    private readonly account: LeverAccount,
    private readonly context: CallContext,
    private readonly requirements: FieldRequirements,
  ) {
    this.people = new PeopleReader(account, context, requirements, (opportunity) => {
      this.loaded.set(opportunity.id, opportunity);
    });
  }

  /** The list of opportunities under a filter, page by page. */
  list(query: Query): (token: string | null) => Promise<LeverPage<Opportunity>> {
    const resource = opportunityList(query, this.requirements);
    return (token) =>
      memoized(this.pages, JSON.stringify([query, token]), async () => {
        const page = await this.readPage(resource, token, this.parser());
        const rows = await withSeveralApplications(page.rows, this.account, this.context, this.requirements);
        for (const row of rows) if (!(row instanceof AtsError)) this.loaded.set(row.id, row);
        return { rows, next: page.next };
      });
  }

  /**
   * The same list with only what decides about its rows: a sixth of the bytes, for lists whose people are read in any
   * case. Of the applications only the ids, unless `withApplications`.
   */
  listSummaries(
    query: Query,
    withApplications: boolean,
  ): (token: string | null) => Promise<LeverPage<OpportunitySummary>> {
    if (this.requirements.applicationLists) return this.list(query);
    const readPage = this.countedSummaries(query, withApplications);
    return (token) => memoized(this.summaryPages, JSON.stringify([query, token]), () => readPage(token));
  }

  /** The same for lists that are read to their end, of which nothing is kept. */
  countedSummaries(
    query: Query,
    withApplications: boolean,
  ): (token: string | null) => Promise<LeverPage<OpportunitySummary>> {
    const resource = summaryList(query, withApplications, this.requirements);
    const { summary, summaryWithoutApplications } = this.account.opportunityParsers;
    const parser = withApplications ? summary : summaryWithoutApplications;
    return (token) => this.readPage(resource, token, parser);
  }

  /**
   * Reads opportunities that will be needed by id, if that takes fewer calls than one for each. Opportunities whose
   * contact this process knows from any list are read together with their people.
   */
  async prefetch(ids: readonly string[]): Promise<void> {
    const { knownContacts } = this.account;
    const wanted = ids.filter((id) => !this.loaded.has(id) && !this.loadsById.has(id));
    const contacts = new Set(wanted.flatMap((id) => knownContacts.of(id) ?? []));
    if (
      Math.ceil(contacts.size / this.account.valueLimits.of("contact_id")) >=
      wanted.filter((id) => knownContacts.of(id) !== undefined).length
    )
      return;
    const people = await this.people.readByIds([...contacts]);
    for (const id of wanted) {
      const person = people.get(knownContacts.of(id) ?? "");
      // Not retried one by one: a failure of the call for all would repeat for each.
      if (person instanceof Error) this.loadsById.set(id, handledRejection(person));
    }
  }

  /** One opportunity, or undefined when Lever has none. */
  async byId(id: string): Promise<Opportunity | undefined> {
    const known = this.loaded.get(id);
    if (known !== undefined) return known;
    return memoized(this.loadsById, id, async () => {
      const resource = singleOpportunity(id, this.requirements);
      const record = await this.account.client.readOne(resource, this.parser(), this.context);
      if (record === undefined) return undefined;
      const rows = await classifyLeads([record], this.account, this.context);
      const [opportunity] = await withSeveralApplications(rows, this.account, this.context, this.requirements);
      if (opportunity === undefined || opportunity instanceof AtsError) return undefined;
      this.loaded.set(id, opportunity);
      return opportunity;
    });
  }

  /** All applications of the opportunity of this one, as far as the operation has read it. */
  applicationsBeside(application: Application): readonly Application[] {
    const opportunity = this.loaded.get(opportunityOf(application.id));
    if (opportunity === undefined || opportunity.applications.length === 1) return [application];
    return toApplications(opportunity, application, application.profile);
  }

  /** The opportunity's offers, or none when Lever no longer has it. */
  offersOf(id: string, priority: Priority = "reference"): Promise<Offers> {
    return memoized(this.offers, id, async () => {
      const [usable, unusable]: [OfferRecord[], AtsError[]] = [[], []];
      const resource = offersResource(id, this.requirements);
      const { client, offerParser } = this.account;
      for await (const rows of client.readPages(resource, offerParser, this.context, priority)) {
        for (const row of rows) {
          if (row instanceof AtsError) unusable.push(row);
          else usable.push(row);
        }
      }
      return { usable, unusable };
    });
  }

  private async readPage<Row extends OpportunitySummaryRecord>(
    list: Resource,
    token: string | null,
    parser: RecordParser<Row>,
  ): Promise<LeverPage<Row & OpportunitySummary>> {
    const page = await this.account.client.readPage(list, token, parser, this.context);
    if (page === undefined) return { rows: [], next: null };
    return { rows: await classifyLeads(page.rows, this.account, this.context), next: page.next };
  }

  private parser(): RecordParser<OpportunityRecord> {
    return opportunityParser(this.account.opportunityParsers, this.requirements);
  }
}

/** A rejected promise that Node does not report as unhandled when no caller awaits it. */
function handledRejection(error: Error): Promise<never> {
  const promise = Promise.reject(error);
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
