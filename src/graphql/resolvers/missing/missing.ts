import type { GraphQLResolveInfo } from "graphql";
import { AtsError } from "../../../ats/errors.js";
import type { Timestamped } from "../../../ats/model.js";
import type { Context } from "../../context.js";
import type { MissingField, MissingReason } from "../../generated/graphql.js";
import { type NullField, nullFields } from "./null-fields.js";

/** Why a field is null. Without a message, the default message of the reason is used. */
export interface NullReason {
  readonly reason: MissingReason;
  readonly message?: string;
}

/** The reasons of fields, by path. A field that is not listed has the reason NOT_SET. */
type NullReasons<Model> = Readonly<
  Record<string, (record: Model, context: Context) => NullReason | Promise<NullReason>>
>;

export const notSet: NullReason = { reason: "NOT_SET" };
export const gone: NullReason = {
  reason: "NOT_SET",
  message: "The provider no longer has the record that this field refers to.",
};
export const anonymized: NullReason = { reason: "ANONYMIZED" };
export const unrecognized: NullReason = { reason: "UNRECOGNIZED" };
export const notApplicable = (message: string): NullReason => ({ reason: "NOT_APPLICABLE", message });

const defaultMessages: Readonly<Record<MissingReason, string>> = {
  UNSUPPORTED_BY_PROVIDER: "The provider has no data for this field.",
  NOT_APPLICABLE: "The field does not apply to this record.",
  NOT_SET: "The provider has no value for this record.",
  ANONYMIZED: "The provider has removed the personal data.",
  CONFIDENTIAL: "These credentials cannot read this record. It is confidential.",
  FORBIDDEN: "These credentials cannot read this field.",
  UNRECOGNIZED: "The provider sent a status that this API does not know. `remoteStatus` has the original value.",
  UPSTREAM_FAILED: "The field could not be read.",
};

/**
 * Returns the resolver of `missing` for a type whose fields have these reasons. A field that the provider cannot fill has
 * the reason UNSUPPORTED_BY_PROVIDER, unless `unsupported` has another reason for its path.
 */
export function missing<Model extends Partial<Timestamped>>(
  reasons: NullReasons<Model> = {},
  unsupported: Readonly<Record<string, MissingReason>> = {},
) {
  return async (
    record: Model,
    _args: object,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<readonly MissingField[]> => {
    const nulls = await nullFields(record, context, info);
    const paths = new Map(nulls.map((each) => [each.path, each]));
    return Promise.all(
      [...paths.values()].map(async (each) => {
        const { reason, message } = await reasonFor(each, record, { reasons, unsupported }, context);
        return { field: each.path, reason, message: message ?? defaultMessages[reason] };
      }),
    );
  };
}

async function reasonFor<Model>(
  { path, type, field, error }: NullField,
  record: Model,
  { reasons, unsupported }: { reasons: NullReasons<Model>; unsupported: Readonly<Record<string, MissingReason>> },
  context: Context,
): Promise<NullReason> {
  if (error !== undefined) return reasonForError(error);
  if (path === "asOf")
    return notApplicable("Only the id of this record is known, because the operation selects nothing else.");
  const support = context.support.of(type, field);
  if (support?.level === "UNSUPPORTED") {
    const reason = unsupported[path] ?? "UNSUPPORTED_BY_PROVIDER";
    return support.reason === null ? { reason } : { reason, message: support.reason };
  }
  return (await reasons[path]?.(record, context)) ?? notSet;
}

function reasonForError(error: unknown): NullReason {
  if (!(error instanceof AtsError)) return { reason: "UPSTREAM_FAILED" };
  const { code, message } = error;
  if (code === "UPSTREAM_FORBIDDEN") return { reason: error.confidential ? "CONFIDENTIAL" : "FORBIDDEN", message };
  // The arguments of the field are invalid, so no data of the provider could fill it.
  if (code === "BAD_USER_INPUT") return notApplicable(message);
  return { reason: "UPSTREAM_FAILED", message };
}
