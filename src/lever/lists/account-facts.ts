import type { CallContext } from "../../ats/call-context.js";
import type { LeverAccount } from "../account.js";
import { isOverBudget, isUpstreamFailure } from "../errors.js";
import type { AccountFacts } from "./plan.js";

/**
 * What is known of the account for the plan of a walk. Reads the list of stages: `required` throws what that throws,
 * `useful` goes on without it. A list is then read with its leads, which takes more calls.
 */
export async function accountFacts(
  account: LeverAccount,
  context: CallContext,
  stages: "required" | "useful" | "not needed",
): Promise<AccountFacts> {
  const read = { required: listedStages, useful: stagesIfReadable, "not needed": async () => null };
  return factsOf(account, await read[stages](account, context));
}

/** Stages that every account has. Lever docs: Stages. */
const builtInStages = ["lead-new", "applicant-new", "offer"];

/** The same without a call. The stages are those that are known, so that some may not be listed. */
export function factsWithoutCall(account: FactSources): AccountFacts {
  const { all } = account.stageKnowledge;
  return factsOf(account, all.length > 0 ? all : builtInStages);
}

/** What the facts are made of, besides the stages that Lever lists. */
export type FactSources = Pick<LeverAccount, "leadRule" | "leadShare" | "stageKnowledge" | "valueLimits">;

function factsOf(account: FactSources, listed: readonly string[] | null): AccountFacts {
  const { stageKnowledge } = account;
  const isKnown = stageKnowledge.isSurveyed && !stageKnowledge.hasRowsWithoutStage;
  return {
    stages: listed,
    isLeadStage: account.leadRule.isLeadStage,
    unlistedStages: isKnown ? stageKnowledge.unlistedStages(listed ?? []) : null,
    leadShare: account.leadShare.value,
    limits: account.valueLimits,
  };
}

/** The ids of the stages that Lever lists, in its order. */
export async function listedStages(account: LeverAccount, context: CallContext): Promise<readonly string[]> {
  return (await account.stages.readAll(context)).map(({ id }) => id);
}

async function stagesIfReadable(account: LeverAccount, context: CallContext): Promise<readonly string[] | null> {
  // One call is not enough for the stages and a page.
  if (context.stats.callsLeft < 2) return null;
  try {
    return await listedStages(account, context);
  } catch (error) {
    if (isUpstreamFailure(error) || isOverBudget(error)) return null;
    throw error;
  }
}
