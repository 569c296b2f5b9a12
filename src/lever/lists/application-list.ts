import type { CallContext } from "../../ats/call-context.js";
import type { Application, View } from "../../ats/model.js";
import type { ApplicationFilter } from "../../ats/page.js";
import type { LeverAccount } from "../account.js";
import { hireReasonIds } from "../archive-reason.js";
import { listName } from "./cursor.js";
import type { OpportunityReader } from "../opportunity-reader.js";
import { type Opportunity, hiddenBy, isVisible, toApplications } from "../opportunity.js";
import { type Conditions, conditions, isForJob, matches, opportunityRows, sourceLists } from "./opportunity-list.js";
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
  const status = await statusCondition(account, filter.status ?? null, context);
  const wanted: Conditions = { ...conditions(filter), ...status.conditions };
  return {
    name: listName(connection, filter),
    sourceLists: filter.status?.length === 0 ? [] : sourceLists(wanted, (query) => opportunities.list(query)),
    ...opportunityRows(account, context),
    omission: (row) => (matches(row, wanted) && status.matches(row) ? hiddenBy(row, view) : undefined),
    classify(row) {
      if (!matches(row, wanted) || !status.matches(row)) return { kind: "passed", lead: false };
      // A lead without an application yields no node, even with `includeLeads`.
      if (!isVisible(row, view) || row.applications.length === 0) return { kind: "passed", lead: true };
      const wantedApplications = row.applications.filter((application) => isForJob(application, wanted));
      return { kind: "nodes", nodes: toApplications({ ...row, applications: wantedApplications }, view) };
    },
  };
}

interface StatusCondition {
  /** The part of the condition that Lever's own filters can express. */
  readonly conditions: Pick<Conditions, "archived" | "reasons">;
  /** Whether the row has one of the statuses. */
  readonly matches: (row: Opportunity) => boolean;
}

/** Reads the archive reasons only if the statuses distinguish hires from rejections. */
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
      matches: (row) => (row.archived === null ? active === true : ended),
    };
  }
  const hires = await hireReasonIds(account, context);
  return {
    conditions: { archived, reasons: hired === true && active !== true ? hires : null },
    matches({ archived: archive }) {
      if (archive === null) return active === true;
      return hired === (archive.reason !== null && hires.includes(archive.reason));
    },
  };
}
