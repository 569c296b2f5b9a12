import { AtsError } from "../../ats/errors.js";
import type { CandidateFilter, CandidateOrderField } from "../../ats/filters.js";
import type { Candidate } from "../../ats/model/candidate.js";
import type { View } from "../../ats/model/record.js";
import type { ListRequest, Order } from "../../ats/page.js";
import {
  type Opportunity,
  type OpportunitySummary,
  type Person,
  hiddenAmong,
  isVisible,
  toCandidate,
} from "../opportunity.js";
import type { Query } from "../query.js";
import { type Conditions, matches, needsApplications, uncertainLead } from "./conditions.js";
import type { NodeRules } from "./listing.js";
import { type ListSetting, opportunityPage } from "./opportunity-page.js";
import type { DateOrder } from "./opportunity-rows-by-date.js";
import type { PartialPage } from "./paginate.js";

/**
 * A page of candidates: the people of Lever's list of opportunities. A person can have opportunities in several places of
 * the list. One of those that match yields the person, the others yield no node: the oldest, or in an ordered list the
 * newest. To find it, all opportunities of the person are read, many people with one call.
 */
export function candidatePage(
  setting: ListSetting,
  request: ListRequest<CandidateFilter, CandidateOrderField>,
): Promise<PartialPage<Candidate>> {
  const { opportunities } = setting;
  const { order, filter } = request;
  const connection = {
    name: "candidates",
    list: (wanted: Conditions) => (query: Query) => opportunities.listSummaries(query, needsApplications(wanted)),
    idOf: ({ contact, id }: OpportunitySummary) => `${contact}:${id}`,
    rules: (wanted: Conditions, startedAt?: () => number | undefined) =>
      candidateRules(setting, wanted, startedAt === undefined ? oldest : newestUntil(startedAt)),
  };
  return opportunityPage(setting, connection, request, order && candidateDateOrder(order, filter));
}

/** The date that sorts candidates. */
export function candidateDateOrder({ direction }: Order<CandidateOrderField>, filter: CandidateFilter): DateOrder {
  return {
    name: "created_at",
    of: ({ createdAt }) => createdAt,
    after: filter.createdAfter,
    before: filter.createdBefore,
    direction,
  };
}

/** Chooses the row that yields a person, of those that match, the oldest first. */
type RowOfPerson = (matching: readonly Opportunity[]) => Opportunity | undefined;

const oldest: RowOfPerson = ([first]) => first;

const newestUntil =
  (startedAt: () => number | undefined): RowOfPerson =>
  (matching) =>
    matching.findLast(({ createdAt }) => (createdAt?.getTime() ?? 0) <= (startedAt() ?? Infinity));

function candidateRules(
  { account, opportunities, context }: ListSetting,
  wanted: Conditions,
  rowOfPerson: RowOfPerson,
): NodeRules<OpportunitySummary, Candidate> {
  const view: View = { includeLeads: wanted.leads !== "none" };
  const nodes = (row: OpportunitySummary, person: Person): Candidate[] => {
    const matching = person.opportunities.filter((each) => isVisible(each, view) && matches(each, wanted));
    const candidate = rowOfPerson(withEmail(matching, wanted))?.id === row.id ? toCandidate(person, view) : undefined;
    if (!(candidate instanceof AtsError)) return candidate === undefined ? [] : [candidate];
    context.reportError(candidate);
    return [];
  };
  return {
    reportError: (error) => {
      context.reportError(error);
    },
    omission(row) {
      if (!matches(row, wanted)) return undefined;
      if (wanted.leads === "only") return uncertainLead(row, wanted);
      // The page may show the person without an application.
      return hiddenAmong(opportunities.people.cached(row.contact)?.opportunities ?? [row], view);
    },
    classify(row) {
      if (!matches(row, wanted)) return { kind: "passed", lead: false };
      return isVisible(row, view) ? { kind: "undecided" } : { kind: "passed", lead: true };
    },
    rowResolver: {
      mayReadAhead: () => context.stats.callsLeft > 1,
      resolveFromCache(row) {
        const person = opportunities.people.cached(row.contact);
        return person === undefined ? undefined : nodes(row, person);
      },
      batchOf(rows, wantedNodes) {
        const most = Math.min(wantedNodes, Math.max(1, context.stats.callsLeft) * account.valueLimits.of("contact_id"));
        const people = new Set<string>();
        const end = rows.findIndex(({ contact }) => people.add(contact).size > most);
        return { rows: end < 0 ? rows : rows.slice(0, end), isFull: people.size >= most };
      },
      async resolveRows(rows) {
        const people = await opportunities.people.readByIds(
          rows.map(({ contact }) => contact),
          "walk",
        );
        return new Map(
          rows.map((row) => {
            const person = people.get(row.contact);
            return [row, person === undefined ? [] : person instanceof Error ? person : nodes(row, person)];
          }),
        );
      },
    },
  };
}

/** If a person's opportunities have different mail addresses, Lever's list has only those with the wanted one. */
function withEmail(matching: readonly Opportunity[], { email }: Conditions): readonly Opportunity[] {
  const wanted = email?.trim().toLowerCase();
  const found = matching.filter(({ emails }) => emails.some((each) => each.toLowerCase() === wanted));
  return found.length > 0 ? found : matching;
}
