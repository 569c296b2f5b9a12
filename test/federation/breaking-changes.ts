import { type Change, ChangeType, CriticalityLevel, diff } from "@graphql-inspector/core";
import { type GraphQLSchema, buildASTSchema, parse } from "graphql";

/**
 * What in a schema breaks those who rely on another, each as its path and what became of it, unless the changelog's
 * section on what is unreleased names the path in backticks.
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
 * Beyond what breaks clients: without a key or a shared type other subgraphs no longer compose, and without a tag
 * contracts show what they hid.
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
  // Federation's own directives are imported, not defined.
  return buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
}
