import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  defaultFieldResolver,
  getNamedType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import type { Context } from "../../context.js";
import { type SelectedFields, selectedSubfields } from "../../selected-fields.js";
import { siblingFields } from "../selection.js";

/** A field that can be null in the result, or can make its parent null. */
export interface WatchedField {
  readonly field: GraphQLField<unknown, unknown>;
  /** Its name in the response. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly isSelected: boolean;
  /** The subfields to watch if the field is not null. */
  readonly children: readonly WatchedField[];
}

/** Which fields of an object to watch. */
interface Scope {
  /** Whether to watch this unselected field too. */
  readonly includes: (type: GraphQLObjectType, field: string) => boolean;
  /** Watches only fields that cannot be null. Used for another record, which becomes null if such a field fails. */
  readonly failuresOnly?: boolean;
}

const noFields: SelectedFields = new Map();

const known = new WeakMap<SelectedFields, Map<boolean, readonly WatchedField[]>>();

/**
 * Returns the fields to watch of the record whose field is being resolved: the selected fields and the unselected ones.
 * If the record was not read (`isRead` is false), only those unselected fields that the provider cannot fill.
 */
export function watchedFields(
  isRead: boolean,
  { support }: Context,
  info: GraphQLResolveInfo,
): readonly WatchedField[] {
  const selected = siblingFields(info);
  const cached = known.get(selected) ?? new Map<boolean, readonly WatchedField[]>();
  const isUnsupported = ({ name }: GraphQLObjectType, field: string) => support.isUnsupported(name, field);
  const fields =
    cached.get(isRead) ?? fieldsOf(info.parentType, selected, { includes: isRead ? () => true : isUnsupported }, info);
  known.set(selected, cached.set(isRead, fields));
  return fields;
}

function fieldsOf(
  type: GraphQLObjectType,
  selected: SelectedFields,
  scope: Scope,
  info: GraphQLResolveInfo,
): readonly WatchedField[] {
  const definitions = type.getFields() as Readonly<Record<string, GraphQLField<unknown, unknown>>>;
  const chosen = [...selected].flatMap(([key, nodes]) => {
    const field = definitions[nodes[0]?.name.value ?? ""];
    return field === undefined ? [] : [{ field, key, nodes, isSelected: true }];
  });
  const names = new Set(chosen.map(({ field }) => field.name));
  const others = Object.values(definitions)
    .filter(({ name, args }) => !names.has(name) && scope.includes(type, name) && !args.some(isRequiredArgument))
    .map((field) => ({ field, key: field.name, nodes: [], isSelected: false }));
  return [...chosen, ...others]
    .filter(({ field }) => field.name !== "missing")
    .map((each): WatchedField => ({
      ...each,
      children: fieldsWithin(each.field, each.nodes, each.isSelected, scope, info),
    }))
    .filter(({ field, children, isSelected }) =>
      isNonNullType(field.type)
        ? children.length > 0 || (isSelected && (field.resolve ?? defaultFieldResolver) !== defaultFieldResolver)
        : scope.failuresOnly !== true,
    );
}

/** The subfields to watch. Another record, or a connection, has a `missing` of its own, so only its failures matter. */
function fieldsWithin(
  { type }: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  isSelected: boolean,
  scope: Scope,
  info: GraphQLResolveInfo,
): readonly WatchedField[] {
  const named = getNamedType(type);
  if (!isObjectType(named)) return [];
  const isPart = !("missing" in named.getFields() || "pageInfo" in named.getFields());
  if (!isPart && !isSelected) return [];
  const selected = isSelected ? selectedSubfields(info, named, nodes) : noFields;
  return fieldsOf(named, selected, isPart ? scope : { includes: () => false, failuresOnly: true }, info);
}
