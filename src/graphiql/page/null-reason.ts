import { type GraphQLSchema, getNamedType, isEnumType, isObjectType } from "graphql";

/** A field of the schema, by the type that has it. */
export interface SchemaField {
  readonly type: string;
  readonly field: string;
}

/** A row of `Query.providerSupport`. */
export interface SupportRow extends SchemaField {
  readonly level: string;
  readonly reason: string | null;
}

type Path = readonly (string | number)[];

/** What the reason of a null is looked up in. */
export interface NullInput {
  readonly result: unknown;
  /** The path of the null in `data`. */
  readonly path: Path;
  /** The field at each name of the path, as far as the operation in the editor has it. */
  readonly fields: readonly (SchemaField | undefined)[];
  readonly support: readonly SupportRow[];
  readonly schema: GraphQLSchema | undefined;
}

/** Why a value of the answer is null, as a sentence, in the order that docs/nulls.md has. */
export function nullReason(input: NullInput): string {
  return errorReason(input) ?? missingReason(input) ?? supportReason(input) ?? otherReason(input);
}

/** An error at the path, or below it: a field that must not be null takes its parent with it. */
function errorReason({ result, path }: NullInput): string | undefined {
  const { errors = [], extensions } = result as Result;
  const error = errors.find((each) => path.every((step, index) => each.path?.[index] === step));
  if (!error) return undefined;
  const { code, cause } = error.extensions ?? {};
  const told = extensions?.causes?.find(({ id }) => id === cause) ?? error;
  return `${code ?? "Error"}: ${told.message}`;
}

/** The entry in `missing` of one of the records around the null. */
function missingReason({ result, path, fields, schema }: NullInput): string | undefined {
  for (let length = path.length - 1; length >= 0; length--) {
    const entries = missingOf(valueAt((result as Result).data, path.slice(0, length)));
    const names = path.slice(length).flatMap((step, index) => {
      return typeof step === "number" ? [] : [fields[length + index]?.field ?? step];
    });
    const entry = entries?.find(({ field }) => field === names.join("."));
    if (entry) return `${entry.reason}: ${entry.message ?? descriptionOf(schema, entry.reason)}`;
  }
  return undefined;
}

function supportReason({ fields, support }: NullInput): string | undefined {
  const last = fields.at(-1);
  const row = support.find(({ type, field, level }) => {
    return type === last?.type && field === last.field && level === "UNSUPPORTED";
  });
  return row && `UNSUPPORTED_BY_PROVIDER: ${row.reason ?? "The provider cannot fill this field."}`;
}

function otherReason({ result, path, fields, schema }: NullInput): string {
  if (isRecord(fields.at(-1), schema)) return noRecord;
  for (let length = path.length - 1; length >= 0; length--) {
    const type = fields[length]?.type;
    const definition = type === undefined ? undefined : schema?.getType(type);
    if (!isObjectType(definition) || definition.getFields().missing === undefined) continue;
    if (missingOf(valueAt((result as Result).data, path.slice(0, length)))) break;
    return `Select \`missing { field reason message }\` of ${type} to see why.`;
  }
  return noRecord;
}

const noRecord = "There is no such record or value.";

/** Whether the field points at another record: `missing` of a record does not say why there is no other. */
function isRecord(at: SchemaField | undefined, schema: GraphQLSchema | undefined): boolean {
  const parent = at && schema?.getType(at.type);
  const field = at && isObjectType(parent) ? parent.getFields()[at.field] : undefined;
  const type = field && getNamedType(field.type);
  return isObjectType(type) && type.getFields().missing !== undefined;
}

/**
 * The path of the value that begins in a line of `JSON.stringify(result, null, 2)`, as GraphiQL shows answers. Lines count
 * from 0.
 */
export function pathAtLine(lines: readonly string[], line: number): Path {
  const path: (string | number)[] = [];
  for (let at = line; indentOf(lines[at]) > 0;) {
    const indent = indentOf(lines[at]);
    const key = /^ *("(?:[^"\\]|\\.)*"): /.exec(lines[at] ?? "")?.[1];
    let index = 0;
    let parent = at - 1;
    for (; parent > 0 && indentOf(lines[parent]) >= indent; parent--) {
      if (indentOf(lines[parent]) === indent && !/^ *[}\]]/.test(lines[parent] ?? "")) index++;
    }
    path.unshift(key === undefined ? index : (JSON.parse(key) as string));
    at = parent;
  }
  return path;
}

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: Path;
    readonly extensions?: { readonly code?: string; readonly cause?: string };
  }[];
  readonly extensions?: { readonly causes?: readonly { readonly id: string; readonly message: string }[] };
}

interface MissingEntry {
  readonly field: string;
  readonly reason: string;
  readonly message?: string;
}

function missingOf(record: unknown): readonly MissingEntry[] | undefined {
  const { missing } = (record ?? {}) as { missing?: readonly MissingEntry[] };
  return Array.isArray(missing) ? missing : undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (from, step) => (from as Record<string | number, unknown> | null | undefined)?.[step],
    value,
  );
}

function descriptionOf(schema: GraphQLSchema | undefined, reason: string): string {
  const type = schema?.getType("MissingReason");
  return (isEnumType(type) && type.getValue(reason)?.description) || "";
}

function indentOf(line = ""): number {
  return line.search(/[^ ]|$/);
}
