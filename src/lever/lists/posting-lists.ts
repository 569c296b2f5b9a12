import { AtsError } from "../../ats/errors.js";
import { readToEnd } from "../list-page.js";
import type { OpportunitySummary } from "../opportunity.js";
import type { Query } from "../query.js";
import type { ValueLimits } from "../value-limits.js";
import type { SourceList } from "./listing.js";

/**
 * Lever's two lists for some postings, which together yield each opportunity with an application to them once. Lever
 * docs: Opportunities, List, `posting_id` and `archived_posting_id`. It is not documented whether `posting_id` finds
 * archived applications, nor where a row is that is archived on one side only: the opportunity, or its application.
 * Such a row is taken from the first list, and from the second one if the first does not have it, which takes a call.
 */
export function postingLists<Row extends OpportunitySummary>(
  postings: readonly string[],
  query: Query,
  list: (query: Query) => SourceList<Row>["read"],
  limits: ValueLimits,
): SourceList<Row>[] {
  const active = { ...query, posting_id: postings };
  const inFirstList = new Set<string>();
  const readArchived = list({ ...query, archived_posting_id: postings });
  return [
    { read: list(active), accepts: (row) => !isArchived(row, postings) },
    {
      async read(token) {
        const page = await readArchived(token);
        const doubtful = page.rows.filter((row) => !(row instanceof AtsError) && isArchivedInPart(row, postings));
        for (const id of await idsAmong(doubtful as Row[], active, list, limits)) inFirstList.add(id);
        return page;
      },
      accepts: (row) => isArchived(row, postings) || (isArchivedInPart(row, postings) && !inFirstList.has(row.id)),
    },
  ];
}

/** Which of these opportunities a list has. It is read for their people only. */
async function idsAmong<Row extends OpportunitySummary>(
  rows: readonly Row[],
  query: Query,
  list: (query: Query) => SourceList<Row>["read"],
  limits: ValueLimits,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const contacts = rows.map(({ contact }) => contact);
  const readPart = async (part: readonly string[]) => {
    const read = list({ ...query, contact_id: part });
    for await (const page of readToEnd(read)) for (const row of page) if (!(row instanceof AtsError)) ids.add(row.id);
  };
  await limits.inParts("contact_id", contacts, readPart, query);
  return ids;
}

/** Whether both the opportunity and its applications to these postings are archived. */
function isArchived(row: OpportunitySummary, postings: readonly string[]): boolean {
  return sides(row, postings).every((archived) => archived);
}

function isArchivedInPart(row: OpportunitySummary, postings: readonly string[]): boolean {
  return new Set(sides(row, postings)).size > 1;
}

function sides({ archived, applications }: OpportunitySummary, postings: readonly string[]): boolean[] {
  const own = applications.filter(({ posting }) => posting !== null && postings.includes(posting));
  return [archived !== null, ...own.map((application) => application.archived !== null)];
}
