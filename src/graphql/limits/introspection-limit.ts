import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
} from "graphql";
import { requestError } from "../request-error.js";
import type { SelectedFields } from "../selected-fields.js";

/** Fields of Query that give the schema, or some of it, and their types. */
const rootTypes = new Map([
  ["__schema", "__Schema"],
  ["__type", "__Type"],
  ["_service", "_Service"],
]);

// The query that tools send has some 200 fields, and 10 lists.
const maxFields = 2000;
const maxLists = 50;

/**
 * Throws QUERY_TOO_COMPLEX for an operation that asks for the schema again and again: that costs no calls, and each time
 * gives all of it. `root` are the operation's fields, `fieldsOf` those that nodes select on a type.
 */
export function checkIntrospection(
  schema: GraphQLSchema,
  root: SelectedFields,
  fieldsOf: (type: GraphQLObjectType, nodes: readonly FieldNode[]) => SelectedFields,
): void {
  let [fields, lists] = [0, 0];
  const count = (type: GraphQLObjectType, nodes: readonly FieldNode[]): void => {
    for (const selected of fieldsOf(type, nodes).values()) {
      const field = type.getFields()[selected[0]?.name.value ?? ""];
      if (field === undefined) continue;
      fields += 1;
      if (isListType(getNullableType(field.type))) lists += 1;
      if (fields > maxFields || lists > maxLists)
        throw requestError("QUERY_TOO_COMPLEX", "The operation asks for the schema too many times.");
      const named = getNamedType(field.type);
      if (isObjectType(named)) count(named, selected);
    }
  };
  for (const nodes of root.values()) {
    const type = schema.getType(rootTypes.get(nodes[0]?.name.value ?? "") ?? "");
    if (!isObjectType(type)) continue;
    // Each is as much as a list.
    lists += 1;
    count(type, nodes);
  }
}
