import { type DocumentNode, Kind, type NameNode } from "graphql";

interface Annotated {
  readonly name: NameNode;
  readonly directives?: readonly { readonly name: NameNode }[] | undefined;
}

/** The places where a schema uses a directive: `Type`, `Type.field`, `Type.field(argument:)`, sorted. */
export function coordinatesOf({ definitions }: DocumentNode, directive: string): string[] {
  const found: string[] = [];
  const note = (coordinate: string, { directives = [] }: Annotated) => {
    for (const { name } of directives) if (name.value === directive) found.push(coordinate);
  };
  for (const type of definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) continue;
    note(type.name.value, type);
    for (const field of type.fields ?? []) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      note(coordinate, field);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) note(`${coordinate}(${argument.name.value}:)`, argument);
    }
  }
  return found.sort();
}
