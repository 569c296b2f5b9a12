import type { ApolloServerPlugin, GraphQLRequest } from "@apollo/server";
import { trace } from "@opentelemetry/api";
import type { FormattedExecutionResult } from "graphql";
import type { Context } from "../context.js";
import type { Operation } from "../operation/operation.js";
import { SharedExecution } from "./shared-execution.js";

/**
 * Executes equal operations that arrive at the same time once, and gives all of them the result. An operation joins a
 * running execution as long as that execution has used no provider response: the requests under way would be shared
 * anyway, and later requests are as recent as the operation needs. Each operation has its own deadline and its own limit
 * on calls: where the running one exceeds its own, the others go on. `epoch` changes each time that earlier provider responses
 * become outdated.
 */
export function coalesceRequests(epoch: () => number): ApolloServerPlugin<Context> {
  const latest = new Map<string, SharedExecution>();
  return {
    async requestDidStart() {
      let own: { readonly key: string; readonly execution: SharedExecution } | undefined;
      return {
        async responseForOperation({ request, contextValue: { account, operation, explain } }) {
          // An explanation describes one execution, so its operation is not coalesced.
          const key = explain === undefined ? keyOf(request, account, operation, epoch()) : undefined;
          if (key === undefined) return null;
          const running = latest.get(key);
          if (running?.acceptsFollowers === true) {
            if (running.span !== undefined) trace.getActiveSpan()?.addLink({ context: running.span });
            const outcome = await running.join(operation);
            if (!(outcome instanceof SharedExecution)) return outcome ?? null;
            // No new operation may join it, because it uses responses that came before.
            own = { key, execution: outcome };
            return null;
          }
          own = { key, execution: new SharedExecution(operation) };
          latest.set(key, own.execution);
          await own.execution.waitForFollowers();
          return null;
        },
        // This is the last plugin, so the response is final.
        async willSendResponse({ response }) {
          if (own === undefined) return;
          if (latest.get(own.key) === own.execution) latest.delete(own.key);
          own.execution.finish(response);
        },
      };
    },
  };
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

/** Returns a result as JSON. Data that several responses share is stringified once, and not copied here. */
export function stringifyResult({ errors, data, extensions }: FormattedExecutionResult): string {
  const parts = [
    ...(errors === undefined ? [] : [`"errors":${JSON.stringify(errors)}`]),
    ...(data === undefined ? [] : [`"data":${textOf(data)}`]),
    ...(extensions === undefined ? [] : [`"extensions":${JSON.stringify(extensions)}`]),
  ];
  let text = "{";
  for (const part of parts) text += text === "{" ? part : `,${part}`;
  return `${text}}\n`;
}

/** The data of a result as JSON. */
export function textOf(data: object | null): string {
  if (data === null) return "null";
  const known = dataTexts.get(data);
  if (known !== undefined) return known;
  const text = JSON.stringify(data);
  dataTexts.set(data, text);
  return text;
}
