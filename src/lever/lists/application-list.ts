import { AtsError } from "../../ats/errors.js";
import type { CallContext } from "../../ats/call-context.js";
import type { Application, View } from "../../ats/model.js";
import type { ApplicationFilter } from "../../ats/filters.js";
import type { LeverAccount } from "../account.js";
import type { OpportunityReader } from "../opportunity-reader.js";
import { type Opportunity, isVisible } from "../opportunity.js";
import { toApplications } from "../application.js";
import { matches, matchesApplication, uncertainLead } from "./conditions.js";
import { conditionsOf, overBudget } from "./filter-conditions.js";
import { failedSource } from "./listing.js";
import { nameOf, opportunityRows, sourceLists } from "./opportunity-list.js";
import type { ConnectionSource } from "./listing.js";

/** The source of a connection of applications: Lever's list of opportunities. `connection` names it for its cursors. */
export async function applicationSource(
  account: LeverAccount,
  opportunities: OpportunityReader,
  filter: ApplicationFilter,
  context: CallContext,
  connection = "applications",
): Promise<ConnectionSource<Opportunity, Application>> {
  const name = nameOf(connection, filter, account.valueLimits);
  const wanted = await conditionsOf(filter, account, context).catch(overBudget);
  if (wanted instanceof AtsError) return failedSource(name, wanted);
  const view: View = { includeLeads: wanted.leads !== "none" };
  return {
    name,
    sourceLists: sourceLists(wanted, (query) => opportunities.list(query), account.valueLimits),
    ...opportunityRows(account, context),
    omission: (row) => (matches(row, wanted) ? uncertainLead(row, wanted) : undefined),
    classify(row) {
      if (!matches(row, wanted)) return { kind: "passed", lead: false };
      // A lead without an application yields no node, even with `includeLeads`.
      if (!isVisible(row, view) || row.applications.length === 0) return { kind: "passed", lead: row.lead };
      const nodes = toApplications(row, view).filter((_, index) => {
        const application = row.applications[index];
        return application !== undefined && matchesApplication(row, application, wanted);
      });
      return { kind: "nodes", nodes };
    },
  };
}
