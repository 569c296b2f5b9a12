import { type DirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind } from "graphql";
import { matrix } from "./matrix.js";
import { matrixRows } from "./matrix-row.js";

/** One field, and how well a provider can fill it, as the schema's `@providerSupport` says. */
export interface FieldSupport {
  readonly type: string;
  readonly field: string;
  /** A value of the schema's enum `Provider`. */
  readonly provider: string;
  readonly level: "NATIVE" | "DERIVED" | "UNSUPPORTED";
  /** Null for NATIVE fields. */
  readonly reason: string | null;
}

/**
 * The support of each provider of the schema, one provider after the other: the fields of the matrix in its order, then
 * other fields with an annotation. Throws if a field that cannot be null is UNSUPPORTED.
 */
export function fieldSupport(schema: DocumentNode): FieldSupport[] {
  const annotated = annotations(schema);
  assertNullable(annotated, schema);
  const fields = matrixRows(schema).filter(({ object, type }) => type === object || !(type in matrix));
  return providers(schema).flatMap((provider) => {
    const rows = fields.map((field) => supportOf(field, provider, annotated));
    const others = annotated.filter((each) => each.provider === provider && !rows.includes(each));
    return [...rows, ...others];
  });
}

/** Every `@providerSupport` of the schema, in its order. */
export function annotations(schema: DocumentNode): FieldSupport[] {
  return objectFields(schema).flatMap(({ type, field }) =>
    (field.directives ?? [])
      .filter(({ name }) => name.value === "providerSupport")
      .map((directive) => ({
        type,
        field: field.name.value,
        provider: argument(directive, "provider"),
        level: argument(directive, "level") as FieldSupport["level"],
        reason: argument(directive, "reason"),
      })),
  );
}

/** A provider's support of a field. A field without an annotation of that provider is NATIVE. */
export function supportOf(
  { type, field }: Pick<FieldSupport, "type" | "field">,
  provider: string,
  annotated: readonly FieldSupport[],
): FieldSupport {
  return (
    annotated.find((each) => each.type === type && each.field === field && each.provider === provider) ?? {
      type,
      field,
      provider,
      level: "NATIVE",
      reason: null,
    }
  );
}

function assertNullable(annotated: readonly FieldSupport[], schema: DocumentNode): void {
  const unsupported = annotated.filter(({ level }) => level === "UNSUPPORTED");
  for (const { type, field } of objectFields(schema)) {
    if (field.type.kind !== Kind.NON_NULL_TYPE) continue;
    if (unsupported.some((each) => each.type === type && each.field === field.name.value))
      throw new Error(`${type}.${field.name.value} cannot be null, so no provider can have it as UNSUPPORTED`);
  }
}

function objectFields(schema: DocumentNode): { readonly type: string; readonly field: FieldDefinitionNode }[] {
  return schema.definitions.flatMap((each) =>
    each.kind === Kind.OBJECT_TYPE_DEFINITION
      ? (each.fields ?? []).map((field) => ({ type: each.name.value, field }))
      : [],
  );
}

function providers(schema: DocumentNode): string[] {
  return schema.definitions.flatMap((each) =>
    each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === "Provider"
      ? (each.values ?? []).map(({ name }) => name.value)
      : [],
  );
}

function argument(directive: DirectiveNode, name: string): string {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  if (value?.kind === Kind.ENUM || value?.kind === Kind.STRING) return value.value;
  throw new Error(`@providerSupport needs ${name}`);
}
