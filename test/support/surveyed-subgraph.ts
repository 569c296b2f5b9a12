import { leverAdapter } from "../../src/lever/adapter.js";
import type { LeverConnection } from "../../src/lever/connection.js";
import { type Account, archive } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "./plain-account.js";
import { type TestSettings, type TestSubgraph, startSubgraph } from "./subgraph.js";

export interface SurveyedSubgraph extends AsyncDisposable {
  readonly subgraph: TestSubgraph;
  readonly lever: LeverConnection["account"];
  /** The calls of the survey that Lever has received. */
  readonly surveyCalls: () => TestSubgraph["lever"]["log"];
}

/** A subgraph that may survey its account, and the account as the adapter knows it. */
export async function startSurveyedSubgraph({ env, ...settings }: TestSettings): Promise<SurveyedSubgraph> {
  let connection: LeverConnection | undefined;
  const subgraph = await startSubgraph({
    ...settings,
    env: { ACCOUNT_SURVEY: "true", ...env },
    createAdapter({ lever }, services) {
      const adapter = leverAdapter(lever, services);
      return { ...adapter, connect: () => (connection = adapter.connect()) };
    },
  });
  if (connection === undefined) throw new Error("The subgraph did not connect");
  const surveyCalls = () =>
    subgraph.lever.log.filter(
      ({ query }) => query.get("archived") === "true" && !query.getAll("include").includes("name"),
    );
  return {
    subgraph,
    lever: connection.account,
    surveyCalls,
    [Symbol.asyncDispose]: () => subgraph[Symbol.asyncDispose](),
  };
}

/** The stage of `accountWithUnlistedStage` that is not listed. */
export const unlistedStage = "recruiter-screen-of-2019";

/** An account with this many archived opportunities, of which one is in a stage that Lever does not list. */
export function accountWithUnlistedStage(archived: number): Account {
  const account = plainAccount(archived);
  const rejection = account.archiveReasons.find(({ type }) => type === "non-hired")!;
  for (const { id, archived } of account.opportunities)
    if (archived === null) archive(account, id, rejection.id, account.now);
  account.stages.push({ ...account.stages.at(-1)!, id: unlistedStage, rank: 99, standing: "vanished" });
  account.opportunities.at(-1)!.stage = unlistedStage;
  return account;
}
