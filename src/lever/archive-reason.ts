import type { CallContext } from "../ats/call-context.js";
import type { DispositionReason } from "../ats/model/disposition.js";
import type { LeverAccount } from "./account.js";
import type { ArchiveReasonRecord } from "./records.js";

/** Whether the reason means a hire. Every other reason means a rejection. Lever docs: Archive Reasons. */
export function isHire({ type }: ArchiveReasonRecord): boolean {
  return type === "hired";
}

export function toDispositionReason(reason: ArchiveReasonRecord): DispositionReason {
  return { id: reason.id, text: reason.text, hired: isHire(reason), asOf: reason.asOf };
}

/** The ids of the account's reasons that mean a hire. */
export async function hireReasonIds(account: LeverAccount, context: CallContext): Promise<string[]> {
  return (await account.archiveReasons.readAll(context)).filter(isHire).map(({ id }) => id);
}
