import type { DocumentNode } from "graphql";
import { annotations, supportOf } from "../../src/graphql/provider-support/field-support.js";
import { leverSource } from "./lever-sources.js";
import { markdownTable } from "./markdown-table.js";
import type { MatrixObject } from "../../src/graphql/provider-support/matrix.js";
import { type MatrixRow, matrixRows } from "../../src/graphql/provider-support/matrix-row.js";

const introduction = `# Provider support

This page answers: which fields can Lever fill, and from where?

The tables are the field-support matrix, with the names of the ATS API that the model comes from. In this API the names are in
camel case: \`emails[].data\` of a candidate is \`Candidate.emails { data }\`. A tick is a field that Lever fills. A cross is a
field that Lever cannot fill: it is always null and costs no call. NATIVE means that Lever has the value, DERIVED that it is
computed from other values. Opportunity leads are not candidates.

[Queries](queries.md#fields-that-lever-cannot-fill) describes how to get an error instead of null. \`npm run docs\` writes this
page from the schema's \`@providerSupport\`. \`npm run conformance\` compares it with an account.`;

/** The field-support matrix as a Markdown page: each row with its level, its source in Lever, and the reason. */
export function matrixPage(schema: DocumentNode): string {
  const annotated = annotations(schema);
  const tables = matrixTables(matrixRows(schema), ["Lever", "Level", "Lever source", "Reason"], (row) => {
    const { level, reason } = supportOf(row, "LEVER", annotated);
    const source = leverSource(row);
    if ((source === null) !== (level === "UNSUPPORTED")) {
      throw new Error(`${row.type}.${row.field} is ${level}, and its Lever source is ${source ?? "missing"}`);
    }
    return [level === "UNSUPPORTED" ? "x" : "✓", level, source ?? "", reason ?? ""];
  });
  return `${introduction}\n\n${tables}\n`;
}

/** The rows of the matrix as Markdown: a heading and a table for each object. `cells` makes the cells of a row. */
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
