import { type FieldDefinitionNode, parse, visit } from "graphql";
import { annotations } from "../../src/graphql/provider-support/field-support.js";

/**
 * An SDL file in which the description of each field has the text of its `@providerSupport` directives, because many tools
 * do not show directives: the level at the end of the first paragraph, which is all that lists of fields show, and the
 * reason as a paragraph at the end. It replaces an older text.
 */
export function describedSdl(sdl: string): string {
  const edits: { start: number; end: number; text: string }[] = [];
  const document = parse(sdl);
  const support = annotations(document);
  visit(document, {
    ObjectTypeDefinition(type) {
      for (const field of type.fields ?? []) {
        const ofField = support.filter((each) => each.type === type.name.value && each.field === field.name.value);
        if (ofField.length === 0) continue;
        const { start, end } = placeOfDescription(field);
        const [first, ...others] = ownParagraphs(field);
        const summary = [first, ...ofField.map((each) => levelSentence(each))].join(" ");
        const reasons = ofField.map((each) => supportSentence(each));
        edits.push({ start, end, text: block([summary, ...others, ...reasons]) });
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
  return `${label(support)}: ${support.level}. ${support.reason ?? ""}`;
}

/** The level of a directive as a sentence, e.g. "Always null with Lever." */
function levelSentence(support: { provider: string; level: string }): string {
  return `${support.level === "UNSUPPORTED" ? "Always null" : "Derived"} with ${label(support)}.`;
}

function label({ provider }: { provider: string }): string {
  return provider.charAt(0) + provider.slice(1).toLowerCase();
}

/** The paragraphs of a description without what this file adds. */
function ownParagraphs({ description }: FieldDefinitionNode): string[] {
  const paragraphs = (description?.value ?? "").split("\n\n");
  return paragraphs
    .filter((each) => !/^[A-Z][a-z]+: (?:DERIVED|UNSUPPORTED)\. /.test(each))
    .map((each) => each.replace(/(?: (?:Always null|Derived) with [A-Z][a-z]+\.)+$/, ""));
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
