import { matrixTables } from "../docs/matrix-page.js";
import type { Finding } from "./finding.js";

/** What was found, for people to read: what is wrong, what could not be judged, and the matrix by what was seen. No values. */
export function conformanceReport(findings: readonly Finding[]): string {
  const wrong = findings.flatMap(contradictionLines);
  const unjudged = findings.flatMap(failureLines);
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
    ...(wrong.length > 0 ? [`Contradictions:\n${wrong.join("\n")}`] : []),
    ...(unjudged.length > 0 ? [`Not judged:\n${unjudged.join("\n")}`] : []),
    `✓ filled and equal to what Lever holds, x always null, ! contradicted, ? no record to tell by:`,
    matrix,
  ].join("\n\n");
}

/** What was seen of a row. */
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
