import type { CallContext } from "../../ats/call-context.js";
import { badUserInput } from "../../ats/errors.js";
import type { ApplicationFilter, ApplicationOrderField } from "../../ats/filters.js";
import type { Application } from "../../ats/model/application.js";
import type { View } from "../../ats/model/record.js";
import type { ListRequest, Order } from "../../ats/page.js";
import { toApplications } from "../application.js";
import { type Opportunity, isVisible } from "../opportunity.js";
import { type Conditions, matches, matchesApplication, uncertainLead } from "./conditions.js";
import type { NodeRules } from "./listing.js";
import { type ListSetting, opportunityPage } from "./opportunity-page.js";
import type { DateOrder } from "./opportunity-rows-by-date.js";
import type { PartialPage } from "./paginate.js";

/**
 * A page of applications, from Lever's list of opportunities. `connection` names it for its cursors. Throws BAD_USER_INPUT
 * for an order that lacks the filter it needs.
 */
export function applicationPage(
  setting: ListSetting,
  request: ListRequest<ApplicationFilter, ApplicationOrderField>,
  connection = "applications",
): Promise<PartialPage<Application>> {
  const { opportunities, context } = setting;
  const { order, filter } = request;
  return opportunityPage(
    setting,
    {
      name: connection,
      list: () => (query) => opportunities.list(query),
      idOf: ({ id }: Opportunity) => id,
      rules: (wanted) => applicationRules(wanted, context),
    },
    request,
    order && applicationDateOrder(order, filter),
  );
}

function applicationRules(wanted: Conditions, context: CallContext): NodeRules<Opportunity, Application> {
  const view: View = { includeLeads: wanted.leads !== "none" };
  return {
    reportError: (error) => {
      context.reportError(error);
    },
    omission: (row) => (matches(row, wanted) ? uncertainLead(row, wanted) : undefined),
    classify(row) {
      if (!matches(row, wanted)) return { kind: "passed", lead: false };
      // A lead without an application yields no node, even with `includeLeads`.
      if (!isVisible(row, view) || row.applications.length === 0) return { kind: "passed", lead: row.lead };
      const nodes = toApplications(row, view).filter((_, index) => {
        const application = row.applications[index];
        return application !== undefined && matchesApplication(row, application, wanted);
      });
      // Nodes of one millisecond are in the order of their ids.
      return { kind: "nodes", nodes: nodes.sort((a, b) => (a.id < b.id ? -1 : 1)) };
    },
  };
}

/**
 * The date that sorts applications. Lever can filter by these dates of an opportunity, and by no others. Lever docs:
 * Opportunities, List. Throws BAD_USER_INPUT for an order that lacks the filter it needs.
 */
export function applicationDateOrder(
  { field, direction }: Order<ApplicationOrderField>,
  filter: ApplicationFilter,
): DateOrder {
  const orders: Readonly<Record<ApplicationOrderField, Omit<DateOrder, "direction">>> = {
    CREATED_AT: {
      name: "created_at",
      of: ({ createdAt }) => createdAt,
      after: filter.createdAfter,
      before: filter.createdBefore,
    },
    LAST_ADVANCED_AT: {
      name: "advanced_at",
      of: ({ lastAdvancedAt }) => lastAdvancedAt,
      after: filter.lastAdvancedAfter,
      before: filter.lastAdvancedBefore,
    },
    ENDED_AT: {
      name: "archived_at",
      of: ({ archived }) => archived?.archivedAt ?? null,
      after: filter.endedAfter,
      before: filter.endedBefore,
    },
    UPDATED_AT: {
      name: "updated_at",
      of: ({ updatedAt }) => updatedAt,
      after: filter.updatedAfter,
      before: filter.updatedBefore,
    },
  };
  if (field === "ENDED_AT" && filter.status?.every((status) => status !== "ACTIVE") !== true) {
    throw badUserInput(
      "orderBy ENDED_AT needs filter.status REJECTED, HIRED or both: active applications have no end.",
    );
  }
  if (field === "UPDATED_AT" && filter.updatedAfter == null && filter.updatedBefore == null) {
    throw badUserInput(
      "orderBy UPDATED_AT needs filter.updatedAfter or filter.updatedBefore: applications that were never updated have no such date.",
    );
  }
  return { ...orders[field], direction };
}
