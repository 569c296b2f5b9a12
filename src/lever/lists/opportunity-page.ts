import type { CallContext } from "../../ats/call-context.js";
import { AtsError } from "../../ats/errors.js";
import type { ApplicationFilter, CandidateFilter } from "../../ats/filters.js";
import type { ListRequest } from "../../ats/page.js";
import type { LeverAccount } from "../account.js";
import type { OpportunitySummary } from "../opportunity.js";
import type { OpportunityReader } from "../opportunity-reader.js";
import { type Conditions, matchNothing } from "./conditions.js";
import { conditions, conditionsOf, overBudget } from "./filter-conditions.js";
import { orderedListName } from "./key-cursor.js";
import { opportunityListName } from "./list-name.js";
import type { NodeRules } from "./listing.js";
import { type OpportunityRowsOptions, opportunityRows } from "./opportunity-rows.js";
import { type DateOrder, opportunityRowsByDate } from "./opportunity-rows-by-date.js";
import { type PartialPage, paginate } from "./paginate.js";
import type { ListReader } from "./stream-lists.js";

/** What the lists of one operation are read with. */
export interface ListSetting {
  readonly account: LeverAccount;
  readonly opportunities: OpportunityReader;
  readonly context: CallContext;
}

/** How the nodes of a connection are made of opportunities. */
export interface OpportunityConnection<Row, Node> {
  /** The name of the connection in its cursors. */
  readonly name: string;
  readonly list: (wanted: Conditions) => ListReader<Row>;
  /** The id that orders nodes of one millisecond, as a row has it. */
  readonly idOf: (row: Row) => string;
  /** Of an ordered walk, `startedAt` is when it began, in milliseconds since 1970: what is created later is not part of it. */
  readonly rules: (wanted: Conditions, startedAt?: () => number | undefined) => NodeRules<Row, Node>;
}

/** A page of a connection of opportunities. Its ids are parsed. Throws BAD_USER_INPUT for a cursor of another list. */
export async function opportunityPage<Row extends OpportunitySummary, Node>(
  { account, context }: ListSetting,
  connection: OpportunityConnection<Row, Node>,
  request: ListRequest<CandidateFilter & ApplicationFilter, string>,
  date: DateOrder | null,
): Promise<PartialPage<Node>> {
  const { filter, first, after, order, countsLeads } = request;
  const known = await conditionsOf(filter, account, context).catch(overBudget);
  const [wanted, failure] = known instanceof AtsError ? [conditions(filter), known] : [known, undefined];
  const options = {
    account,
    context,
    confidential: account.confidentiality.accessOf(context),
    name:
      order === null
        ? opportunityListName(connection.name, filter, account.valueLimits)
        : orderedListName(connection.name, filter, order),
    wanted,
    failure,
    isEmpty: matchNothing(wanted),
    list: connection.list(wanted),
    countsLeads,
    after,
  };
  if (date !== null) {
    const { rows, startedAt } = await opportunityRowsByDate({ ...options, date, idOf: connection.idOf });
    return paginate({ rows, ...connection.rules(wanted, startedAt) }, first);
  }
  return unorderedPage(options, connection.rules(wanted), first);
}

/** A page of a list without an order. */
export async function unorderedPage<Row extends OpportunitySummary, Node>(
  options: OpportunityRowsOptions<Row>,
  rules: NodeRules<Row, Node>,
  first: number,
): Promise<PartialPage<Node>> {
  const { rows, countLeadsAside } = await opportunityRows(options);
  const page = await paginate({ rows, ...rules }, first);
  return options.countsLeads ? { ...page, leads: await countLeadsAside(page.leads) } : page;
}
