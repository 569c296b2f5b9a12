import type { CallContext } from "../../ats/call-context.js";
import { AtsError } from "../../ats/errors.js";
import type { LeverAccount } from "../account.js";
import type { ConfidentialAccess } from "../confidentiality.js";
import { isForbidden, isOverBudget } from "../errors.js";
import { readToEnd } from "../list-page.js";
import type { OpportunitySummary } from "../opportunity.js";
import { accountFacts, listedStages } from "./account-facts.js";
import { type Conditions, matches } from "./conditions.js";
import { type CursorPosition, type WalkState, decodeCursor, encodeCursor, startPosition } from "./cursor.js";
import { LeverOrderRows } from "./lever-order-rows.js";
import { leverFilters } from "./lever-filters.js";
import type { SourceList } from "./listing.js";
import {
  type AccountFacts,
  type PlannedConditions,
  type Stream,
  type WalkPlan,
  canPassOverLeads,
  leadsAside,
  mayBeHired,
  profitsFromSurvey,
  streams,
  walkPlan,
} from "./plan.js";
import type { RowSource } from "./row-source.js";
import { type ListReader, readableHireReasons, sequentialLists } from "./stream-lists.js";

export interface OpportunityRowsOptions<Row> {
  readonly account: LeverAccount;
  readonly context: CallContext;
  readonly confidential: ConfidentialAccess;
  /** The name of the list in its cursors. */
  readonly name: string;
  readonly wanted: Conditions;
  /** Why the conditions are unknown. Reading the rows throws it. */
  readonly failure?: AtsError | undefined;
  /** Whether no row can match, so that nothing is read. */
  readonly isEmpty: boolean;
  readonly list: ListReader<Row>;
  /** Lists that come before those of the plan. */
  readonly before?: ListsBefore<Row> | undefined;
  readonly countsLeads: boolean;
  readonly after: string | null;
}

export interface ListsBefore<Row> {
  readonly lists: readonly SourceList<Row>[];
  /** Whether a row is not taken from these lists, so that the others may have it. */
  readonly leaves: (row: Row) => boolean;
  /** The conditions by which the others are planned. */
  readonly planned: Partial<PlannedConditions>;
  /** What the cursors keep of the choice of these lists. */
  readonly state: WalkState;
}

export interface UnorderedRows<Row> {
  readonly rows: RowSource<Row, CursorPosition>;
  /** Adds the leads that no list of the walk holds, unless an earlier page did. An error if they cannot be read. */
  readonly countLeadsAside: (leads: number) => Promise<number | AtsError>;
}

/** The rows of a list without an order: Lever's lists one after the other, each in Lever's order. */
export async function opportunityRows<Row extends OpportunitySummary>(
  options: OpportunityRowsOptions<Row>,
): Promise<UnorderedRows<Row>> {
  const { account, context, confidential, name, wanted, after } = options;
  const cursor = after === null ? undefined : decodeCursor(name, after);
  if (cursor?.state.withoutConfidential === true) confidential.exclude();
  const planned = options.before === undefined ? wanted : { ...wanted, ...options.before.planned };
  const { facts, failure = options.failure } = await factsFor(options, cursor?.state.plan);
  const plan = cursor?.state.plan ?? (failure === undefined ? walkPlan(planned, facts, false) : undefined);
  if (plan !== undefined && profitsFromSurvey(planned, plan)) account.survey.begin();
  let leadsCounted = cursor?.state.leadsCounted;
  const list: ListReader<Row> = (query) => options.list({ ...leverFilters(wanted, account.valueLimits), ...query });
  const listsOf = (streamsOfPlan: readonly Stream[]) => sequentialLists(streamsOfPlan, wanted, account, context, list);
  const rows = new LeverOrderRows({
    lists:
      options.isEmpty || plan === undefined ? [] : withLists(options.before, listsOf(streams(planned, facts, plan))),
    failure,
    from: cursor?.position ?? startPosition,
    key: rowKey,
    groups: () => stageOrder(account, context),
    cursorOf: (position) =>
      encodeCursor(name, position, {
        ...options.before?.state,
        // Before the first row there is no plan to go on with.
        plan: isStart(position) ? undefined : plan,
        leadsCounted,
        withoutConfidential: confidential.isExcluded || undefined,
      }),
  });
  return {
    rows,
    async countLeadsAside(leads) {
      const aside = plan && !options.isEmpty && leadsCounted !== true ? leadsAside(planned, facts, plan) : [];
      if (aside.length === 0) return leads;
      try {
        const found = await countLeads(listsOf(aside), options);
        leadsCounted = true;
        return leads + found;
      } catch (error) {
        if (error instanceof AtsError) return error;
        throw error;
      }
    },
  };
}

function isStart({ listIndex, token, rows, nodes }: CursorPosition): boolean {
  return listIndex === 0 && token === null && rows === 0 && nodes === 0;
}

/** The lists that come first, and then the others with what those leave. */
function withLists<Row>(before: ListsBefore<Row> | undefined, lists: readonly SourceList<Row>[]): SourceList<Row>[] {
  if (before === undefined) return [...lists];
  const rest = lists.map(({ read, accepts }) => ({ read, accepts: (row: Row) => accepts(row) && before.leaves(row) }));
  return [...before.lists, ...rest];
}

/** How many leads that match are in these lists, without those that a list of hires of the walk holds too. */
async function countLeads<Row extends OpportunitySummary>(
  lists: readonly SourceList<Row>[],
  { account, context, wanted }: OpportunityRowsOptions<Row>,
): Promise<number> {
  const ids = new Set<string>();
  const isInHires = async ({ applications, archived, leadError }: Row) => {
    if (archived?.reason == null || !mayBeHired(wanted)) return false;
    if (leadError !== undefined) return isForbidden(leadError);
    // Somebody without an application is a lead in any case.
    if (applications.length > 0) return false;
    const reasons = await readableHireReasons(account, context);
    return reasons === null || reasons.includes(archived.reason);
  };
  for (const { read } of lists) {
    for await (const rows of readToEnd(read)) {
      for (const row of rows) {
        if (row instanceof AtsError) context.reportError(row);
        else if (row.lead && matches(row, wanted) && !(await isInHires(row))) ids.add(row.id);
      }
    }
  }
  return ids.size;
}

/** The facts that a walk needs. Without them a walk that has a plan cannot go on. */
async function factsFor<Row>(
  { account, context, wanted, isEmpty, failure }: OpportunityRowsOptions<Row>,
  planInCursor: WalkPlan | undefined,
): Promise<{ readonly facts: AccountFacts; readonly failure?: AtsError }> {
  const noStages = async () => accountFacts(account, context, "not needed");
  if (isEmpty || failure !== undefined || !canPassOverLeads(wanted) || planInCursor?.narrowing === "none")
    return { facts: await noStages() };
  try {
    return { facts: await accountFacts(account, context, planInCursor === undefined ? "useful" : "required") };
  } catch (error) {
    if (!isOverBudget(error)) throw error;
    return { facts: await noStages(), failure: error };
  }
}

/** Lever orders by the stage's place in the pipeline, then by the latest advance. */
function rowKey({ id, stage, lastAdvancedAt }: OpportunitySummary) {
  return { id, group: stage?.id ?? "", time: lastAdvancedAt?.getTime() ?? 0 };
}

async function stageOrder(account: LeverAccount, context: CallContext): Promise<readonly string[] | null> {
  try {
    return await listedStages(account, context);
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}
