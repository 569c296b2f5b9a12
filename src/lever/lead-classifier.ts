import type { CallContext } from "../ats/call-context.js";
import { AtsError } from "../ats/errors.js";
import type { Batch } from "../ats/provider.js";
import type { LeverAccount } from "./account.js";
import { isHire } from "./archive-reason.js";
import { isUpstreamFailure } from "./errors.js";
import type { Classified, OpportunitySummary } from "./opportunity.js";
import type { OpportunitySummaryRecord } from "./opportunity-record.js";
import type { ArchiveReasonRecord } from "./records.js";

/**
 * Sets `lead` on each row, and remembers whose opportunity each row is. Reads the archive reasons only when one of the
 * rows makes it necessary. A row whose reason cannot be read counts as a lead. Errors among the rows stay as they are.
 */
export async function classifyLeads<Row extends OpportunitySummaryRecord>(
  rows: readonly (Row | AtsError)[],
  account: LeverAccount,
  context: CallContext,
): Promise<readonly ((Row & OpportunitySummary) | AtsError)[]> {
  const reasonIds = new Set<string>();
  for (const row of rows) {
    if (row instanceof AtsError) continue;
    account.knownContacts.note(row.id, row.contact);
    if (row.lead === undefined && row.archived?.reason != null) reasonIds.add(row.archived.reason);
  }
  const reasons: Batch<ArchiveReasonRecord> =
    reasonIds.size > 0 ? await account.archiveReasons.readByIds([...reasonIds], context) : new Map();
  return rows.map((row) =>
    row instanceof AtsError || isClassified(row) ? row : { ...row, ...classified(row.archived?.reason ?? "", reasons) },
  );
}

/** Whether an opportunity in a lead stage, archived for this reason, is a lead: unless the reason means a hire. */
function classified(reasonId: string, reasons: Batch<ArchiveReasonRecord>): Classified {
  const reason = reasons.get(reasonId);
  if (!(reason instanceof Error)) return { lead: reason === undefined || !isHire(reason) };
  if (!isUpstreamFailure(reason)) throw reason;
  return { lead: true, leadError: reason };
}

function isClassified<Row extends OpportunitySummaryRecord>(row: Row): row is Row & OpportunitySummary {
  return row.lead !== undefined;
}
