import { AtsError, badUserInput } from "../../ats/errors.js";
import type { OfferFilter } from "../../ats/filters.js";
import { toApplications } from "../application.js";
import { readToEnd } from "../list-page.js";
import { toOffer } from "../offer.js";
import { type Opportunity, isVisible } from "../opportunity.js";
import { matchNothing, matches, uncertainLead } from "./conditions.js";
import type { CountSetting } from "./count-rows.js";
import { offerConditions } from "./offer-conditions.js";

/**
 * How many offers a list has whose filter names candidates. Reads the offers of each of their applications, those that the
 * operation has read without a call. Throws BAD_USER_INPUT for another filter: Lever has no list of offers, so that the
 * offers of all opportunities would be read.
 */
export async function countOffers(setting: CountSetting, filter: OfferFilter): Promise<number> {
  if (filter.candidateIds == null) {
    throw badUserInput("totalCount of offers needs filter.candidateIds, because Lever has no list of offers.");
  }
  const { account, context } = setting;
  const { opportunity: wanted, matches: isWanted, matchNothing: isNothing } = offerConditions(filter);
  if (isNothing || matchNothing(wanted)) return 0;
  const view = { includeLeads: wanted.leads !== "none" };
  let calls = 0;
  const count = async () => {
    const rows = new Map<string, Opportunity>();
    await account.valueLimits.inParts("contact_id", wanted.contacts ?? [], async (part) => {
      for await (const page of readToEnd(setting.opportunities.list({ contact_id: part }))) {
        calls += 1;
        for (const row of page) {
          if (row instanceof AtsError) context.reportError(row);
          else if (matches(row, wanted) && row.applications.length > 0) rows.set(row.id, row);
        }
      }
    });
    const counts = await Promise.all(
      [...rows.values()].map(async (row) => {
        const doubt = uncertainLead(row, wanted);
        if (doubt !== undefined) throw doubt;
        return isVisible(row, view) ? countOf(row) : 0;
      }),
    );
    return counts.reduce((sum, each) => sum + each, 0);
  };
  const countOf = async (row: Opportunity) => {
    const { usable, unusable } = await setting.places.run(() => setting.opportunities.offersOf(row.id, "walk"));
    calls += 1;
    for (const error of unusable) context.reportError(error);
    const applications = toApplications(row, view);
    return usable.filter((offer) => isWanted(toOffer(offer, applications))).length;
  };
  return account.counts.count(JSON.stringify(["offers", filter]), context, count, () => ({ needed: 0, made: calls }));
}
