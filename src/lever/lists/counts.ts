import { AtsError } from "../../ats/errors.js";
import type { ApplicationFilter, CandidateFilter } from "../../ats/filters.js";
import type { ApplicationCount } from "../../ats/page.js";
import { toDisposition } from "../disposition.js";
import { leverError } from "../errors.js";
import { type OpportunitySummary, isVisible } from "../opportunity.js";
import { type Conditions, matches, matchesApplication, uncertainLead } from "./conditions.js";
import { type CountSetting, countRows } from "./count-rows.js";

/**
 * How many people a list of candidates has: those with a visible opportunity that matches. Throws as `countRows` does, and
 * if it is not known of somebody whether they belong to the list.
 */
export async function countCandidates(setting: CountSetting, filter: CandidateFilter): Promise<number> {
  const people = new Set<string>();
  const doubts = new Map<string, AtsError>();
  await countRows(setting, filter, false, (row, wanted) => {
    if (!matches(row, wanted)) return;
    const doubt = doubtAbout(row, wanted);
    if (doubt !== undefined) doubts.set(row.contact, doubt);
    else if (isShown(row, wanted)) people.add(row.contact);
  });
  for (const [person, doubt] of doubts) if (!people.has(person)) throw doubt;
  return people.size;
}

/**
 * How many applications a list has. With `byReason` also how many of them ended for each reason. Throws as `countRows`
 * does, and if it is not known of an application whether it belongs to the list.
 */
export async function countApplications(
  setting: CountSetting,
  filter: ApplicationFilter,
  byReason: boolean,
): Promise<ApplicationCount> {
  const counted = new Set<string>();
  const reasons = new Map<string, number>();
  let total = 0;
  await countRows(setting, filter, byReason, (row, wanted) => {
    if (counted.has(row.id) || !matches(row, wanted)) return;
    const doubt = row.applications.length === 0 ? undefined : uncertainLead(row, wanted);
    if (doubt !== undefined) throw doubt;
    if (!isShown(row, wanted)) return;
    counted.add(row.id);
    for (const application of row.applications) {
      if (!matchesApplication(row, application, wanted)) continue;
      total += 1;
      const reason = byReason ? toDisposition(row, application)?.reasonId : null;
      if (reason != null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  });
  return { total, byReason: reasons };
}

function isShown(row: OpportunitySummary, { leads }: Conditions): boolean {
  return isVisible(row, { includeLeads: leads !== "none" });
}

/** Why it is not known whether this row yields a candidate. The list needs a date of creation. */
function doubtAbout(row: OpportunitySummary, wanted: Conditions): AtsError | undefined {
  if (row.createdAt !== null) return uncertainLead(row, wanted);
  return leverError("UPSTREAM_BAD_RESPONSE", "Lever sent a candidate without a date of creation that can be read.");
}
