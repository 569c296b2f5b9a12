import type { GraphQLResolveInfo } from "graphql";
import { AtsError } from "../../../ats/errors.js";
import type { Timestamped } from "../../../ats/model.js";
import type { Context } from "../../context.js";
import type { MissingField, MissingReason } from "../../generated/graphql.js";
import { type NullField, nullFields } from "./null-fields.js";

/** Why a field is null, and the same for a person to read; without a message, the reason's usual one. */
export interface NullReason {
  readonly reason: MissingReason;
  readonly message?: string;
}

/** Of a type's fields, by path, those that can be null for other reasons than that nothing was entered. */
type NullReasons<Model> = Readonly<
  Record<string, (record: Model, context: Context) => NullReason | Promise<NullReason>>
>;

export const notSet: NullReason = { reason: "NOT_SET" };
export const gone: NullReason = {
  reason: "NOT_SET",
  message: "What it points at is gone: the provider no longer has it.",
};
export const anonymized: NullReason = { reason: "ANONYMIZED" };
export const unrecognized: NullReason = { reason: "UNRECOGNIZED" };
export const notApplicable = (message: string): NullReason => ({ reason: "NOT_APPLICABLE", message });

const defaultMessages: Readonly<Record<MissingReason, string>> = {
  UNSUPPORTED_BY_PROVIDER: "The provider keeps nothing that could fill it.",
  NOT_APPLICABLE: "There can be none as things stand.",
  NOT_SET: "The provider keeps none for this record.",
  ANONYMIZED: "The provider has removed what was personal.",
  CONFIDENTIAL: "The provider keeps it from these credentials.",
  FORBIDDEN: "These credentials may not read it.",
  UNRECOGNIZED: "The provider's word for it, in remoteStatus, is none that this model knows.",
  UPSTREAM_FAILED: "It could not be read.",
};

/**
 * The resolver of `missing` for a type whose fields have these reasons. A field that the provider cannot fill has the
 * reason UNSUPPORTED_BY_PROVIDER, unless `unsupported` has another one for its path.
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
  if (path === "asOf") return notApplicable("Nothing was read of this record but its id.");
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
  // What was asked of it cannot be meant, whatever the provider has.
  if (code === "BAD_USER_INPUT") return notApplicable(message);
  return { reason: "UPSTREAM_FAILED", message };
}
