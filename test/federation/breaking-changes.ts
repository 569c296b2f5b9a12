import { type Change, ChangeType, CriticalityLevel, diff } from "@graphql-inspector/core";
import {
  type GraphQLSchema,
  buildASTSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
} from "graphql";

/**
 * The breaking changes between two schemas, each with its path and a message. A change whose path is in the changelog's
 * section [Unreleased], in backticks, is left out.
 */
export async function unannouncedBreaks(released: string, current: string, changelog: string): Promise<string[]> {
  const unreleased = /^## \[Unreleased\]\n(.*?)(?=^## |$(?![\s\S]))/ms.exec(changelog)?.[1] ?? "";
  const changes = await diff(schemaOf(released), schemaOf(current));
  return changes
    .filter(breaks)
    .filter(({ path = "" }) => !unreleased.includes(`\`${path}\``))
    .map(({ path = "", message }) => `${path}: ${message}`);
}

/**
 * The paths of fields, arguments and enum values that a schema no longer has, although they were not deprecated when it was
 * released. docs/upgrading.md promises that there are none.
 */
export async function removedWithoutNotice(released: string, current: string): Promise<string[]> {
  const old = schemaOf(released);
  const changes = await diff(old, schemaOf(current));
  return changes
    .filter(({ type }) => removals.has(type))
    .map(({ path = "" }) => path)
    .filter((path) => !isDeprecated(old, path));
}

const removals = new Set<string>([
  ChangeType.FieldRemoved,
  ChangeType.FieldArgumentRemoved,
  ChangeType.InputFieldRemoved,
  ChangeType.EnumValueRemoved,
]);

/** `path` is such as `Job.name`, `Query.jobs.first` or `JobStatus.OPEN`. An argument of a deprecated field is deprecated too. */
function isDeprecated(schema: GraphQLSchema, path: string): boolean {
  const [typeName = "", name = "", argument] = path.split(".");
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(name)?.deprecationReason != null;
  if (isInputObjectType(type)) return type.getFields()[name]?.deprecationReason != null;
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const field = type.getFields()[name];
  const found = field?.args.find((each) => each.name === argument);
  return field?.deprecationReason != null || found?.deprecationReason != null;
}

/**
 * Some changes break no client, but other things: without a key or a shareable type, other subgraphs do not compose.
 * Without a tag, a contract no longer hides the field.
 */
function breaks({ type, path = "", criticality }: Change): boolean {
  return (
    criticality.level === CriticalityLevel.Breaking || (withdrawals.has(type) && /\.@(key|shareable|tag)$/.test(path))
  );
}

const withdrawals = new Set<string>([
  ChangeType.DirectiveUsageObjectRemoved,
  ChangeType.DirectiveUsageFieldDefinitionRemoved,
  ChangeType.DirectiveUsageInputFieldDefinitionRemoved,
]);

function schemaOf(sdl: string): GraphQLSchema {
  // Federation's directives are imported and have no definition in the file.
  return buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
}
