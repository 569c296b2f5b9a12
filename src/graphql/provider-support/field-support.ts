import { type DirectiveNode, type DocumentNode, Kind } from "graphql";
import { matrix } from "./matrix.js";
import { matrixRows } from "./matrix-row.js";

/** The enum of the schema. */
export type Provider = "LEVER";

/** A field of the schema. */
type Field = Pick<FieldSupport, "type" | "field">;

/** One field and what a provider can do for it, as the schema's directive says. */
export interface FieldSupport {
  readonly type: string;
  readonly field: string;
  readonly provider: Provider;
  readonly level: "NATIVE" | "DERIVED" | "UNSUPPORTED";
  /** Null for NATIVE fields. */
  readonly reason: string | null;
}

/** Every `@providerSupport` of the schema, in its order. */
export function annotations(schema: DocumentNode): FieldSupport[] {
  return schema.definitions.flatMap((type) =>
    type.kind === Kind.OBJECT_TYPE_DEFINITION
      ? (type.fields ?? []).flatMap((field) =>
          (field.directives ?? [])
            .filter(({ name }) => name.value === "providerSupport")
            .map((directive) => ({
              type: type.name.value,
              field: field.name.value,
              provider: argument(directive, "provider") as FieldSupport["provider"],
              level: argument(directive, "level") as FieldSupport["level"],
              reason: argument(directive, "reason"),
            })),
        )
      : [],
  );
}

/** Every field of the matrix, once, in its order: those without an annotation are NATIVE. */
export function fieldSupport(schema: DocumentNode): FieldSupport[] {
  const annotated = annotations(schema);
  return matrixRows(schema)
    .filter(({ object, type }) => type === object || !(type in matrix))
    .map(({ type, field }) => supportOf({ type, field }, annotated));
}

/** What is said of a field. */
export function supportOf({ type, field }: Field, support: readonly FieldSupport[]): FieldSupport {
  return (
    support.find((each) => each.type === type && each.field === field) ?? {
      type,
      field,
      provider: "LEVER",
      level: "NATIVE",
      reason: null,
    }
  );
}

function argument(directive: DirectiveNode, name: string): string {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  if (value?.kind === Kind.ENUM || value?.kind === Kind.STRING) return value.value;
  throw new Error(`@providerSupport needs ${name}`);
}
