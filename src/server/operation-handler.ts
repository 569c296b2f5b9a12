import type { ApolloServer, HTTPGraphQLResponse } from "@apollo/server";
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import type { AnswerCache, KeptAnswer } from "../graphql/answers/answer-cache.js";
import { costOfReuse, endOf, etagOf, hasData, reusableAnswer } from "../graphql/answers/whole-answer.js";
import type { Context } from "../graphql/context.js";
import { textOf } from "../graphql/plugins/request-coalescing.js";
import type { Metrics } from "../telemetry/metrics.js";
import { graphqlRequest } from "./graphql-request.js";
import { logOperation } from "./logging/request-log.js";
import { requestKey } from "./request-key.js";

export interface OperationHandlerOptions {
  /** Undefined if no answers are kept. */
  readonly answers: AnswerCache | undefined;
  readonly metrics: Metrics;
  readonly upstreamExtension: boolean;
  /** Starts the operation of a request. */
  readonly startContext: (request: FastifyRequest, reply: FastifyReply) => Context;
}

/**
 * The handler of `/graphql`: sends a kept answer if there is one, and otherwise gives the request to Apollo Server. A GET
 * whose client has the data already gets 304.
 */
export function handleOperation(apollo: ApolloServer<Context>, options: OperationHandlerOptions): RouteHandlerMethod {
  const { answers, startContext } = options;
  return async (request, reply) => {
    const connection = request.account?.connection;
    const key = answers && connection && requestKey(request, connection.accountName);
    const kept = key === undefined ? undefined : answers?.get(key);
    if (kept !== undefined) return answerAgain(kept, request, reply, options);
    const epoch = connection?.recordsEpoch();
    let context: Context | undefined;
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: graphqlRequest(request),
      context: async () => (context = startContext(request, reply)),
    });
    if (key !== undefined && context !== undefined && connection?.recordsEpoch() === epoch) {
      const reusable = reusableOf(context, response);
      if (reusable !== undefined) {
        answers?.set(key, reusable.answer, reusable.ttlMs);
        addHeaders(response.headers, reply);
        return sendAnswer(reusable.answer, context.operation.result?.extensions, request, reply);
      }
    }
    return send(response, context, request, reply);
  };
}

function reusableOf({ account, operation }: Context, { status, headers }: HTTPGraphQLResponse) {
  return status === undefined || status === 200 ? reusableAnswer(account, operation, headers) : undefined;
}

/** Sends a kept answer. `age` is the time since it was made. RFC 9111, Age. */
function answerAgain(
  kept: KeptAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
  { metrics, upstreamExtension }: OperationHandlerOptions,
): Buffer | FastifyReply | undefined {
  const startedAt = performance.now();
  const ageMs = startedAt - kept.keptAt;
  const cost = costOfReuse(kept, ageMs);
  const operation = { summary: kept.summary, startedAt, cost: { calls: kept.cost }, stats: { cost: () => cost } };
  logOperation(operation, request, reply, metrics);
  addHeaders(kept.headers, reply);
  void reply.header("age", String(Math.floor(ageMs / 1000)));
  return sendAnswer(kept, { ...(upstreamExtension && { upstream: cost }), ...kept.extensions }, request, reply);
}

/** Sends an answer that is kept, with these extensions. Its bytes are not copied. */
function sendAnswer(
  { bytes, etag }: KeptAnswer,
  extensions: Readonly<Record<string, unknown>> | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Buffer | FastifyReply | undefined {
  if (request.method !== "POST" && isNotModified(etag, request, reply)) return undefined;
  const end = endOf(extensions);
  if (request.method === "HEAD") return Buffer.concat([bytes, end]);
  reply.header("content-length", bytes.length + end.length).sendParts(bytes, end);
  return reply;
}

function send(
  { headers, body, status = 200 }: HTTPGraphQLResponse,
  context: Context | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): string | undefined {
  addHeaders(headers, reply);
  void reply.code(status);
  // Apollo Server answers in pieces only with @defer, which this schema does not have.
  if (body.kind === "chunked") throw new Error("The answer is in pieces.");
  const { data = null, errors } = context?.operation.result ?? {};
  const isWhole = status === 200 && data !== null && errors === undefined;
  if (request.method !== "POST" && isWhole && isNotModified(etagOf(textOf(data)), request, reply)) return undefined;
  return body.string;
}

function addHeaders(headers: Iterable<readonly [name: string, value: string]>, reply: FastifyReply): void {
  for (const [name, value] of headers) void reply.header(name, value);
}

/** Adds the entity tag. If the client has the data already, answers with 304 and without a body. */
function isNotModified(etag: string, { headers }: FastifyRequest, reply: FastifyReply): boolean {
  void reply.header("etag", etag);
  if (!hasData(headers["if-none-match"], etag)) return false;
  void reply.code(304).removeHeader("content-type").send();
  return true;
}
