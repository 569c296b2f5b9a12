import { setImmediate } from "node:timers/promises";
import type { ApolloServerPlugin, GraphQLRequest, GraphQLResponse } from "@apollo/server";
import { trace } from "@opentelemetry/api";
import type { FormattedExecutionResult } from "graphql";
import type { Context } from "../context.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import type { Operation } from "../operation/operation.js";

/** A provider's answer takes longer, in milliseconds: an execution that is younger is as good as one without an answer. */
const minResponseMs = 50;

/**
 * Executes operations that ask the same at the same time once, for all of them. One joins an execution as long as that
 * has no answer yet: what it has asked for is then still under way, and would be shared anyway; what it asks for later is
 * live to all. `generation` is another one once what was asked for before is no longer live.
 */
export function coalesceRequests(epoch: () => number): ApolloServerPlugin<Context> {
  const latest = new Map<string, Execution>();
  return {
    async requestDidStart() {
      let own: { readonly key: string; readonly execution: Execution } | undefined;
      return {
        async responseForOperation({ request, contextValue: { account, operation, explain } }) {
          // An explanation is of one execution, and so is a trace.
          const key = explain === undefined ? keyOf(request, account, operation, epoch()) : undefined;
          if (key === undefined) return null;
          const running = latest.get(key);
          if (running?.acceptsFollowers === true) {
            if (running.span !== undefined) trace.getActiveSpan()?.addLink({ context: running.span });
            return running.responseFor(operation);
          }
          own = { key, execution: new Execution(operation) };
          latest.set(key, own.execution);
          await own.execution.waitForFollowers();
          return null;
        },
        // Of the plugins this is the last: the response is as it will be sent.
        async willSendResponse({ response }) {
          if (own === undefined) return;
          if (latest.get(own.key) === own.execution) latest.delete(own.key);
          own.execution.resolveFollowers(response);
        },
      };
    },
  };
}

/** An execution on behalf of one operation, and of those that join it. */
class Execution {
  /** Its span in a trace: those that join are linked to it. */
  readonly span = trace.getActiveSpan()?.spanContext();
  private followers = 0;
  private readonly response: Promise<GraphQLResponse>;
  resolveFollowers: (response: GraphQLResponse) => void = () => undefined;

  constructor(private readonly leader: Operation) {
    this.response = new Promise((resolve) => {
      this.resolveFollowers = resolve;
    });
  }

  /** Whether others may join: it can have no answer of the provider's yet. */
  get acceptsFollowers(): boolean {
    const { stats, startedAt } = this.leader;
    return !stats.hasAnswers || performance.now() - startedAt < minResponseMs;
  }

  /** Resolves once every request that has arrived by now, and those that still arrive with them, have been read. */
  async waitForFollowers(): Promise<void> {
    for (let seen = -1; seen < this.followers;) {
      seen = this.followers;
      await setImmediate();
    }
  }

  /** The answer for an operation that joins; null when that gives up first. */
  async responseFor(operation: Operation): Promise<GraphQLResponse | null> {
    this.followers += 1;
    this.leader.addFollower(operation);
    operation.summary.shared = true;
    const response = await rejectOnAbort(this.response, operation.signal).catch(() => null);
    if (response?.body.kind !== "single") return null;
    const { calls, cached, oldestMs } = this.leader.stats.cost();
    operation.stats.countCacheHit(calls + cached);
    operation.stats.noteAge(oldestMs);
    const singleResult = { ...response.body.singleResult };
    // The operation has its own.
    delete singleResult.extensions;
    return { http: response.http, body: { kind: "single", singleResult } };
  }
}

/**
 * What makes operations the same: the account, the text, the variables, what the caller allows it to cost, how it is
 * answered, and what is live.
 * Undefined for an operation whose execution is to be traced: it is its own.
 */
function keyOf(
  { query, operationName, variables, http }: GraphQLRequest,
  account: string,
  { stats }: Operation,
  epoch: number,
): string | undefined {
  if (http?.headers.has("apollo-federation-include-trace") === true) return undefined;
  const accept = http?.headers.get("accept");
  return JSON.stringify([account, query, operationName, variables, stats.cap, accept, epoch]);
}

const dataTexts = new WeakMap<object, string>();

/** A result as JSON. Data that several responses share is put into words once. */
export function stringifyResult({ errors, data, extensions }: FormattedExecutionResult): string {
  const parts = [
    ...(errors === undefined ? [] : [`"errors":${JSON.stringify(errors)}`]),
    ...(data === undefined ? [] : [`"data":${textOf(data)}`]),
    ...(extensions === undefined ? [] : [`"extensions":${JSON.stringify(extensions)}`]),
  ];
  return `{${parts.join(",")}}\n`;
}

function textOf(data: object | null): string {
  if (data === null) return "null";
  const known = dataTexts.get(data);
  if (known !== undefined) return known;
  const text = JSON.stringify(data);
  dataTexts.set(data, text);
  return text;
}
