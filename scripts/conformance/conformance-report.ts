import { matrixTables } from "../docs/matrix-page.js";
import type { Finding } from "./finding.js";

/** The report as text: contradictions, rows that were not compared, and the matrix with marks. It has no values. */
export function conformanceReport(findings: readonly Finding[]): string {
  const contradicted = findings.flatMap(contradictionLines);
  const failed = findings.flatMap(failureLines);
  const cells = new Map(findings.map((finding) => [finding.row, finding]));
  const matrix = matrixTables(
    findings.map(({ row }) => row),
    ["Lever", "Filled", "Empty"],
    (row) => {
      const finding = cells.get(row);
      return finding === undefined ? [] : [mark(finding), String(finding.filled), String(finding.empty)];
    },
  );
  return [
    ...(contradicted.length > 0 ? [`Contradictions:\n${contradicted.join("\n")}`] : []),
    ...(failed.length > 0 ? [`Not compared:\n${failed.join("\n")}`] : []),
    "✓ filled, and equal to the value in Lever; x always null; ! contradicted; ? no record to compare:",
    matrix,
  ].join("\n\n");
}

/** The mark of a row. */
export function mark({ level, filled, empty, contradictions }: Finding): "✓" | "x" | "!" | "?" {
  if (contradictions.length > 0) return "!";
  if (level === "UNSUPPORTED") return empty > 0 ? "x" : "?";
  return filled > 0 ? "✓" : "?";
}

function contradictionLines({ row, level, contradictions }: Finding): string[] {
  const kinds = [...new Set(contradictions.map(({ what }) => what))];
  return kinds.map((kind) => {
    const ids = contradictions.filter(({ what }) => what === kind).map(({ id }) => id);
    return `  ${row.object}.${row.path} (${level}): ${kind}: ${records(ids.length)}, such as ${ids[0] ?? ""}`;
  });
}

function failureLines({ row, failures }: Finding): string[] {
  return [...new Set(failures)].map((code) => {
    const count = failures.filter((each) => each === code).length;
    return `  ${row.object}.${row.path}: ${code}: ${records(count)}`;
  });
}

function records(count: number): string {
  return count === 1 ? "1 record" : `${count} records`;
}
