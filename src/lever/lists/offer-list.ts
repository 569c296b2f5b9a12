import type { CallContext } from "../../ats/call-context.js";
import { AtsError, asError } from "../../ats/errors.js";
import type { Offer, View } from "../../ats/model.js";
import type { OfferFilter } from "../../ats/filters.js";
import type { LeverAccount } from "../account.js";
import { hireReasonIds } from "../archive-reason.js";
import { isForbidden, isOverBudget, isUpstreamFailure, leverError } from "../errors.js";
import type { Query } from "../query.js";
import type { ValueLimits } from "../value-limits.js";
import { isCursorOf, listName } from "./cursor.js";
import { toOffer } from "../offer.js";
import { type OpportunityReader } from "../opportunity-reader.js";
import { offersEndpoint } from "../opportunity-request.js";
import { type Opportunity, hiddenBy, isVisible } from "../opportunity.js";
import { toApplications } from "../application.js";
import { type Conditions, matches } from "./conditions.js";
import { offerConditions } from "./offer-conditions.js";
import { nameOf, opportunityRows, sourceLists } from "./opportunity-list.js";
import type { ConnectionSource, SourceList } from "./listing.js";

// The number of opportunities whose offers are read at the same time. Enough to use the rate limit, few enough to waste
// little.
const maxConcurrentOpportunities = 10;

/** A built-in stage of Lever, which no account can delete. Lever docs: Stages. */
const offerStage = "offer";

/**
 * The source of a connection of offers: Lever's list of opportunities. The offers of each opportunity are read, because
 * Lever has no list of offers, and no filter for opportunities that have any. Opportunities at the offer stage and
 * hires come first, because they are the most likely to have offers. Without the archive reasons no hires come first:
 * then the list is another one, whose cursors (such as `after`) continue in the same way.
 */
export async function offerSource(
  account: LeverAccount,
  opportunities: OpportunityReader,
  filter: OfferFilter,
  context: CallContext,
  after: string | null,
): Promise<ConnectionSource<Opportunity, Offer>> {
  const view: View = { includeLeads: filter.includeLeads === true };
  const { opportunity: wanted, matches: isWanted, matchNothing } = offerConditions(filter);
  const list = (query: Query) => opportunities.list(query);
  const name = nameOf("offers", filter, account.valueLimits);
  const nameWithoutHires = listName("offers without hires first", filter);
  const lists = (hires: readonly string[] | null) => likeliestFirst(list, wanted, hires, account.valueLimits);
  const source = async () => {
    if (matchNothing) return { name, sourceLists: [] };
    const hasLikeliest = wanted.contacts === null && wanted.stages === null;
    if (!hasLikeliest) return { name, sourceLists: sourceLists(wanted, list, account.valueLimits) };
    if (isCursorOf(nameWithoutHires, after)) return { name: nameWithoutHires, sourceLists: lists(null) };
    try {
      return { name, sourceLists: lists(await hireReasonIds(account, context)) };
    } catch (error) {
      if (isOverBudget(error)) return { name, sourceLists: [], failure: error };
      if (!isUpstreamFailure(error) || isCursorOf(name, after)) throw error;
      return { name: nameWithoutHires, sourceLists: lists(null) };
    }
  };
  return {
    ...(await source()),
    ...opportunityRows(account, context),
    omission: (row) => (matches(row, wanted) ? hiddenBy(row, view) : undefined),
    classify(row) {
      if (!matches(row, wanted)) return { kind: "passed", lead: false };
      // An offer needs an application that it belongs to.
      if (!isVisible(row, view) || row.applications.length === 0) return { kind: "passed", lead: row.lead };
      return { kind: "undecided" };
    },
    rowResolver: {
      mayReadAhead: () => false,
      resolveFromCache: () => undefined,
      batchSize: (rows, wantedNodes) => Math.min(rows.length, wantedNodes, maxConcurrentOpportunities),
      async resolveRows(rows) {
        const read = rows.map(async (row): Promise<[Opportunity, readonly Offer[] | Error]> => {
          try {
            const { usable, unusable } = await opportunities.offersOf(row.id, "walk");
            for (const error of unusable) context.reportError(error);
            const applications = toApplications(row, view);
            return [row, usable.map((offer) => toOffer(offer, applications)).filter(isWanted)];
          } catch (error) {
            return [row, asError(error)];
          }
        });
        const results = new Map(await Promise.all(read));
        for (const [row, result] of results) {
          if (!(result instanceof Error) || !concernsOneOpportunity(result, account)) continue;
          const [application] = toApplications(row, view);
          const message = `The offers of application ${application?.id ?? row.id} are left out: ${result.message}`;
          context.reportError(leverError(result.code, message, { cause: result }));
          results.set(row, []);
        }
        return results;
      },
    },
  };
}

/** The lists by how likely they have offers. `hires` are the reasons that mean a hire, or null if they are unknown. */
function likeliestFirst(
  list: (query: Query) => SourceList<Opportunity>["read"],
  wanted: Conditions,
  hires: readonly string[] | null,
  limits: ValueLimits,
): SourceList<Opportunity>[] {
  const all = sourceLists(wanted, list, limits);
  const isAtOffer = ({ stage }: Opportunity) => stage?.id === offerStage;
  const isHire = ({ archived }: Opportunity) => archived?.reason != null && hires?.includes(archived.reason) === true;
  return [
    ...sourceLists({ ...wanted, stages: [offerStage] }, list, limits),
    ...sourceLists({ ...wanted, statuses: ["HIRED"], hireReasons: hires ?? [] }, list, limits).map(({ read }) => ({
      read,
      accepts: (row: Opportunity) => !isAtOffer(row) && isHire(row),
    })),
    ...all.map(({ read }) => ({ read, accepts: (row: Opportunity) => !isAtOffer(row) && !isHire(row) })),
  ];
}

/** Whether an error concerns the offers of one opportunity only, and would repeat. The list then leaves them out. */
function concernsOneOpportunity(error: Error, { refusedEndpoints }: LeverAccount): error is AtsError {
  if (isForbidden(error)) return !refusedEndpoints.isRefused(offersEndpoint);
  return error instanceof AtsError && error.code === "UPSTREAM_BAD_RESPONSE";
}
