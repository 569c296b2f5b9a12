import { expect, it, describe, onTestFinished } from "vitest";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { accountWithUnlistedStage, startSurveyedSubgraph, unlistedStage } from "../support/surveyed-subgraph.js";
import type { TestSettings } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: surveys shared through Redis, because redis-server is not installed");

async function startReplica(settings: TestSettings) {
  const replica = await startSurveyedSubgraph(settings);
  onTestFinished(() => replica.subgraph[Symbol.asyncDispose]());
  return replica;
}

/** Begins until a condition is met: a replica whose Redis is not connected yet waits. */
const beginUntil = ({ lever }: Awaited<ReturnType<typeof startReplica>>, isMet: () => boolean) =>
  expect
    .poll(
      () => {
        lever.survey.begin();
        return isMet();
      },
      { timeout: 20_000 },
    )
    .toBe(true);

async function ownRedis() {
  const server = await startRedisServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  return { REDIS_URL: server.url };
}

describe.runIf(hasRedis)("replicas on one Redis", () => {
  it("share the result of one survey", async () => {
    const env = await ownRedis();
    const first = await startReplica({ account: accountWithUnlistedStage(250), env });
    const second = await startReplica({ lever: first.subgraph.lever, env });
    await beginUntil(first, () => first.subgraph.logged.some((line) => line.includes("survey")));
    expect(first.surveyCalls()).toHaveLength(3);
    await beginUntil(second, () => second.lever.stageKnowledge.isSurveyed);
    expect(second.surveyCalls()).toHaveLength(3);
    expect(second.lever.stageKnowledge.unlistedStages([])).toContain(unlistedStage);
  });

  it("leave the survey to the one that makes it", async () => {
    const env = await ownRedis();
    const first = await startReplica({ account: accountWithUnlistedStage(250), env });
    const second = await startReplica({ lever: first.subgraph.lever, env });
    first.subgraph.lever.faults.failNext(/archived=true/, { delayMs: 300 }, 1);
    await beginUntil(first, () => first.surveyCalls().length === 1);
    second.lever.survey.begin();
    await first.subgraph.logLines("The survey of archived opportunities is made", 1);
    expect(first.surveyCalls()).toHaveLength(3);
    expect(second.lever.stageKnowledge.isSurveyed).toBe(false);
  });
});
