import { setImmediate } from "node:timers/promises";
import type { GraphQLResponse } from "@apollo/server";
import { trace } from "@opentelemetry/api";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import type { Operation } from "../operation/operation.js";

/** A provider's response takes longer than this, in milliseconds. A younger execution has used only cached responses. */
const minResponseMs = 50;

/** Errors that concern the leader only: its deadline has passed, its client has disconnected, or it has made all its calls. */
const errorsOfOneOperation: readonly unknown[] = ["DEADLINE_EXCEEDED", "CALL_BUDGET_EXCEEDED"];

/**
 * An execution for one operation, the leader, and for its followers: equal operations that joined it. If it fails for a
 * reason that concerns the leader only, the latest follower becomes the leader of a new execution, and the other followers
 * join that. Of all followers the latest has the most time, and what it reads is recent enough for all.
 */
export class SharedExecution {
  /** The span of the leader. The spans of operations that join link to it. */
  readonly span = trace.getActiveSpan()?.spanContext();
  /** In the order in which they joined. */
  private readonly followers = new Set<Operation>();
  private joined = 0;
  private isSettled = false;
  private readonly outcome: Promise<GraphQLResponse | SharedExecution>;
  private settle: (outcome: GraphQLResponse | SharedExecution) => void = () => undefined;

  constructor(private readonly leader: Operation) {
    this.outcome = new Promise((resolve) => {
      this.settle = resolve;
    });
    leader.onDeadline = () => this.handOver();
  }

  /** Whether operations may join. False once the execution can have used a provider response. */
  get acceptsFollowers(): boolean {
    const { stats, startedAt } = this.leader;
    return !this.isSettled && (!stats.hasResponses || performance.now() - startedAt < minResponseMs);
  }

  /** Waits until all requests that have arrived are parsed, so that equal ones can join before the execution starts. */
  async waitForFollowers(): Promise<void> {
    for (let seen = -1; seen < this.joined;) {
      seen = this.joined;
      await setImmediate();
    }
  }

  /**
   * Adds an operation. Returns its response, or the execution that it must lead. Undefined if the operation is aborted
   * first.
   */
  async join(operation: Operation): Promise<GraphQLResponse | SharedExecution | undefined> {
    operation.summary.shared = true;
    let execution = this as SharedExecution;
    for (;;) {
      const outcome = await execution.wait(operation);
      if (outcome instanceof SharedExecution) {
        execution = outcome;
        if (execution.leader !== operation) continue;
        operation.summary.shared = false;
        return execution;
      }
      return outcome && execution.share(outcome, operation);
    }
  }

  /** Gives the followers the response of the leader, unless it failed for a reason of its own. */
  finish(response: GraphQLResponse): void {
    const errors = response.body.kind === "single" ? (response.body.singleResult.errors ?? []) : [];
    if (errors.some(({ extensions }) => errorsOfOneOperation.includes(extensions?.code)) && this.handOver()) return;
    this.isSettled = true;
    this.settle(response);
  }

  /** Makes the latest follower the leader of a new execution. False if there is no follower. */
  private handOver(): boolean {
    const successor = [...this.followers].findLast(({ signal }) => !signal.aborted);
    if (this.isSettled || successor === undefined) return false;
    this.isSettled = true;
    this.settle(new SharedExecution(successor));
    return true;
  }

  private async wait(operation: Operation): Promise<GraphQLResponse | SharedExecution | undefined> {
    if (operation === this.leader) return this;
    this.joined += 1;
    this.followers.add(operation);
    this.leader.addFollower(operation);
    const outcome = await rejectOnAbort(this.outcome, operation.signal).catch(() => undefined);
    this.followers.delete(operation);
    return outcome;
  }

  /** The response for a follower, whose extensions are its own, except the causes of the errors. */
  private share({ http, body }: GraphQLResponse, { stats }: Operation): GraphQLResponse | undefined {
    if (body.kind !== "single") return undefined;
    const { calls, cached, oldestMs } = this.leader.stats.cost();
    stats.countCacheHit(calls + cached);
    stats.noteResponse(oldestMs, 0);
    const { extensions, ...shared } = body.singleResult;
    const singleResult =
      extensions?.causes === undefined ? shared : { ...shared, extensions: { causes: extensions.causes } };
    return { http, body: { kind: "single", singleResult } };
  }
}
