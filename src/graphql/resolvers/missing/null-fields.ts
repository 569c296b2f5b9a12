import {
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  defaultFieldResolver,
  getArgumentValues,
  getNamedType,
  isNonNullType,
} from "graphql";
import type { Timestamped } from "../../../ats/model.js";
import type { Context } from "../../context.js";
import { type WatchedField, watchedFields } from "./watched-fields.js";

/** A field that is null: its path within the record, the type it belongs to, and its error if it has one. */
export interface NullField {
  readonly path: string;
  readonly type: string;
  readonly field: string;
  readonly error?: unknown;
}

/** An object of the result, with its path in the result and its path prefix in its record. */
interface ResponsePosition {
  readonly type: GraphQLObjectType;
  readonly source: unknown;
  readonly path: Path | undefined;
  readonly prefix: string;
}

type Path = GraphQLResolveInfo["path"];

/**
 * Returns the fields of a record that are null in the result. Also returns unselected fields that are null, if that is
 * known without a call. The values come from the resolvers of the fields, whose loaders read each record once. Rejects if
 * a field that cannot be null fails, because the whole record is then null.
 */
export function nullFields(
  record: Partial<Timestamped>,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<readonly NullField[]> {
  const fields = watchedFields(record.asOf !== undefined, context, info);
  const position = { type: info.parentType, source: record, path: info.path.prev, prefix: "" };
  return nullsIn(position, fields, { context, contextWithoutCalls: { ...context, ...withoutCalls }, info });
}

interface NullSearch {
  readonly context: Context;
  /** A context whose loaders throw, for fields that must not cause a call. */
  readonly contextWithoutCalls: Context;
  readonly info: GraphQLResolveInfo;
}

const noCalls = new Proxy(
  {},
  {
    get() {
      throw new Error("This value needs a provider call.");
    },
  },
);

const withoutCalls = { loaders: noCalls as Context["loaders"], provider: noCalls as Context["provider"] };

async function nullsIn(
  position: ResponsePosition,
  fields: readonly WatchedField[],
  run: NullSearch,
): Promise<readonly NullField[]> {
  const found = await Promise.all(fields.map((field) => nullsAt(position, field, run)));
  return found.flat();
}

async function nullsAt(
  position: ResponsePosition,
  watched: WatchedField,
  run: NullSearch,
): Promise<readonly NullField[]> {
  const { field, key, children, isSelected } = watched;
  const { name: typename } = position.type;
  const path = { prev: position.path, key, typename };
  const nullField = { path: position.prefix + field.name, type: typename, field: field.name };
  try {
    const value = isSelected
      ? await valueOf(position, watched, path, run)
      : valueWithoutCalls(position, watched, path, run);
    if (value === undefined && !isSelected) return [];
    if (value === null || value === undefined) {
      if (isNonNullType(field.type)) throw new Error(`${typename}.${field.name} cannot be null`);
      return [nullField];
    }
    if (children.length === 0) return [];
    const part = { type: getNamedType(field.type) as GraphQLObjectType, prefix: `${nullField.path}.` };
    const parts = Array.isArray(value)
      ? value.map((source: unknown, index) => ({
          ...part,
          source,
          path: { prev: path, key: index, typename: undefined },
        }))
      : [{ ...part, source: value, path }];
    const found = await Promise.all(parts.map((each) => nullsIn(each, children, run)));
    return found.flat();
  } catch (error) {
    // As in the executor, the parent of a failed field that cannot be null becomes null.
    if (isNonNullType(field.type)) throw error;
    return [{ ...nullField, error }];
  }
}

function valueOf(
  { type, source }: ResponsePosition,
  { field, nodes, isSelected }: WatchedField,
  path: Path,
  run: NullSearch,
): unknown {
  const { context, contextWithoutCalls, info } = run;
  const [node] = nodes;
  const args = node === undefined ? {} : getArgumentValues(field, node, info.variableValues);
  const own = { ...info, fieldName: field.name, fieldNodes: nodes, returnType: field.type, parentType: type, path };
  return (field.resolve ?? defaultFieldResolver)(source, args, isSelected ? context : contextWithoutCalls, own);
}

/** The value of an unselected field. Undefined if it is not known without a call. */
function valueWithoutCalls(position: ResponsePosition, watched: WatchedField, path: Path, run: NullSearch): unknown {
  try {
    const value = valueOf(position, watched, path, run);
    if (!(value instanceof Promise)) return value;
    value.catch(() => undefined);
  } catch {
    // The field is not selected, so its error is not reported.
  }
  return undefined;
}
