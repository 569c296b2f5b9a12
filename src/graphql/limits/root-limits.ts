import { type FieldNode, type GraphQLSchema, valueFromASTUntyped } from "graphql";
import { isEntityName } from "../entities.js";
import { requestError } from "../request-error.js";
import type { SelectedFields } from "../selected-fields.js";
import type { QueryLimits } from "./query-limits.js";

// Each malformed representation has an error of its own. Gateways send none.
const maxMalformed = 100;

/**
 * Throws QUERY_TOO_COMPLEX if an operation selects too many fields of Query or has too many representations, and
 * BAD_USER_INPUT if too many of them are malformed. A few malformed ones fail alone. `variables` must be coerced.
 */
export function checkRootFields(
  root: SelectedFields,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
  { rootFields, representations }: Pick<QueryLimits, "rootFields" | "representations">,
): void {
  if (root.size > rootFields)
    throw requestError(
      "QUERY_TOO_COMPLEX",
      `The operation has ${root.size} fields of Query, and MAX_ROOT_FIELDS allows ${rootFields}. Split it.`,
    );
  let [count, malformed] = [0, 0];
  for (const [node] of root.values()) {
    if (node?.name.value !== "_entities") continue;
    const sent = representationsOf(node, variables);
    count += sent.length;
    malformed += sent.filter((each) => !isRepresentation(each, schema)).length;
  }
  if (count > representations)
    throw requestError(
      "QUERY_TOO_COMPLEX",
      `The operation has ${count} representations of entities, and MAX_REPRESENTATIONS allows ${representations}. Send them in several operations.`,
    );
  if (malformed > maxMalformed)
    throw requestError(
      "BAD_USER_INPUT",
      `${malformed} representations are malformed. Each needs the __typename of an entity of this subgraph, and its id as a string.`,
    );
}

function representationsOf(node: FieldNode, variables: Readonly<Record<string, unknown>>): readonly unknown[] {
  const argument = node.arguments?.find(({ name }) => name.value === "representations");
  const value = argument && valueFromASTUntyped(argument.value, variables);
  // A single value may stand for a list.
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function isRepresentation(value: unknown, schema: GraphQLSchema): boolean {
  const { __typename, id } = (value ?? {}) as { readonly __typename?: unknown; readonly id?: unknown };
  return typeof id === "string" && isEntityName(__typename, schema);
}
