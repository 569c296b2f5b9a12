import {
  type FieldNode,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
} from "graphql";
import { requestError } from "../request-error.js";
import { type SelectedFields, type SelectionSource, selectedSubfields } from "../selected-fields.js";

/** The fields of Query that return the schema or a part of it, with their types. */
const rootTypes = new Map([
  ["__schema", "__Schema"],
  ["__type", "__Type"],
  ["_service", "_Service"],
]);

// The introspection query of tools has about 200 fields and 10 lists.
const maxFields = 2000;
const maxLists = 50;
/** The text of the schema is about as long as the result of that query. */
const listsInText = 10;

/**
 * Throws QUERY_TOO_COMPLEX for an operation that selects the schema many times, which costs no calls but gives a large
 * result. `root` has the fields of the operation.
 */
export function checkIntrospection(source: SelectionSource, root: SelectedFields): void {
  let [fields, lists] = [0, 0];
  const count = (type: GraphQLObjectType, nodes: readonly FieldNode[]): void => {
    for (const selected of selectedSubfields(source, type, nodes).values()) {
      const field = type.getFields()[selected[0]?.name.value ?? ""];
      if (field === undefined) continue;
      fields += 1;
      if (isListType(getNullableType(field.type))) lists += 1;
      if (type.name === "_Service") lists += listsInText;
      if (fields > maxFields || lists > maxLists)
        throw requestError("QUERY_TOO_COMPLEX", "The operation asks for the schema too many times.");
      const named = getNamedType(field.type);
      if (isObjectType(named)) count(named, selected);
    }
  };
  for (const nodes of root.values()) {
    const type = source.schema.getType(rootTypes.get(nodes[0]?.name.value ?? "") ?? "");
    if (!isObjectType(type)) continue;
    // Each of these fields counts as a list.
    lists += 1;
    count(type, nodes);
  }
}
