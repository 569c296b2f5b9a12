import { AtsError } from "../../ats/errors.js";
import type { Candidate, View } from "../../ats/model.js";
import type { CandidateFilter } from "../../ats/filters.js";
import type { CallContext } from "../../ats/call-context.js";
import type { LeverAccount } from "../account.js";
import type { OpportunityReader } from "../opportunity-reader.js";
import { type OpportunitySummary, type Person, hiddenAmong, isVisible, toCandidate } from "../opportunity.js";
import { type Conditions, matches, needsApplications, uncertainLead } from "./conditions.js";
import { conditionsOf, overBudget } from "./filter-conditions.js";
import { nameOf, opportunityRows, sourceLists } from "./opportunity-list.js";
import { type ConnectionSource, failedSource } from "./listing.js";

// People that are read in addition to the wanted ones if that takes no further call. Some are on another row.
const sparePeople = 5;

/**
 * The source of a connection of candidates: Lever's list of opportunities. A person can have opportunities on several
 * pages. The oldest one that matches yields the person, the others yield no node. To find it, all opportunities of the
 * person are read, many people with one call.
 */
export async function candidateSource(
  account: LeverAccount,
  opportunities: OpportunityReader,
  filter: CandidateFilter,
  context: CallContext,
): Promise<ConnectionSource<OpportunitySummary, Candidate>> {
  const name = nameOf("candidates", filter, account.valueLimits);
  const wanted = await conditionsOf(filter, account, context).catch(overBudget);
  if (wanted instanceof AtsError) return failedSource(name, wanted);
  const view: View = { includeLeads: wanted.leads !== "none" };
  const nodes = (row: OpportunitySummary, person: Person): Candidate[] => {
    const candidate = rowOf(person, wanted, view)?.id === row.id ? toCandidate(person, view) : undefined;
    if (!(candidate instanceof AtsError)) return candidate === undefined ? [] : [candidate];
    context.reportError(candidate);
    return [];
  };
  return {
    name,
    sourceLists: sourceLists(
      wanted,
      (query) => opportunities.listSummaries(query, needsApplications(wanted)),
      account.valueLimits,
    ),
    ...opportunityRows(account, context),
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
      batchSize(rows, wantedNodes) {
        const perCall = account.valueLimits.of("contact_id");
        const maxPeople = Math.min(Math.ceil(wantedNodes / perCall) * perCall, wantedNodes + sparePeople);
        const people = new Set<string>();
        const end = rows.findIndex(({ contact }) => people.add(contact).size > maxPeople);
        return end < 0 ? rows.length : end;
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

/** The row that yields a person. */
function rowOf({ opportunities }: Person, wanted: Conditions, view: View): OpportunitySummary | undefined {
  const matching = opportunities.filter((each) => isVisible(each, view) && matches(each, wanted));
  const email = wanted.email?.trim().toLowerCase();
  // If a person's opportunities have different mail addresses, Lever's list has only those with this one.
  const withEmail = matching.filter(({ emails }) => emails.some((each) => each.toLowerCase() === email));
  return withEmail[0] ?? matching[0];
}
