import { type GraphQLSchema, getArgumentValues, isObjectType } from "graphql";
import type { PlannedField } from "../../ats/call-plan.js";
import type { Context } from "../context.js";
import type { Selected } from "../limits/operation-cost.js";
import { isHeldWithId } from "../resolvers/selection.js";

/** What it takes to read an operation's fields: `variables` are coerced ones. */
export interface Situation extends Pick<Context, "support"> {
  readonly schema: GraphQLSchema;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Fields that are selected, as a provider plans its calls by them. One with arguments that cannot be used is left out. */
export function plannedFields(selections: readonly Selected[], situation: Situation, above = ""): PlannedField[] {
  return selections.flatMap((selected) => {
    const args = argumentsOf(selected, situation);
    if (args === undefined) return [];
    const { type, field, gives, node, values, calls, selections } = selected;
    const path = above + (node.alias?.value ?? node.name.value);
    const idOnly = selections.every((each) => isHeldWithId(each.type, each.field, situation.support));
    const under = plannedFields(selections, situation, `${path}.`);
    return [{ type, field, gives, path, args, values, calls, idOnly, under }];
  });
}

/** Undefined where the executor will refuse them. */
function argumentsOf({ type, node }: Selected, { schema, variables }: Situation): Record<string, unknown> | undefined {
  const definition = schema.getType(type);
  const field = isObjectType(definition) ? definition.getFields()[node.name.value] : undefined;
  try {
    return field && getArgumentValues(field, node, variables);
  } catch {
    return undefined;
  }
}
