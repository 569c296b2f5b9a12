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

/** A field of an object that may be null in the answer, or may make null what it is part of. */
export interface WatchedField {
  readonly field: GraphQLField<unknown, unknown>;
  /** Its name in the response. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly isSelected: boolean;
  /** What to watch within it, unless it is null. */
  readonly children: readonly WatchedField[];
}

/** Which fields of an object to watch. */
interface Scope {
  /** Fields that were not asked for: whether this one is to be watched too. */
  readonly includes: (type: GraphQLObjectType, field: string) => boolean;
  /** Only fields that cannot be null, of another record: where one fails, that record is lost. */
  readonly failuresOnly?: boolean;
}

const nothing: SelectedFields = new Map();

const known = new WeakMap<SelectedFields, Map<boolean, readonly WatchedField[]>>();

/**
 * The fields to watch of a record whose field is being resolved: those selected beside that field; of those that were
 * not, all, or where nothing was read of the record (`isRead`) the ones that the provider cannot fill.
 */
export function watchedFields(
  isRead: boolean,
  { support }: Context,
  info: GraphQLResolveInfo,
): readonly WatchedField[] {
  const selected = siblingFields(info);
  const plans = known.get(selected) ?? new Map<boolean, readonly WatchedField[]>();
  const isUnsupported = ({ name }: GraphQLObjectType, field: string) => support.isUnsupported(name, field);
  const fields =
    plans.get(isRead) ?? fieldsOf(info.parentType, selected, { includes: isRead ? () => true : isUnsupported }, info);
  known.set(selected, plans.set(isRead, fields));
  return fields;
}

function fieldsOf(
  type: GraphQLObjectType,
  selected: SelectedFields,
  scope: Scope,
  info: GraphQLResolveInfo,
): readonly WatchedField[] {
  const definitions = type.getFields() as Readonly<Record<string, GraphQLField<unknown, unknown>>>;
  const asked = [...selected].flatMap(([key, nodes]) => {
    const field = definitions[nodes[0]?.name.value ?? ""];
    return field === undefined ? [] : [{ field, key, nodes, isSelected: true }];
  });
  const names = new Set(asked.map(({ field }) => field.name));
  const others = Object.values(definitions)
    .filter(({ name, args }) => !names.has(name) && scope.includes(type, name) && !args.some(isRequiredArgument))
    .map((field) => ({ field, key: field.name, nodes: [], isSelected: false }));
  return [...asked, ...others]
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

/** Parts of a record belong to it; another record, or a list of them, explains itself. */
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
  const selected = isSelected ? selectedSubfields(info, named, nodes) : nothing;
  return fieldsOf(named, selected, isPart ? scope : { includes: () => false, failuresOnly: true }, info);
}
