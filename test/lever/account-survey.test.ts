import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { scrape } from "../support/scrape.js";
import { accountWithUnlistedStage, startSurveyedSubgraph, unlistedStage } from "../support/surveyed-subgraph.js";

const query = "{ applications(first: 100) { nodes { id stage { id } } } stages { id } }";

describe("the survey of an account", () => {
  it("reads the stages of all archived opportunities once, and no operation is charged", async () => {
    await using started = await startSurveyedSubgraph({ account: accountWithUnlistedStage(450) });
    const { subgraph, lever, surveyCalls } = started;
    const { account } = subgraph.lever;
    lever.survey.begin();
    lever.survey.begin();
    const [{ data, errors, upstream }] = await Promise.all([subgraph.query(query)]);
    const listed = account.stages.filter(({ standing }) => standing === "listed").map(({ id }) => id);
    expect([errors, data.stages.length]).toEqual([[], listed.length]);
    await expect.poll(() => lever.stageKnowledge.isSurveyed).toBe(true);
    lever.survey.begin();

    expect(surveyCalls().map(({ status, query }) => [status, query.getAll("include")])).toEqual(
      Array(5).fill([200, ["id", "stage"]]),
    );
    expect(upstream.calls).toBe(subgraph.lever.log.length - 5);
    expect(lever.stageKnowledge.unlistedStages(listed)).toEqual([unlistedStage]);
    expect(lever.stageKnowledge.hasRowsWithoutStage).toBe(false);
    const metrics = await scrape(subgraph.url);
    expect(metrics.sum("ats_subgraph_survey_calls_total", { outcome: "200" })).toBe(5);
    expect(metrics.sum("ats_subgraph_budget_wait_seconds_count")).toBe(upstream.calls);
    expect(await subgraph.logLines("The survey of archived opportunities is made", 1)).toMatchObject([{ calls: 5 }]);
  });

  it("takes at most a tenth of the rate", async () => {
    await using started = await startSurveyedSubgraph({
      account: accountWithUnlistedStage(250),
      env: { LEVER_RATE: "100", LEVER_BURST: "20" },
    });
    const { lever, surveyCalls } = started;
    const beganAt = performance.now();
    lever.survey.begin();
    await expect.poll(() => lever.stageKnowledge.isSurveyed, { timeout: 5000 }).toBe(true);
    const sent = surveyCalls().map(({ at }) => at - beganAt);
    expect(sent).toHaveLength(3);
    for (const [index, at] of sent.entries()) expect(at).toBeGreaterThanOrEqual(index * 100 - 1);
  });

  it("knows the opportunities that have no stage", async () => {
    const account = accountWithUnlistedStage(30);
    account.opportunities[3]!.stage = null as unknown as string;
    await using started = await startSurveyedSubgraph({ account });
    const { lever } = started;
    lever.survey.begin();
    await expect.poll(() => lever.stageKnowledge.isSurveyed).toBe(true);
    expect(lever.stageKnowledge.hasRowsWithoutStage).toBe(true);
  });

  it("is not made with ACCOUNT_SURVEY=false", async () => {
    const env = { ACCOUNT_SURVEY: "false" };
    await using started = await startSurveyedSubgraph({ account: accountWithUnlistedStage(30), env });
    const { subgraph, lever } = started;
    lever.survey.begin();
    await subgraph.query("{ stages { id } }");
    expect([subgraph.newCalls(), lever.stageKnowledge.isSurveyed]).toEqual([["GET /stages"], false]);
  });

  it("ends with one line in the log if Lever fails, and does not begin again soon", async () => {
    await using started = await startSurveyedSubgraph({ account: accountWithUnlistedStage(150) });
    const { subgraph, lever, surveyCalls } = started;
    subgraph.lever.faults.failNext(/archived=true.*offset/, { status: 400 }, Infinity);
    lever.survey.begin();
    const message = "The survey of archived opportunities failed. It begins again later";
    expect(await subgraph.logLines(message, 1)).toMatchObject([{ level: 40, code: "UPSTREAM_BAD_RESPONSE" }]);
    const made = surveyCalls().length;
    lever.survey.begin();
    await subgraph.query("{ stages { id } }");
    expect([surveyCalls().length, lever.stageKnowledge.isSurveyed]).toEqual([made, false]);
    expect(await subgraph.logLines(message, 1)).toHaveLength(1);
    const ready = await (await fetch(`${subgraph.url}/health/ready`)).json();
    expect(ready).toMatchObject({ components: { provider: "up" } });
  });

  it("ends when the subgraph stops, without a line in the log", async () => {
    await using started = await startSurveyedSubgraph({ account: accountWithUnlistedStage(450) });
    const { lever } = started.subgraph;
    const stopped = await startSurveyedSubgraph({ lever });
    lever.faults.failNext(/archived=true/, { delayMs: 50 }, Infinity);
    stopped.lever.survey.begin();
    await expect.poll(() => stopped.surveyCalls().length).toBeGreaterThan(0);
    await stopped[Symbol.asyncDispose]();
    const made = stopped.surveyCalls().length;
    stopped.lever.survey.begin();
    await delay(300);
    expect([stopped.surveyCalls().length, made < 5]).toEqual([made, true]);
    expect(stopped.subgraph.logged.filter((line) => line.includes("survey"))).toEqual([]);
  });
});

describe("the stages that a process knows", () => {
  it("are those that Lever lists and that records name, also in the history of their stages", async () => {
    const account = accountWithUnlistedStage(30);
    const [first] = account.opportunities;
    first!.stageChanges.push({ toStageId: "stage-of-the-past", toStageIndex: 2, updatedAt: account.now });
    await using started = await startSurveyedSubgraph({ account, env: { ACCOUNT_SURVEY: "false" } });
    const { subgraph, lever } = started;
    await subgraph.query("{ stages { id } applications(first: 100) { nodes { stageHistory { stage { id } } } } }");
    const listed = account.stages.filter(({ standing }) => standing === "listed").map(({ id }) => id);
    expect(lever.stageKnowledge.unlistedStages(listed).sort()).toEqual([unlistedStage, "stage-of-the-past"].sort());
    expect(lever.stageKnowledge.isSurveyed).toBe(false);
  });
});
