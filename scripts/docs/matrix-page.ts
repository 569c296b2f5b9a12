import { type DocumentNode, Kind } from "graphql";
import { annotations, supportOf } from "../../src/graphql/provider-support/field-support.js";
import { leverSource } from "./lever-sources.js";
import { markdownTable } from "./markdown-table.js";
import { otherSources } from "./other-sources.js";
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
  return `${introduction}\n\n${tables}\n\n${othersIntroduction}\n\n${otherTable(schema)}\n`;
}

const othersIntroduction = `## Beyond the matrix

Lever's records carry these fields too. They are NATIVE, and selecting one takes no further call, except names in
\`stageHistory\`. Those of opportunities and the texts of postings are requested only if they are selected, or if \`missing\`
of their type is.`;

function otherTable(schema: DocumentNode): string {
  const rows = Object.entries(otherSources).flatMap(([type, fields]) =>
    Object.entries(fields).map(([field, source]) => [type, field, source] as const),
  );
  for (const [type, field] of rows) {
    if (!hasField(schema, type, field)) throw new Error(`The schema has no ${type}.${field}`);
  }
  return markdownTable(
    ["Field", "Lever source"],
    rows.map(([type, field, source]) => [`\`${type}.${field}\``, source]),
  );
}

function hasField({ definitions }: DocumentNode, type: string, field: string): boolean {
  return definitions.some(
    (each) =>
      each.kind === Kind.OBJECT_TYPE_DEFINITION &&
      each.name.value === type &&
      each.fields?.some(({ name }) => name.value === field) === true,
  );
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
