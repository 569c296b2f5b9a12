import { type DocumentNode, Kind, type ObjectTypeDefinitionNode, type TypeNode } from "graphql";
import { type MatrixObject, matrix } from "./matrix.js";

/** A row of the matrix, and its field in the schema. */
export interface MatrixRow {
  readonly object: MatrixObject;
  /** From the object to the field, e.g. `emails.data`. */
  readonly path: string;
  /** The path as the documentation shows it, e.g. `emails[].data`. */
  readonly name: string;
  /** The type that has the field, e.g. `CandidateEmail`. */
  readonly type: string;
  /** The field, e.g. `data`. */
  readonly field: string;
}

/** Every row of the matrix, in its order. Throws if the schema lacks a field. */
export function matrixRows(schema: DocumentNode): MatrixRow[] {
  const types = new Map(
    schema.definitions.flatMap((each) =>
      each.kind === Kind.OBJECT_TYPE_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  return (Object.keys(matrix) as MatrixObject[]).flatMap((object) =>
    matrix[object].map((path) => rowOf(object, path, types)),
  );
}

function rowOf(object: MatrixObject, path: string, types: ReadonlyMap<string, ObjectTypeDefinitionNode>): MatrixRow {
  let type: string = object;
  let name = "";
  let field = "";
  let value: TypeNode | undefined;
  for (const step of path.split(".")) {
    if (value !== undefined) {
      type = nameOf(value);
      name += isList(value) ? "[]." : ".";
    }
    const definition = types.get(type)?.fields?.find((each) => each.name.value === step);
    if (definition === undefined) throw new Error(`The matrix has ${object}.${path}, but ${type} has no ${step}`);
    name += snakeCase(step);
    field = step;
    value = definition.type;
  }
  return { object, path, name, type, field };
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
