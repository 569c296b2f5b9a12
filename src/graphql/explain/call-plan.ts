import type { GraphQLError } from "graphql";
import type { PlannedCalls, PlannedList } from "../../ats/call-plan.js";
import type { Context } from "../context.js";
import { requestError } from "../request-error.js";
import type { OperationCost } from "../limits/operation-cost.js";
import { type RateLimit, rateLimitedMs, usableBurst } from "../../ats/rate-limit.js";
import { type PlanInput, plannedFields } from "./planned-fields.js";

/** The planned calls of an operation, as `extensions.explain` shows them. */
export interface CallPlan {
  /** The static cost, in provider calls, that the limits apply to. */
  readonly cost: number;
  /** Provider calls in all. */
  readonly calls: Range;
  /** How long the calls wait for the rate limit, in milliseconds: with the full burst, and with no burst left. */
  readonly rateLimitMs: Range;
  readonly byEndpoint: readonly EndpointPlan[];
}

/** The least and the greatest number. `most` comes from the weights in the schema. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export interface EndpointPlan extends Range {
  /** The endpoint's pattern, e.g. `/people/:id/offers`. */
  readonly endpoint: string;
  /** The fields that need the calls, by their path. Fields share calls, so `least` is not the sum over the fields. */
  readonly for: readonly FieldPlan[];
}

/** The calls of one field, and how they read a list. */
export interface FieldPlan extends Range {
  readonly path: string;
  readonly how?: PlannedList | undefined;
}

type CallPlanInput = PlanInput & Pick<Context, "provider"> & { readonly rateLimit: RateLimit };

/** Plans the calls of an operation, without a call. Undefined if the provider does not plan its calls. */
export function callPlan({ calls: cost, selections }: OperationCost, input: CallPlanInput): CallPlan | undefined {
  const { provider, rateLimit } = input;
  const planned = provider.planCalls?.(plannedFields(selections, input));
  if (planned === undefined) return undefined;
  const byEndpoint = [...new Set(planned.map(({ endpoint }) => endpoint))]
    .map((endpoint) => endpointPlan(endpoint, planned, cost))
    .filter(({ most }) => most > 0);
  const calls = {
    least: sum(byEndpoint.map(({ least }) => least)),
    most: Math.min(cost, sum(byEndpoint.map(({ most }) => most))),
  };
  const rateLimitMs = {
    least: Math.round(rateLimitedMs(rateLimit, calls.least, usableBurst(rateLimit.burst))),
    most: Math.round(rateLimitedMs(rateLimit, calls.most, 0)),
  };
  return { cost, calls, rateLimitMs, byEndpoint };
}

/** The error for `x-explain: plan` if the provider does not plan its calls. BAD_USER_INPUT, with status 400. */
export function cannotPlan({ name }: Context["provider"]): GraphQLError {
  return requestError(
    "BAD_USER_INPUT",
    `${name} does not plan its calls, so x-explain cannot be plan. Use run, or leave the header out.`,
  );
}

/** Combines the calls to one endpoint. `most` is not greater than the cost of the whole operation. */
function endpointPlan(endpoint: string, planned: readonly PlannedCalls[], cost: number): EndpointPlan {
  const byPath = new Map<string, FieldPlan>();
  for (const { path, least, most, how } of planned.filter((each) => each.endpoint === endpoint)) {
    const known = byPath.get(path) ?? { path, least: 0, most: 0 };
    byPath.set(path, {
      path,
      least: Math.max(known.least, least),
      most: Math.min(cost, known.most + most),
      how: known.how ?? how,
    });
  }
  const reasons = [...byPath.values()];
  return {
    endpoint,
    least: Math.max(...reasons.map(({ least }) => least)),
    most: Math.min(cost, sum(reasons.map(({ most }) => most))),
    for: reasons,
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
