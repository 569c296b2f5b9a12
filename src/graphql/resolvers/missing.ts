import { type GraphQLObjectType, type GraphQLResolveInfo, getNamedType, isObjectType } from "graphql";
import type { Recorded } from "../../ats/model/record.js";
import type { Context } from "../context.js";
import type { MissingField, MissingReason } from "../generated/graphql.js";

/** Why a field is null. Without a message, the default message of the reason is used. */
export interface NullReason {
  readonly reason: MissingReason;
  readonly message?: string;
}

/**
 * The nullable fields that a record answers without another one, by their path in the schema. Each function returns why
 * the field of this record is null, or undefined if it is not null, or if another record decides about it.
 */
export type NullReasons<Model> = Readonly<Record<string, (record: Model) => NullReason | undefined>>;

export const notSet: NullReason = { reason: "NOT_SET" };
export const anonymized: NullReason = { reason: "ANONYMIZED" };
export const unrecognized: NullReason = { reason: "UNRECOGNIZED" };
export const notApplicable = (message: string): NullReason => ({ reason: "NOT_APPLICABLE", message });

const defaultMessages: Readonly<Record<MissingReason, string>> = {
  UNSUPPORTED_BY_PROVIDER: "The provider has no data for this field.",
  NOT_APPLICABLE: "The field does not apply to this record.",
  NOT_SET: "The provider has no value for this record.",
  ANONYMIZED: "The provider has removed the personal data.",
  UNRECOGNIZED: "The provider sent a value that this API cannot read, or a status that it does not know.",
};

/** The reason of a null field that the provider can fill: nothing was sent, or what was sent cannot be read. */
export function whenNull<Model extends Partial<Recorded>>(
  path: string,
  read: (record: Model) => unknown,
): (record: Model) => NullReason | undefined {
  return (record) => ((read(record) ?? null) === null ? sentReason(record, path) : undefined);
}

/** The reasons of several fields that the model has under the same names. */
export function whenNullFields<Model extends Partial<Recorded>>(
  ...names: readonly (keyof Model & string)[]
): NullReasons<Model> {
  return Object.fromEntries(names.map((name) => [name, whenNull(name, (record: Model) => record[name])]));
}

/** The reasons of the fields of a record's part, or of the items of its list: null in the part, or in at least one item. */
export function whenNullInItems<Model extends Partial<Recorded>, Item extends object>(
  path: string,
  read: (record: Model) => Item | readonly Item[] | null | undefined,
  ...names: readonly (keyof Item & string)[]
): NullReasons<Model> {
  const allHave = (record: Model, name: keyof Item) =>
    [read(record) ?? []].flat().every((item) => ((item as Item)[name] ?? null) !== null);
  return Object.fromEntries(
    names.map((name) => {
      const field = `${path}.${name}`;
      return [field, whenNull(field, (record: Model) => (allHave(record, name) ? true : null))];
    }),
  );
}

/** Why the provider's value is null: it cannot be read, or there is none. */
export function sentReason({ unrecognized: paths }: Partial<Recorded>, path: string): NullReason {
  return paths?.has(path) === true ? unrecognized : notSet;
}

/**
 * Returns the resolver of `missing`: the fields of a record that are null for a reason that the record itself holds. They
 * do not depend on the selection, so that a client's cache may merge the records of several operations. A field that the
 * provider cannot fill has the reason UNSUPPORTED_BY_PROVIDER. `read` gives the whole record.
 */
export function missing<Parent, Model extends Partial<Recorded>>(
  reasons: NullReasons<Model>,
  read: (record: Parent, context: Context) => Model | Promise<Model>,
) {
  return async (record: Parent, _args: object, context: Context, info: GraphQLResolveInfo): Promise<MissingField[]> => {
    const whole = await read(record, context);
    return Object.entries(reasons).flatMap(([path, reasonOf]) => {
      const found = unsupported(path, info.parentType, context) ?? reasonOf(whole);
      if (found === undefined) return [];
      const { reason, message = defaultMessages[reason] } = found;
      return [{ field: path, reason, message }];
    });
  };
}

function unsupported(path: string, parentType: GraphQLObjectType, { support }: Context): NullReason | undefined {
  const names = path.split(".");
  const field = names.pop() ?? "";
  const type = typeAt(parentType, names);
  const found = type && support.of(type.name, field);
  if (found?.level !== "UNSUPPORTED") return undefined;
  const reason = "UNSUPPORTED_BY_PROVIDER";
  return found.reason === null ? { reason } : { reason, message: found.reason };
}

/** The type of the object that these fields lead to. */
function typeAt(type: GraphQLObjectType, [name, ...rest]: readonly string[]): GraphQLObjectType | undefined {
  if (name === undefined) return type;
  const field = type.getFields()[name];
  if (field === undefined) return undefined;
  const named = getNamedType(field.type);
  return isObjectType(named) ? typeAt(named, rest) : undefined;
}
