import type { AtsError } from "../../ats/errors.js";
import type { CallContext } from "../../ats/call-context.js";
import type { Application, View } from "../../ats/model.js";
import type { ApplicationFilter } from "../../ats/filters.js";
import type { LeverAccount } from "../account.js";
import { toDisposition } from "../disposition.js";
import { hireReasonIds } from "../archive-reason.js";
import { isOverBudget } from "../errors.js";
import { listName } from "./cursor.js";
import type { ApplicationRecord } from "../opportunity-elements.js";
import type { OpportunityReader } from "../opportunity-reader.js";
import { type Opportunity, hiddenBy, isVisible } from "../opportunity.js";
import { toApplications } from "../application.js";
import { type Conditions, conditions, isForJob, matches } from "./conditions.js";
import { opportunityRows, sourceLists } from "./opportunity-list.js";
import type { ConnectionSource } from "./listing.js";

/** The source of a connection of applications: Lever's list of opportunities. `connection` names it for its cursors. */
export async function applicationSource(
  account: LeverAccount,
  opportunities: OpportunityReader,
  filter: ApplicationFilter,
  context: CallContext,
  connection = "applications",
): Promise<ConnectionSource<Opportunity, Application>> {
  const view: View = { includeLeads: filter.includeLeads === true };
  const status = await statusCondition(account, filter.status ?? null, context).catch(noneOverBudget);
  const wanted: Conditions = { ...conditions(filter), ...status.conditions };
  const isWantedAt = (row: Opportunity, index: number) => {
    const application = row.applications[index];
    return application !== undefined && isForJob(application, wanted) && status.matches(row, application);
  };
  /** A lead without an application has the status of its opportunity. */
  const isWanted = (row: Opportunity) =>
    matches(row, wanted) &&
    (row.applications.length === 0 ? status.matches(row, null) : row.applications.some((_, at) => isWantedAt(row, at)));
  return {
    name: listName(connection, filter),
    sourceLists: filter.status?.length === 0 ? [] : sourceLists(wanted, (query) => opportunities.list(query)),
    ...(status.failure && { failure: status.failure }),
    ...opportunityRows(account, context),
    omission: (row) => (isWanted(row) ? hiddenBy(row, view) : undefined),
    classify(row) {
      if (!isWanted(row)) return { kind: "passed", lead: false };
      // A lead without an application yields no node, even with `includeLeads`.
      if (!isVisible(row, view) || row.applications.length === 0) return { kind: "passed", lead: row.lead };
      const applications = toApplications(row, view);
      return { kind: "nodes", nodes: applications.filter((_, index) => isWantedAt(row, index)) };
    },
  };
}

interface StatusCondition {
  /** The part of the condition that Lever's own filters can express. */
  readonly conditions: Pick<Conditions, "archived" | "reasons">;
  /** Whether the application of this row has one of the statuses. Null stands for the opportunity itself. */
  readonly matches: (row: Opportunity, application: ApplicationRecord | null) => boolean;
  /** Why the condition is unknown. */
  readonly failure?: AtsError;
}

/** The condition if no call is left to find it out: the list fails, and its cursor stays. */
function noneOverBudget(error: unknown): StatusCondition {
  if (!isOverBudget(error)) throw error;
  return { conditions: { archived: null, reasons: null }, matches: () => false, failure: error };
}

/**
 * The statuses REJECTED and HIRED have only applications whose opportunity is archived, and HIRED only if it is archived
 * as hired. One that ended alone, in an active opportunity, has none of the statuses, nor has one whose reason cannot be
 * read. Reads the archive reasons only if the statuses distinguish hires from rejections.
 */
async function statusCondition(
  account: LeverAccount,
  statuses: readonly string[] | null,
  context: CallContext,
): Promise<StatusCondition> {
  if (statuses === null) return { conditions: { archived: null, reasons: null }, matches: () => true };
  const [active, rejected, hired] = ["ACTIVE", "REJECTED", "HIRED"].map((status) => statuses.includes(status));
  const ended = rejected === true || hired === true;
  const archived = active === true && ended ? null : ended;
  if (rejected === hired) {
    return {
      conditions: { archived, reasons: null },
      matches: (row, application) =>
        row.archived === null
          ? active === true && !hasEnded(row, application)
          : ended && reasonOf(row, application) !== null,
    };
  }
  const hires = await hireReasonIds(account, context);
  return {
    conditions: { archived, reasons: hired === true && active !== true ? hires : null },
    matches(row, application) {
      if (row.archived === null) return active === true && !hasEnded(row, application);
      const isHire = (reason: string | null) => reason !== null && hires.includes(reason);
      const reason = reasonOf(row, application);
      if (reason === null) return false;
      return hired === true ? isHire(reason) && isHire(row.archived.reason) : !isHire(reason);
    },
  };
}

function hasEnded(row: Opportunity, application: ApplicationRecord | null): boolean {
  return application !== null && toDisposition(row, application) !== null;
}

/** Why an application in an archived opportunity ended. Null if the reason cannot be read. */
function reasonOf(row: Opportunity, application: ApplicationRecord | null): string | null {
  return (application === null ? row.archived?.reason : toDisposition(row, application)?.reasonId) ?? null;
}
