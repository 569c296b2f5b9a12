import { toDisposition } from "../disposition.js";
import type { OpportunitySummary } from "../opportunity.js";
import type { ApplicationRecord } from "../opportunity-elements.js";

/** The conditions of how an application ended, or that it has not. Null is no condition. */
export interface StatusConditions {
  /** ACTIVE, REJECTED, HIRED. */
  readonly statuses: readonly string[] | null;
  /** Archive reasons of rejections. None of them means a hire. */
  readonly rejectedReasons: readonly string[] | null;
  /** All archive reasons that mean a hire. Null if `statuses` and `rejectedReasons` do not distinguish hires. */
  readonly hireReasons: readonly string[] | null;
}

/**
 * Whether the application of this row has one of the wanted statuses, and one of the wanted reasons of rejection. Null
 * stands for the opportunity itself, if it has no application.
 *
 * The statuses REJECTED and HIRED, and reasons, have only applications whose opportunity is archived: HIRED only if that
 * is archived as hired, and reasons only if it is archived for one of them too. An application that ended alone, in an
 * active opportunity, has none of the statuses, nor has one whose reason cannot be read.
 */
export function hasStatus(
  row: OpportunitySummary,
  application: ApplicationRecord | null,
  { statuses, rejectedReasons, hireReasons }: StatusConditions,
): boolean {
  if (statuses === null && rejectedReasons === null) return true;
  const accepts = (status: string) => statuses?.includes(status) ?? true;
  if (row.archived === null) return rejectedReasons === null && accepts("ACTIVE") && !hasEnded(row, application);
  const reasons = [reasonOf(row, application), row.archived.reason];
  if (reasons[0] == null) return false;
  const areAmong = (some: readonly string[]) => reasons.every((reason) => reason != null && some.includes(reason));
  // Not distinguished: REJECTED and HIRED are both wanted, or neither is.
  if (hireReasons === null) return accepts("REJECTED");
  if (hireReasons.includes(reasons[0])) return rejectedReasons === null && accepts("HIRED") && areAmong(hireReasons);
  return accepts("REJECTED") && (rejectedReasons === null || areAmong(rejectedReasons));
}

/** Whether nothing but hires is wanted. */
export function wantsOnlyHires({ statuses }: Pick<StatusConditions, "statuses">): boolean {
  return statuses?.every((status) => status === "HIRED") === true;
}

/** Whether `hasStatus` needs to know which archive reasons mean a hire. */
export function distinguishesHires({ statuses, rejectedReasons }: Omit<StatusConditions, "hireReasons">): boolean {
  return (
    rejectedReasons !== null || (statuses !== null && statuses.includes("REJECTED") !== statuses.includes("HIRED"))
  );
}

function hasEnded(row: OpportunitySummary, application: ApplicationRecord | null): boolean {
  return application !== null && toDisposition(row, application) !== null;
}

/** Why an application in an archived opportunity ended. Null if the reason cannot be read. */
function reasonOf(row: OpportunitySummary, application: ApplicationRecord | null): string | null {
  return (application === null ? row.archived?.reason : toDisposition(row, application)?.reasonId) ?? null;
}
