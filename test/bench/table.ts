/** Formats a Markdown table. Columns with numbers only are aligned right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map(text));
  const widths = head.map((name, i) => Math.max(3, name.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const numeric = head.map((_, i) => rows.every((row) => typeof row[i] === "number" || row[i] === undefined));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (numeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => "-".repeat(width - 1) + (numeric[i] ? ":" : "-")).join(" | ")} |`;
  return [line(head), rule, ...cells.map(line)].join("\n");
}

/** A cell. Numbers are rounded to three digits, and `undefined` is a dash. */
export type Cell = string | number | undefined;

function text(cell: Cell): string {
  if (cell === undefined) return "-";
  if (typeof cell === "string") return cell;
  if (Number.isInteger(cell) || Math.abs(cell) >= 100) return String(Math.round(cell));
  return String(Number(cell.toPrecision(3)));
}
