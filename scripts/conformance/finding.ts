import { isDeepStrictEqual } from "node:util";
import type { DocumentNode } from "graphql";
import { annotations, type FieldSupport, supportOf } from "../../src/graphql/provider-support/field-support.js";
import { type MatrixRow, matrixRows } from "../../src/graphql/provider-support/matrix-row.js";
import type { ActualRecord } from "./actual-record.js";
import type { ExpectedRecord } from "./expected-record.js";

/** The comparison of one row of the matrix, over all records of its object. */
export interface Finding {
  readonly row: MatrixRow;
  readonly level: FieldSupport["level"];
  /** The number of records with the same value in Lever and in the subgraph. */
  filled: number;
  /** The number of records without a value in Lever, for which the subgraph returned null or an empty list. */
  empty: number;
  /** The differences, each with the id of the record. */
  readonly contradictions: { readonly what: Contradiction; readonly id: string }[];
  /** The codes of the errors that prevented a comparison. */
  readonly failures: string[];
}

export type Contradiction =
  | "has a value, but is UNSUPPORTED"
  | "is UNSUPPORTED, but Lever has a value"
  | "is null, but Lever has a value"
  | "has a value, but Lever has none"
  | "differs from the value in Lever";

/** Compares the results of the subgraph with the data in Lever, for each row of the matrix. */
export function findings(
  schema: DocumentNode,
  expected: readonly ExpectedRecord[],
  actual: readonly ActualRecord[],
): Finding[] {
  const annotated = annotations(schema);
  return matrixRows(schema).map((row) => {
    const { level } = supportOf(row, "LEVER", annotated);
    const finding: Finding = { row, level, filled: 0, empty: 0, contradictions: [], failures: [] };
    for (const [index, record] of expected.entries()) {
      const result = actual[index];
      if (record.object === row.object && result !== undefined) compare(finding, record, result);
    }
    return finding;
  });
}

function compare(finding: Finding, { id, fields }: ExpectedRecord, actual: ActualRecord): void {
  const path = finding.row.path.split(".");
  const failure = actual.failures.find((each) => isStartOf(each.path, path));
  if (failure !== undefined) {
    finding.failures.push(failure.code);
    return;
  }
  // For a missing record, only the row of its id is compared.
  if (actual.fields === null && finding.row.path !== "id") return;
  const [expected, returned] = [valueAt(fields, path), valueAt(actual.fields, path)];
  if (!isKnown(expected)) return;
  const what = contradiction(finding.level, expected, returned);
  if (what !== undefined) finding.contradictions.push({ what, id });
  else if (isFilled(expected)) finding.filled += 1;
  else finding.empty += 1;
}

function contradiction(level: Finding["level"], expected: unknown, returned: unknown): Contradiction | undefined {
  if (level === "UNSUPPORTED") {
    if (returned !== null) return "has a value, but is UNSUPPORTED";
    return isFilled(expected) ? "is UNSUPPORTED, but Lever has a value" : undefined;
  }
  if (isDeepStrictEqual(expected, returned)) return undefined;
  if (!isFilled(returned)) return "is null, but Lever has a value";
  return isFilled(expected) ? "differs from the value in Lever" : "has a value, but Lever has none";
}

/** Whether one path is the start of the other. */
function isStartOf(a: readonly string[], b: readonly string[]): boolean {
  return a.slice(0, b.length).every((step, index) => step === b[index]);
}

/** The value at a path; for a list, the values at this path in its items. */
function valueAt(value: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path;
  if (step === undefined || value == null) return value;
  if (Array.isArray(value)) return value.map((item) => valueAt(item, path));
  return valueAt((value as Readonly<Record<string, unknown>>)[step], rest);
}

function isKnown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).every(isKnown);
  return value !== undefined;
}

function isFilled(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(isFilled);
  return value != null;
}
