import type { Order } from "../../ats/page.js";
import { AtsError } from "../../ats/errors.js";
import type { OpportunitySummary } from "../opportunity.js";
import type { Query } from "../query.js";
import { accountFacts } from "./account-facts.js";
import { type DatePosition, type DateWalkState, decodeDateCursor, encodeDateCursor } from "./date-cursor.js";
import { DateOrderRows, type MergedList } from "./date-order-rows.js";
import { leverFilters } from "./lever-filters.js";
import type { OpportunityRowsOptions } from "./opportunity-rows.js";
import { type Stream, canPassOverLeads, hasFewLeads, profitsFromSurvey, streams, walkPlan } from "./plan.js";
import type { Span } from "./row-density.js";
import type { RowSource } from "./row-source.js";
import { acceptor, streamReader } from "./stream-lists.js";

/** A date of an opportunity by which Lever can filter. Lever docs: Opportunities, List. */
interface DateParameter {
  /** Of `created_at_start` and `created_at_end`: `created_at`. */
  readonly name: "created_at" | "advanced_at" | "archived_at" | "updated_at";
  readonly of: (row: OpportunitySummary) => Date | null;
  /** The filter's own condition on this date. */
  readonly after: Date | null | undefined;
  readonly before: Date | null | undefined;
}

/** The order of a list: the date, and the direction. */
export interface DateOrder extends DateParameter {
  readonly direction: Order<string>["direction"];
}

export interface DateOrderedRowsOptions<Row> extends OpportunityRowsOptions<Row> {
  readonly date: DateOrder;
  /** The id that orders rows of one millisecond. */
  readonly idOf: (row: Row) => string;
}

export interface DateOrderedRows<Row> {
  readonly rows: RowSource<Row, DatePosition | null>;
  /**
   * When the walk began, in milliseconds since 1970: what is created later is not part of it. Undefined until the first row
   * is read, and for dates that change.
   */
  readonly startedAt: () => number | undefined;
}

/** A walk from the oldest to the newest leaves out what is created while it begins: this long before its first call. */
export const settlingMs = 60_000;

/** The rows of a list in the order of a date: Lever's lists in windows of time, merged. */
export async function opportunityRowsByDate<Row extends OpportunitySummary>(
  options: DateOrderedRowsOptions<Row>,
): Promise<DateOrderedRows<Row>> {
  const { confidential, name, date, after } = options;
  const { direction } = date;
  const cursor = after === null ? undefined : decodeDateCursor(name, after);
  if (cursor?.state.withoutConfidential === true) confidential.exclude();
  const neverChanges = date.name === "created_at";
  let startedAt = cursor?.state.startedAt;
  if (neverChanges && direction === "ASC") startedAt ??= Date.now() - settlingMs;
  const bounds: Span = {
    from: date.after?.getTime() ?? -Infinity,
    to: Math.min(date.before?.getTime() ?? Infinity, (direction === "ASC" ? startedAt : undefined) ?? Infinity),
  };
  const lists = options.isEmpty ? [] : await mergedLists(options, options.countsLeads);
  const state = (): DateWalkState => ({ startedAt, withoutConfidential: confidential.isExcluded || undefined });
  return {
    startedAt: () => startedAt,
    rows: new DateOrderRows({
      lists,
      direction,
      bounds,
      from: cursor?.position ?? null,
      failure: options.failure,
      cursorOf: (position) => encodeDateCursor(name, position, state()),
      onFirstTime(time) {
        if (neverChanges) startedAt ??= time;
      },
    }),
  };
}

/** Whether Lever's own order is that of the date, with the latest first. It is within one stage. Lever docs: Opportunities, List. */
export function isSortedByLever({ taken }: Stream, { name }: DateParameter): boolean {
  return name === "advanced_at" && taken.rows === "in stages" && taken.stages.length === 1;
}

type MergedListsOptions<Row> = Pick<
  DateOrderedRowsOptions<Row>,
  "account" | "context" | "wanted" | "date" | "idOf" | "list"
>;

/** Lever's lists that together have all rows, each of which can be read by date. With `readsLeads` no leads are passed over. */
export async function mergedLists<Row extends OpportunitySummary>(
  options: MergedListsOptions<Row>,
  readsLeads: boolean,
): Promise<MergedList<Row>[]> {
  const { account, context, wanted } = options;
  const isRead = readsLeads || !canPassOverLeads(wanted) || hasFewLeads(account.leadShare.value);
  const facts = await accountFacts(account, context, isRead ? "not needed" : "useful");
  const plan = walkPlan(wanted, facts, true);
  if (profitsFromSurvey(wanted, plan)) account.survey.begin();
  const lists = streams(wanted, facts, plan).map((stream) => datedLists(stream, options));
  return (await Promise.all(lists)).flat();
}

/** Lever's lists for one stream. */
async function datedLists<Row extends OpportunitySummary>(
  stream: Stream,
  options: MergedListsOptions<Row>,
): Promise<MergedList<Row>[]> {
  const { account, context, wanted, date, idOf } = options;
  const { taken } = stream;
  const [start, end] = [`${date.name}_start`, `${date.name}_end`];
  const filters = leverFilters(wanted, account.valueLimits);
  const isSample = taken.rows === "all" && wanted.statuses === null && wanted.rejectedReasons === null;
  const listOf = async (added: Query): Promise<MergedList<Row>> => {
    const query = { ...filters, ...stream.query, ...added };
    const densityKey = JSON.stringify([
      date.name,
      { ...query, [start]: undefined, [end]: undefined },
      stream.onlyHires,
    ]);
    return {
      read(span, token) {
        const list = streamReader(stream, account, context, (values) =>
          options.list({ ...filters, ...values, ...added, ...spanQuery(span) }),
        );
        return list(token);
      },
      timeOf: (row) => date.of(row)?.getTime() ?? null,
      idOf,
      accepts: acceptor(taken, wanted),
      density: await account.densities.get(densityKey),
      isSorted: isSortedByLever(stream, date),
      isShort: taken.rows === "of postings" || taken.rows === "of contacts" || wanted.email !== null,
      ...(isSample && { onWindow: countLeads }),
    };
  };
  const countLeads = (rows: readonly (Row | AtsError)[]) => {
    for (const row of rows) if (!(row instanceof AtsError)) account.leadShare.note(row.lead);
  };
  const spanQuery = ({ from, to }: Span): Query => ({
    [start]: Number.isFinite(from) ? from : undefined,
    [end]: Number.isFinite(to) ? to : undefined,
  });
  if (taken.rows !== "of postings") return [await listOf({})];
  // Either list, or both, may have a row that is archived on one side only: it is taken once.
  return Promise.all([listOf({ posting_id: taken.postings }), listOf({ archived_posting_id: taken.postings })]);
}
