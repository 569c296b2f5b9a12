import { AtsError } from "../../ats/errors.js";
import type { ApplicationFilter, CandidateFilter } from "../../ats/filters.js";
import type { OpportunitySummary } from "../opportunity.js";
import { readInWindows } from "./concurrent-windows.js";
import { type Conditions, matchNothing, needsApplications } from "./conditions.js";
import { conditionsOf } from "./filter-conditions.js";
import type { ListSetting } from "./opportunity-page.js";
import { mergedLists } from "./opportunity-rows-by-date.js";
import type { Places } from "./places.js";

/** What lists are counted with. */
export interface CountSetting extends ListSetting {
  /** Of the calls that count in this operation. */
  readonly places: Places;
}

/** Lever's highest `limit`. Lever docs: Pagination. */
const rowsPerCall = 100;

/**
 * Calls `onRow` with each row of the lists of a filter whose ids are parsed, once or more often, in no order. Rows that do
 * not match may be among them. `withApplications`: with more of the applications than their ids. Throws as
 * `CountMemory.count` does, and the error of a call that fails.
 */
export async function countRows(
  setting: CountSetting,
  filter: CandidateFilter & ApplicationFilter,
  withApplications: boolean,
  onRow: (row: OpportunitySummary, wanted: Conditions) => void,
): Promise<void> {
  const { account, context } = setting;
  const rowsOfLists: Set<string>[] = [];
  let made = 0;
  const onCall = () => {
    made += 1;
  };
  const calls = () => ({
    needed: rowsOfLists.reduce((sum, { size }) => sum + Math.max(1, Math.ceil(size / rowsPerCall)), 0),
    made,
  });
  const read = async () => {
    const wanted = await conditionsOf(filter, account, context);
    if (matchNothing(wanted)) return;
    const reading = (await listsOf(setting, wanted, withApplications, onCall)).map((list) => {
      const ids = new Set<string>();
      rowsOfLists.push(ids);
      const bounds = {
        from: filter.createdAfter?.getTime() ?? -Infinity,
        to: filter.createdBefore?.getTime() ?? Infinity,
      };
      return readInWindows(list, bounds, (rows) => {
        for (const row of rows) {
          if (row instanceof AtsError) {
            context.reportError(row);
            continue;
          }
          ids.add(row.id);
          onRow(row, wanted);
        }
      });
    });
    await Promise.all(reading);
  };
  await account.counts.count(JSON.stringify(filter), context, read, calls);
}

/** The lists that together have all rows. Some rows are in several of them. */
function listsOf(setting: CountSetting, wanted: Conditions, withApplications: boolean, onCall: () => void) {
  const { account, context, opportunities, places } = setting;
  const { createdAfter: after, createdBefore: before } = wanted.dates;
  const options = {
    account,
    context,
    wanted,
    date: {
      name: "created_at",
      of: ({ createdAt }: OpportunitySummary) => createdAt,
      after,
      before,
      direction: "DESC",
    },
    idOf: ({ id }: OpportunitySummary) => id,
    list: (query: Parameters<typeof opportunities.countedSummaries>[0]) => {
      const readPage = opportunities.countedSummaries(query, withApplications || needsApplications(wanted));
      return (token: string | null) =>
        places.run(() => {
          onCall();
          return readPage(token);
        });
    },
  } as const;
  return mergedLists<OpportunitySummary>(options, false);
}
