import { type Change, ChangeType, CriticalityLevel, diff } from "@graphql-inspector/core";
import { type GraphQLSchema, buildASTSchema, parse } from "graphql";

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
