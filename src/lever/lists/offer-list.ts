import type { CallContext } from "../../ats/call-context.js";
import { AtsError, asError } from "../../ats/errors.js";
import type { Offer, View } from "../../ats/model.js";
import type { OfferFilter } from "../../ats/page.js";
import type { LeverAccount } from "../account.js";
import { hireReasonIds } from "../archive-reason.js";
import { isForbidden, leverError } from "../errors.js";
import type { Query } from "../query.js";
import { listName } from "./cursor.js";
import { parseUid } from "../id.js";
import { toOffer } from "../offer.js";
import type { OpportunityReader } from "../opportunity-reader.js";
import { type Opportunity, isVisible, toApplications } from "../opportunity.js";
import { type Conditions, conditions, matches, opportunityRows, sourceLists } from "./opportunity-list.js";
import type { ConnectionSource, SourceList } from "./listing.js";

// Offers are read for so many opportunities at once: fast enough to use the rate budget, few enough to waste little.
const maxConcurrentOpportunities = 10;

/** Lever's built-in stage, which no account can delete. Lever docs: Stages. */
const offerStage = "offer";

/**
 * Offers, opportunity by opportunity: Lever has no list of them, nor a filter for opportunities that have any. Those
 * at the offer stage and the hires come first, because they are the likeliest.
 */
export async function offerSource(
  account: LeverAccount,
  opportunities: OpportunityReader,
  filter: OfferFilter,
  context: CallContext,
): Promise<ConnectionSource<Opportunity, Offer>> {
  const view: View = { includeLeads: filter.includeLeads === true };
  // An offer's job is its own, which need not be its application's: Lever's filter by posting would miss some.
  const wanted = conditions({ ...filter, jobIds: null });
  const jobs = filter.jobIds?.map((id) => parseUid(id, "a Job id")) ?? null;
  const isWanted = (offer: Offer) =>
    (jobs === null || (offer.jobId !== null && jobs.includes(offer.jobId))) &&
    (filter.status == null || (offer.status !== null && filter.status.includes(offer.status)));
  // ARCHIVED is a status Lever never gives.
  const none = jobs?.length === 0 || filter.status?.every((status) => status === "ARCHIVED") === true;
  return {
    name: listName("offers", filter),
    sourceLists: none ? [] : await likeliestFirst(account, opportunities, wanted, context),
    ...opportunityRows(account, context),
    classify(row) {
      if (!matches(row, wanted)) return { kind: "passed", lead: false };
      // Without an application there is nothing an offer could belong to.
      if (!isVisible(row, view) || row.applications.length === 0) return { kind: "passed", lead: true };
      return { kind: "undecided" };
    },
    rowResolver: {
      atMostOneNode: false,
      resolveFromCache: () => undefined,
      batchSize: (rows, wantedNodes) => Math.min(rows.length, wantedNodes, maxConcurrentOpportunities),
      async resolveRows(rows) {
        const decided = rows.map(async (row): Promise<[Opportunity, readonly Offer[] | Error]> => {
          try {
            const offers = await opportunities.offersOf(row.id, "walk");
            const applications = toApplications(row, view);
            return [row, offers.map((offer) => toOffer(offer, applications)).filter(isWanted)];
          } catch (caught) {
            const error = asError(caught);
            if (!concernsOneOpportunity(error)) return [row, error];
            const [application] = toApplications(row, view);
            const message = `The offers of application ${application?.id ?? row.id} are left out: ${error.message}`;
            context.reportError(leverError(error.code, message, { cause: error }));
            return [row, []];
          }
        });
        return new Map(await Promise.all(decided));
      },
    },
  };
}

async function likeliestFirst(
  account: LeverAccount,
  opportunities: OpportunityReader,
  wanted: Conditions,
  context: CallContext,
): Promise<SourceList<Opportunity>[]> {
  const list = (query: Query) => opportunities.list(query);
  const all = sourceLists(wanted, list);
  if (wanted.contacts !== null || wanted.stages !== null) return all;
  const hires = await hireReasonIds(account, context);
  const isAtOffer = ({ stage }: Opportunity) => stage?.id === offerStage;
  const isHire = ({ archived }: Opportunity) => archived?.reason != null && hires.includes(archived.reason);
  return [
    ...sourceLists({ ...wanted, stages: [offerStage] }, list),
    ...sourceLists({ ...wanted, reasons: hires }, list).map(({ read }) => ({
      read,
      accepts: (row: Opportunity) => !isAtOffer(row) && isHire(row),
    })),
    ...all.map(({ read }) => ({ read, accepts: (row: Opportunity) => !isAtOffer(row) && !isHire(row) })),
  ];
}

/** Whether an error concerns one opportunity's offers alone, and would come again: the list then goes on without. */
function concernsOneOpportunity(error: Error): error is AtsError {
  return isForbidden(error) || (error instanceof AtsError && error.code === "UPSTREAM_BAD_RESPONSE");
}
