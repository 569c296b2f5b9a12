import {
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  defaultFieldResolver,
  getArgumentValues,
  getNamedType,
  isNonNullType,
} from "graphql";
import type { Dated } from "../../../ats/model.js";
import type { Context } from "../../context.js";
import { type WatchedField, watchedFields } from "./watched-fields.js";

/** A field that is null: its path within its record, the type it is a field of, and the error it is null for, if any. */
export interface NullField {
  readonly path: string;
  readonly type: string;
  readonly field: string;
  readonly error?: unknown;
}

/** An object of the answer: where it lies there, and where in its record. */
interface Place {
  readonly type: GraphQLObjectType;
  readonly source: unknown;
  readonly path: Path | undefined;
  readonly prefix: string;
}

type Path = GraphQLResolveInfo["path"];

/**
 * The fields of a record that are null in the answer, beside the one being resolved; and of those not asked for the
 * ones that are null at once. All are asked of the resolvers that answer for them, whose loaders read nothing twice.
 * Rejects where a field fails that cannot be null, and so takes the record with it.
 */
export function nullFields(
  record: Partial<Dated>,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<readonly NullField[]> {
  const fields = watchedFields(record.asOf !== undefined, context, info);
  const place = { type: info.parentType, source: record, path: info.path.prev, prefix: "" };
  return nullsIn(place, fields, { asked: context, atHand: { ...context, ...nothingToAsk }, info });
}

interface Run {
  readonly asked: Context;
  /** What is told in it takes no call. */
  readonly atHand: Context;
  readonly info: GraphQLResolveInfo;
}

const refusal = new Proxy(
  {},
  {
    get() {
      throw new Error("That would take a call");
    },
  },
);

const nothingToAsk = { loaders: refusal as Context["loaders"], provider: refusal as Context["provider"] };

async function nullsIn(place: Place, fields: readonly WatchedField[], run: Run): Promise<readonly NullField[]> {
  const found = await Promise.all(fields.map((field) => nullsAt(place, field, run)));
  return found.flat();
}

async function nullsAt(place: Place, watched: WatchedField, run: Run): Promise<readonly NullField[]> {
  const { field, key, within, isSelected } = watched;
  const { name: typename } = place.type;
  const path = { prev: place.path, key, typename };
  const nullField = { path: place.prefix + field.name, type: typename, field: field.name };
  try {
    const value = isSelected ? await valueOf(place, watched, path, run) : valueAtHand(place, watched, path, run);
    if (value === undefined && !isSelected) return [];
    if (value === null || value === undefined) {
      if (isNonNullType(field.type)) throw new Error(`${typename}.${field.name} cannot be null`);
      return [nullField];
    }
    if (within.length === 0) return [];
    const part = { type: getNamedType(field.type) as GraphQLObjectType, prefix: `${nullField.path}.` };
    const parts = Array.isArray(value)
      ? value.map((source: unknown, index) => ({
          ...part,
          source,
          path: { prev: path, key: index, typename: undefined },
        }))
      : [{ ...part, source: value, path }];
    const found = await Promise.all(parts.map((each) => nullsIn(each, within, run)));
    return found.flat();
  } catch (error) {
    // As the executor does: a field that cannot be null takes along what it is part of.
    if (isNonNullType(field.type)) throw error;
    return [{ ...nullField, error }];
  }
}

function valueOf({ type, source }: Place, { field, nodes, isSelected }: WatchedField, path: Path, run: Run): unknown {
  const { asked, atHand, info } = run;
  const [node] = nodes;
  const args = node === undefined ? {} : getArgumentValues(field, node, info.variableValues);
  const own = { ...info, fieldName: field.name, fieldNodes: nodes, returnType: field.type, parentType: type, path };
  return (field.resolve ?? defaultFieldResolver)(source, args, isSelected ? asked : atHand, own);
}

/** The value of a field that was not asked for; undefined where telling takes more than what is at hand. */
function valueAtHand(place: Place, watched: WatchedField, path: Path, run: Run): unknown {
  try {
    const value = valueOf(place, watched, path, run);
    if (!(value instanceof Promise)) return value;
    value.catch(() => undefined);
  } catch {
    // Nobody asked.
  }
  return undefined;
}
