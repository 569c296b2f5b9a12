import type { CallContext } from "../ats/call-context.js";
import { AtsError } from "../ats/errors.js";
import { type FieldRequirements, needsField } from "../ats/field-requirements.js";
import type { LeverAccount } from "./account.js";
import type { ApplicationRecord } from "./opportunity-elements.js";
import type { OpportunityRecord } from "./opportunity-record.js";
import { opportunityList, opportunityParser } from "./opportunity-request.js";

/**
 * Reads the details of applications that are not the only one of their opportunity, if the operation needs to know how
 * they ended and the rows have only their ids. Such opportunities are from before 2020, so that most reads take no call.
 */
export async function withSeveralApplications<Row extends OpportunityRecord>(
  rows: readonly (Row | AtsError)[],
  account: LeverAccount,
  context: CallContext,
  requirements: FieldRequirements,
): Promise<readonly (Row | AtsError)[]> {
  const needsEnds = ["status", "rejectedReason"].some((field) => needsField(requirements, "Application", field));
  if (requirements.applicationDetails || !needsEnds) return rows;
  const contacts = rows.flatMap((row) => (hasSeveral(row) ? row.contact : []));
  if (contacts.length === 0) return rows;
  const details = await detailsOf(contacts, account, context, {
    ...requirements,
    applicationDetails: true,
  });
  return rows.map((row) => (hasSeveral(row) ? { ...row, applications: details.get(row.id) ?? row.applications } : row));
}

function hasSeveral<Row extends OpportunityRecord>(row: Row | AtsError): row is Row {
  return !(row instanceof AtsError) && row.applications.length > 1;
}

/** The applications of these people, by their opportunity. */
async function detailsOf(
  contacts: readonly string[],
  account: LeverAccount,
  context: CallContext,
  requirements: FieldRequirements,
): Promise<ReadonlyMap<string, readonly ApplicationRecord[]>> {
  const found = new Map<string, readonly ApplicationRecord[]>();
  const parser = opportunityParser(account.opportunityParsers, requirements);
  await account.valueLimits.inParts("contact_id", contacts, async (part) => {
    const list = opportunityList({ contact_id: part }, requirements);
    for await (const rows of account.client.readPages(list, parser, context)) {
      for (const row of rows) if (!(row instanceof AtsError)) found.set(row.id, row.applications);
    }
  });
  return found;
}
