import type { FastifyBaseLogger } from "fastify";
import type { CallContext, CallEnd, CallStats } from "../ats/call-context.js";
import { AtsError } from "../ats/errors.js";
import { outsideSpans } from "../telemetry/outside-spans.js";
import { type Clock, sleep, systemClock } from "../upstream/clock.js";
import type { LeverClient, Resource } from "./client.js";
import { stageReader } from "./opportunity-elements.js";
import type { StageRule } from "./lead-rule.js";
import { type LeverRecord, type RecordParser, recordParser } from "./records.js";
import type { SharedSurvey, SurveyResult } from "./shared-survey.js";
import type { OpportunityStage } from "./stage.js";
import type { StageKnowledge } from "./stage-knowledge.js";

export interface AccountSurveyOptions {
  /** `ACCOUNT_SURVEY`. */
  readonly isAllowed: boolean;
  /** A client without a cache, because nobody reads these pages again. */
  readonly client: LeverClient;
  readonly rule: StageRule;
  readonly stages: StageKnowledge;
  /** Undefined without Redis. */
  readonly shared: SharedSurvey | undefined;
  readonly log: Pick<FastifyBaseLogger, "info" | "warn">;
  /** Receives each call. */
  readonly observe: (end: CallEnd) => void;
  readonly clock?: Clock;
}

interface SurveyRow extends LeverRecord {
  readonly stage: OpportunityStage | null;
}

/** After a failure the survey begins again after this time at the earliest, in milliseconds. */
const retryMs = 10 * 60_000;

/** How often a process looks whether another one has finished, or whether Redis is back, in milliseconds. */
const lookAgainMs = 5000;

/** How often the result is saved if Redis is not available. */
const maxSaves = 10;

/** A claim holds for this time after a page, in milliseconds. Pages are at least a second apart at Lever's usual rate. */
const claimMs = 2 * 60_000;

/**
 * The survey of one account: reads the stages of all archived opportunities, in the background, once per process or once
 * for all that share a Redis. Afterwards every stage with archived opportunities is known. No operation waits for it, and
 * none is charged. Lever docs: Opportunities, List, `archived`.
 */
export class AccountSurvey {
  private readonly controller = new AbortController();
  private readonly clock: Clock;
  private isRunning = false;
  private isDone = false;
  private notBefore = -Infinity;

  constructor(private readonly options: AccountSurveyOptions) {
    this.clock = options.clock ?? systemClock;
  }

  /** Begins the survey, unless it is made, running, switched off, or has failed lately. Returns immediately. */
  begin(): void {
    const mayBegin = this.options.isAllowed && !this.isDone && !this.controller.signal.aborted;
    if (!mayBegin || this.isRunning || this.clock.now() < this.notBefore) return;
    this.isRunning = true;
    // The caller is an operation, whose trace the survey does not belong to.
    outsideSpans(() => {
      void this.run();
    });
  }

  /** Ends the survey. It does not begin again. */
  close(): void {
    this.controller.abort();
  }

  private async run(): Promise<void> {
    try {
      const found = await this.options.shared?.find();
      if (found === "wait") this.notBefore = this.clock.now() + lookAgainMs;
      else if (found === undefined) await this.readRows();
      else this.finish(found.stages, found.withoutStage);
    } catch (error) {
      if (this.controller.signal.aborted) return;
      this.notBefore = this.clock.now() + retryMs;
      const code = error instanceof AtsError ? error.code : "INTERNAL_SERVER_ERROR";
      this.options.log.warn({ code }, "The survey of archived opportunities failed. It begins again later");
    } finally {
      this.isRunning = false;
    }
  }

  private async readRows(): Promise<void> {
    const { client, rule, shared, stages, log } = this.options;
    const stats = new SurveyStats(this.options.observe);
    const context: CallContext = {
      signal: this.controller.signal,
      deadline: Infinity,
      stats,
      reportError: () => undefined,
    };
    const found = new Set<string>();
    let withoutStage = false;
    await shared?.claim(claimMs);
    for await (const rows of client.readPages(archivedOpportunities, surveyParser(rule), context, "background")) {
      for (const row of rows) {
        if (row instanceof AtsError) continue;
        if (row.stage === null) withoutStage = true;
        else found.add(row.stage.id);
      }
      await shared?.claim(claimMs);
    }
    this.finish(found, withoutStage);
    // With the stages that are listed now: one that is deactivated later can have archived opportunities then.
    await this.save({ stages: [...stages.all], withoutStage, madeAt: new Date().toISOString() });
    log.info({ calls: stats.calls, stages: found.size }, "The survey of archived opportunities is made");
  }

  private async save(result: SurveyResult): Promise<void> {
    const { shared } = this.options;
    for (let saves = 1; shared !== undefined && !(await shared.save(result)) && saves < maxSaves; saves += 1) {
      await sleep(this.clock, lookAgainMs, this.controller.signal);
    }
  }

  private finish(stages: Iterable<string>, withoutStage: boolean): void {
    for (const id of stages) this.options.stages.note(id);
    this.options.stages.noteSurvey(withoutStage);
    this.isDone = true;
  }
}

const archivedOpportunities: Resource = {
  endpoint: "/opportunities",
  query: { include: ["id", "stage"], archived: true },
  mayBeConfidential: true,
};

function surveyParser(rule: StageRule): RecordParser<SurveyRow> {
  // Lists count the values that cannot be read.
  return recordParser<SurveyRow>(
    "opportunity",
    () => undefined,
    (record) => ({
      stage: record.read("stage", stageReader(rule)),
    }),
  );
}

/** Charges the calls to no operation. */
class SurveyStats implements CallStats {
  readonly isBackground = true;
  readonly callsLeft = Infinity;
  calls = 0;

  constructor(private readonly onEnd: (end: CallEnd) => void) {}

  startCall(): (end: CallEnd) => void {
    this.calls += 1;
    return this.onEnd;
  }

  countCacheHit(): void {
    // The survey uses no cache.
  }

  countCoalesced(): void {
    // The survey uses no cache.
  }

  noteResponse(): void {
    // No answer shows it.
  }

  startWait(): void {
    // No operation waits.
  }

  endWait(): void {
    // No operation waits.
  }
}
