import { type GraphQLSchema, getArgumentValues, isObjectType } from "graphql";
import type { PlannedField } from "../../ats/call-plan.js";
import type { Context } from "../context.js";
import type { CostedField } from "../limits/operation-cost.js";
import { isAnsweredById } from "../resolvers/selection.js";

/** The input for planning the fields of an operation. `variables` are coerced. */
export interface PlanInput extends Pick<Context, "support"> {
  readonly schema: GraphQLSchema;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Converts selected fields to the form that a provider plans its calls by. Leaves out fields with invalid arguments. */
export function plannedFields(selections: readonly CostedField[], input: PlanInput, parentPath = ""): PlannedField[] {
  return selections.flatMap((selected) => {
    const args = argumentsOf(selected, input);
    if (args === undefined) return [];
    const { type, field, returnType, node, count, calls, children: selectedChildren } = selected;
    const path = parentPath + (node.alias?.value ?? node.name.value);
    const needsOnlyId = selectedChildren.every((each) => isAnsweredById(each.type, each.field, input.support));
    const children = plannedFields(selectedChildren, input, `${path}.`);
    return [{ type, field, returnType, path, args, count, calls, needsOnlyId, children }];
  });
}

/** The coerced arguments. Undefined if they are invalid: the executor then reports the error. */
function argumentsOf(
  { type, node }: CostedField,
  { schema, variables }: PlanInput,
): Record<string, unknown> | undefined {
  const definition = schema.getType(type);
  const field = isObjectType(definition) ? definition.getFields()[node.name.value] : undefined;
  try {
    return field && getArgumentValues(field, node, variables);
  } catch {
    return undefined;
  }
}
