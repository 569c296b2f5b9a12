import { AtsError, asError } from "../../ats/errors.js";
import type { OfferFilter } from "../../ats/filters.js";
import type { Offer } from "../../ats/model/offer.js";
import type { View } from "../../ats/model/record.js";
import type { ListRequest } from "../../ats/page.js";
import type { LeverAccount } from "../account.js";
import { toApplications } from "../application.js";
import { hireReasonIds } from "../archive-reason.js";
import { isForbidden, isOverBudget, isUpstreamFailure, leverError } from "../errors.js";
import { toOffer } from "../offer.js";
import { type Opportunity, isVisible } from "../opportunity.js";
import { offersEndpoint } from "../opportunity-request.js";
import type { Query } from "../query.js";
import { type Conditions, matchNothing, matches, uncertainLead } from "./conditions.js";
import { type WalkState, decodeCursor } from "./cursor.js";
import { offerConditions } from "./offer-conditions.js";
import { opportunityListName } from "./list-name.js";
import type { NodeRules, SourceList } from "./listing.js";
import { type ListSetting, unorderedPage } from "./opportunity-page.js";
import type { ListsBefore } from "./opportunity-rows.js";
import type { PartialPage } from "./paginate.js";
import type { ListToPlan } from "./planned-list.js";

// The number of opportunities whose offers are read at the same time. Enough to use the rate limit, few enough to waste
// little.
const maxConcurrentOpportunities = 10;

/** A built-in stage of Lever, which no account can delete. Lever docs: Stages. */
const offerStage = "offer";

/**
 * A page of offers, from Lever's list of opportunities. The offers of each opportunity are read, because Lever has no list
 * of offers, and no filter for opportunities that have any. Opportunities at the offer stage and hires come first, because
 * they are the most likely to have offers. Without the archive reasons no hires come first.
 */
export async function offerPage(
  setting: ListSetting,
  { filter, first, after, countsLeads }: ListRequest<OfferFilter>,
): Promise<PartialPage<Offer>> {
  const { account, context, opportunities } = setting;
  const { opportunity: wanted, matches: isWanted, matchNothing: isNothing } = offerConditions(filter);
  const name = opportunityListName("offers", filter, account.valueLimits);
  const state = after === null ? undefined : decodeCursor(name, after).state;
  const isEmpty = isNothing || matchNothing(wanted);
  const list = (query: Query) => opportunities.list(query);
  const before = isEmpty ? {} : await likeliest(setting, wanted, list, state);
  const options = {
    account,
    context,
    confidential: account.confidentiality.accessOf(context),
    name,
    wanted,
    isEmpty,
    list,
    countsLeads,
    after,
    ...before,
  };
  return unorderedPage(options, offerRules(setting, wanted, isWanted), first);
}

function offerRules(
  { account, context, opportunities }: ListSetting,
  wanted: Conditions,
  isWanted: (offer: Offer) => boolean,
): NodeRules<Opportunity, Offer> {
  const view: View = { includeLeads: wanted.leads !== "none" };
  return {
    reportError: (error) => {
      context.reportError(error);
    },
    omission: (row) => (matches(row, wanted) ? uncertainLead(row, wanted) : undefined),
    classify(row) {
      if (!matches(row, wanted)) return { kind: "passed", lead: false };
      // An offer needs an application that it belongs to.
      if (!isVisible(row, view) || row.applications.length === 0) return { kind: "passed", lead: row.lead };
      return { kind: "undecided" };
    },
    rowResolver: {
      mayReadAhead: () => false,
      resolveFromCache: () => undefined,
      batchOf: (rows, wantedNodes) => ({
        rows: rows.slice(0, Math.min(wantedNodes, maxConcurrentOpportunities)),
        isFull: true,
      }),
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

/** The lists of the opportunities that most likely have offers, or why they are unknown. */
async function likeliest(
  { account, context }: ListSetting,
  wanted: Conditions,
  list: (query: Query) => SourceList<Opportunity>["read"],
  state: WalkState | undefined,
): Promise<{ readonly before?: ListsBefore<Opportunity>; readonly failure?: AtsError }> {
  if (!hasLikeliest(wanted)) return {};
  try {
    const hires = state?.withoutHires === true ? null : await hireReasonIds(account, context);
    return { before: likeliestFirst(list, hires) };
  } catch (error) {
    if (isOverBudget(error)) return { failure: error };
    if (!isUpstreamFailure(error) || state !== undefined) throw error;
    return { before: likeliestFirst(list, null) };
  }
}

function hasLikeliest({ contacts, stages }: Conditions): boolean {
  return contacts === null && stages === null;
}

/** The same lists before any call. The ids of the reasons are not known then. */
export function plannedLikeliest(wanted: Conditions): ListToPlan["before"] {
  if (!hasLikeliest(wanted)) return undefined;
  return { queries: [{ stage_id: [offerStage] }, { archive_reason_id: [] }], planned: exceptHires };
}

/** The other lists hold no hires. */
const exceptHires = { statuses: ["ACTIVE", "REJECTED"] };

/** `hires` are the reasons that mean a hire, or null if they are unknown. */
function likeliestFirst(
  list: (query: Query) => SourceList<Opportunity>["read"],
  hires: readonly string[] | null,
): ListsBefore<Opportunity> {
  const isAtOffer = ({ stage }: Opportunity) => stage?.id === offerStage;
  const isHire = ({ archived }: Opportunity) => archived?.reason != null && hires?.includes(archived.reason) === true;
  const ofHires = hires === null || hires.length === 0 ? [] : [list({ archive_reason_id: hires })];
  return {
    lists: [
      { read: list({ stage_id: [offerStage] }), accepts: isAtOffer },
      ...ofHires.map((read) => ({ read, accepts: (row: Opportunity) => !isAtOffer(row) && isHire(row) })),
    ],
    leaves: (row) => !isAtOffer(row) && !isHire(row),
    planned: hires === null ? {} : exceptHires,
    state: hires === null ? { withoutHires: true } : {},
  };
}

/** Whether an error concerns the offers of one opportunity only, and would repeat. The list then leaves them out. */
function concernsOneOpportunity(error: Error, { refusedEndpoints }: LeverAccount): error is AtsError {
  if (isForbidden(error)) return !refusedEndpoints.isRefused(offersEndpoint);
  return error instanceof AtsError && error.code === "UPSTREAM_BAD_RESPONSE";
}
