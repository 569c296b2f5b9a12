import type { FieldSupport } from "./field-support.js";
import { markdownTable } from "./markdown-table.js";

const marks = { NATIVE: "✓", DERIVED: "✓ derived", UNSUPPORTED: "x" } as const;

/** The field-support matrix as a Markdown table. */
export function supportTable(support: readonly FieldSupport[]): string {
  const rows = support.map(({ type, field, level, reason }) => [`\`${type}.${field}\``, marks[level], reason ?? ""]);
  return markdownTable(["Field", "Lever", ""], rows);
}

/** A document with the table between its `provider-support` markers replaced. */
export function withSupportTable(document: string, support: readonly FieldSupport[]): string {
  const [begin, end] = ["<!-- provider-support -->", "<!-- /provider-support -->"];
  const [before, rest] = document.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`The document lacks ${begin} … ${end}`);
  return `${before}${begin}\n\n${supportTable(support)}\n\n${end}${after}`;
}
