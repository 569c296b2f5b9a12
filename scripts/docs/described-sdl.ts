import { type FieldDefinitionNode, parse, visit } from "graphql";
import { annotations } from "../../src/graphql/provider-support/field-support.js";

/**
 * An SDL file in which the description of each field ends with the text of its `@providerSupport` directives, because
 * many tools do not show directives. It replaces an older text.
 */
export function describedSdl(sdl: string): string {
  const edits: { start: number; end: number; text: string }[] = [];
  const document = parse(sdl);
  const support = annotations(document);
  visit(document, {
    ObjectTypeDefinition(type) {
      for (const field of type.fields ?? []) {
        const sentences = support
          .filter((each) => each.type === type.name.value && each.field === field.name.value)
          .map((each) => supportSentence(each));
        if (sentences.length === 0) continue;
        const { start, end } = placeOfDescription(field);
        edits.push({ start, end, text: block([ownDescription(field), ...sentences]) });
      }
    },
  });
  return edits.reduceRight(
    (text, { start, end, text: replacement }) => text.slice(0, start) + replacement + text.slice(end),
    sdl,
  );
}

/** The text of a directive in a description, e.g. "Lever: UNSUPPORTED. Lever has no …". */
export function supportSentence(support: { provider: string; level: string; reason: string | null }): string {
  const label = support.provider.charAt(0) + support.provider.slice(1).toLowerCase();
  return `${label}: ${support.level}. ${support.reason ?? ""}`;
}

function ownDescription({ description }: FieldDefinitionNode): string {
  return (description?.value ?? "").split(/\n\n(?=[A-Z][a-z]+: (?:DERIVED|UNSUPPORTED)\. )/)[0] ?? "";
}

function placeOfDescription({ description, name }: FieldDefinitionNode): { start: number; end: number } {
  const location = description?.loc;
  if (location === undefined) throw new Error(`${name.value} needs a description`);
  return location;
}

function block(paragraphs: readonly string[]): string {
  const lines = paragraphs.join("\n\n").split("\n");
  return ['"""', ...lines.map((line) => (line === "" ? "" : `  ${line}`)), '  """'].join("\n");
}
