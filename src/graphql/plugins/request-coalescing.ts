import { setImmediate } from "node:timers/promises";
import type { ApolloServerPlugin, GraphQLRequest, GraphQLResponse } from "@apollo/server";
import { trace } from "@opentelemetry/api";
import type { FormattedExecutionResult } from "graphql";
import type { Context } from "../context.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import type { Operation } from "../operation/operation.js";

/** A provider's response takes longer than this, in milliseconds. A younger execution has used only cached responses. */
const minResponseMs = 50;

/**
 * Executes equal operations that arrive at the same time once, and gives all of them the result. An operation joins a
 * running execution as long as that execution has used no provider response: the requests under way would be shared
 * anyway, and later requests are as recent as the operation needs. `epoch` changes each time that earlier provider
 * responses become outdated.
 */
export function coalesceRequests(epoch: () => number): ApolloServerPlugin<Context> {
  const latest = new Map<string, Execution>();
  return {
    async requestDidStart() {
      let own: { readonly key: string; readonly execution: Execution } | undefined;
      return {
        async responseForOperation({ request, contextValue: { account, operation, explain } }) {
          // An explanation describes one execution, so its operation is not coalesced.
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
        // This is the last plugin, so the response is final.
        async willSendResponse({ response }) {
          if (own === undefined) return;
          if (latest.get(own.key) === own.execution) latest.delete(own.key);
          own.execution.resolveFollowers(response);
        },
      };
    },
  };
}

/** An execution for one operation, the leader, and for the operations that join it. */
class Execution {
  /** The span of the leader. The spans of operations that join link to it. */
  readonly span = trace.getActiveSpan()?.spanContext();
  private followers = 0;
  private readonly response: Promise<GraphQLResponse>;
  resolveFollowers: (response: GraphQLResponse) => void = () => undefined;

  constructor(private readonly leader: Operation) {
    this.response = new Promise((resolve) => {
      this.resolveFollowers = resolve;
    });
  }

  /** Whether operations may join. False once the execution can have used a provider response. */
  get acceptsFollowers(): boolean {
    const { stats, startedAt } = this.leader;
    return !stats.hasResponses || performance.now() - startedAt < minResponseMs;
  }

  /** Waits until all requests that have arrived are parsed, so that equal ones can join before the execution starts. */
  async waitForFollowers(): Promise<void> {
    for (let seen = -1; seen < this.followers;) {
      seen = this.followers;
      await setImmediate();
    }
  }

  /** Adds an operation. Returns its response, or null if the operation is aborted first. */
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
    // The operation has extensions of its own.
    delete singleResult.extensions;
    return { http: response.http, body: { kind: "single", singleResult } };
  }
}

/**
 * Returns a key that equal operations share: account, text, variables, call limit, media type and epoch. Undefined for an
 * operation with a trace (ftv1), because a trace describes one execution.
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

/** Returns a result as JSON. Data that several responses share is stringified once. */
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
