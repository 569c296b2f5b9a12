import type { DocumentNode } from "graphql";
import { annotations, supportOf } from "./field-support.js";
import { leverSource } from "./lever-sources.js";
import { markdownTable } from "./markdown-table.js";
import type { MatrixObject } from "./matrix.js";
import { type MatrixRow, matrixRows } from "./matrix-row.js";

const introduction = `# What Lever can fill

The field-support matrix, in the words of the ATS API that the unified model comes from. Here names are in camel case, so
that \`emails[].data\` of a candidate is \`Candidate.emails { data }\`. A tick is a field that Lever fills, a cross one that
it cannot fill: that is always null, and costs no call. NATIVE is what Lever keeps, DERIVED what is computed from what it
keeps. Opportunity leads are excluded from Candidates.

\`npm run docs\` writes this page from the schema's \`@providerSupport\`, \`npm run conformance\` holds an account against it.`;

/** The field-support matrix as a page in Markdown: each row with its level, where Lever keeps it, and the reason. */
export function matrixPage(schema: DocumentNode): string {
  const annotated = annotations(schema);
  const tables = matrixTables(matrixRows(schema), ["Lever", "Level", "Lever source", "Reason"], (row) => {
    const { level, reason } = supportOf(row, annotated);
    const source = leverSource(row);
    if ((source === null) !== (level === "UNSUPPORTED")) {
      throw new Error(`${row.type}.${row.field} is ${level}, and its Lever source is ${source ?? "missing"}`);
    }
    return [level === "UNSUPPORTED" ? "x" : "✓", level, source ?? "", reason ?? ""];
  });
  return `${introduction}\n\n${tables}\n`;
}

/** Rows of the matrix in its layout: a heading and a table for each object, and in it a line of cells for each row. */
export function matrixTables(
  rows: readonly MatrixRow[],
  columns: readonly string[],
  cells: (row: MatrixRow) => readonly string[],
): string {
  const objects = [...new Set(rows.map(({ object }) => object))];
  const table = (object: MatrixObject) =>
    markdownTable(
      ["Field Name", ...columns],
      rows.filter((row) => row.object === object).map((row) => [`\`${row.name}\``, ...cells(row)]),
    );
  return objects.map((object) => `## ${object}s\n\n${table(object)}`).join("\n\n");
}
