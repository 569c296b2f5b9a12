import type { CallContext } from "../ats/call-context.js";
import { AtsError } from "../ats/errors.js";
import type { LeverAccount } from "./account.js";
import { isHire } from "./archive-reason.js";
import type { OpportunitySummary } from "./opportunity.js";
import type { OpportunitySummaryRecord } from "./opportunity-record.js";

/**
 * Sets `lead` on each row, and remembers whose opportunity each row is. Reads the archive reasons only when one of the
 * rows makes it necessary. Errors among the rows stay as they are.
 */
export async function classifyLeads<Row extends OpportunitySummaryRecord>(
  rows: readonly (Row | AtsError)[],
  account: LeverAccount,
  context: CallContext,
): Promise<readonly ((Row & OpportunitySummary) | AtsError)[]> {
  const reasons = new Set<string>();
  for (const row of rows) {
    if (row instanceof AtsError) continue;
    account.contactOf.set(row.id, row.contact);
    if (row.lead === undefined && row.archived?.reason != null) reasons.add(row.archived.reason);
  }
  const hires = reasons.size > 0 ? await readHires([...reasons], account, context) : reasons;
  return rows.map((row) =>
    row instanceof AtsError || isClassified(row) ? row : { ...row, lead: !hires.has(row.archived?.reason ?? "") },
  );
}

/** The reasons among these that mean a hire. */
async function readHires(
  reasonIds: readonly string[],
  account: LeverAccount,
  context: CallContext,
): Promise<ReadonlySet<string>> {
  const reasons = await account.archiveReasons.readByIds(reasonIds, context);
  const hires = new Set<string>();
  for (const [id, reason] of reasons) {
    if (reason instanceof Error) throw reason;
    if (isHire(reason)) hires.add(id);
  }
  return hires;
}

function isClassified<Row extends OpportunitySummaryRecord>(row: Row): row is Row & OpportunitySummary {
  return row.lead !== undefined;
}
