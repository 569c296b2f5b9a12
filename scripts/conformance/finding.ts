import { isDeepStrictEqual } from "node:util";
import type { DocumentNode } from "graphql";
import { annotations, type FieldSupport, supportOf } from "../../src/graphql/provider-support/field-support.js";
import { type MatrixRow, matrixRows } from "../../src/graphql/provider-support/matrix-row.js";
import type { ActualRecord } from "./actual-record.js";
import type { ExpectedRecord } from "./expected-record.js";

/** What was seen of a row of the matrix, over all records of its object. */
export interface Finding {
  readonly row: MatrixRow;
  readonly level: FieldSupport["level"];
  /** Records for which Lever holds a value, and the subgraph answered the same. */
  filled: number;
  /** Records for which Lever holds none, and the subgraph answered null or an empty list. */
  empty: number;
  /** What is not as it ought to be, each with the record's id. */
  readonly contradictions: { readonly what: Contradiction; readonly id: string }[];
  /** Codes of the errors on account of which records could not be judged. */
  readonly failures: string[];
}

export type Contradiction =
  | "answered, though UNSUPPORTED"
  | "UNSUPPORTED, though Lever holds a value"
  | "null, though Lever holds a value"
  | "answered, though Lever holds no value"
  | "not the value that Lever holds";

/** Compares what was answered with what Lever holds, record by record, for each row of the matrix. */
export function findings(
  schema: DocumentNode,
  held: readonly ExpectedRecord[],
  answered: readonly ActualRecord[],
): Finding[] {
  const annotated = annotations(schema);
  return matrixRows(schema).map((row) => {
    const { level } = supportOf(row, "LEVER", annotated);
    const finding: Finding = { row, level, filled: 0, empty: 0, contradictions: [], failures: [] };
    for (const [index, record] of held.entries()) {
      const answer = answered[index];
      if (record.object === row.object && answer !== undefined) judge(finding, record, answer);
    }
    return finding;
  });
}

function judge(finding: Finding, { id, fields }: ExpectedRecord, answer: ActualRecord): void {
  const path = finding.row.path.split(".");
  const failure = answer.failures.find((each) => isAlong(each.path, path));
  if (failure !== undefined) {
    finding.failures.push(failure.code);
    return;
  }
  // Of an object that is not there, its id speaks for all.
  if (answer.fields === null && finding.row.path !== "id") return;
  const [expected, given] = [valueAt(fields, path), valueAt(answer.fields, path)];
  if (!isKnown(expected)) return;
  const what = contradiction(finding.level, expected, given);
  if (what !== undefined) finding.contradictions.push({ what, id });
  else if (isFilled(expected)) finding.filled += 1;
  else finding.empty += 1;
}

function contradiction(level: Finding["level"], expected: unknown, given: unknown): Contradiction | undefined {
  if (level === "UNSUPPORTED") {
    if (given !== null) return "answered, though UNSUPPORTED";
    return isFilled(expected) ? "UNSUPPORTED, though Lever holds a value" : undefined;
  }
  if (isDeepStrictEqual(expected, given)) return undefined;
  if (!isFilled(given)) return "null, though Lever holds a value";
  return isFilled(expected) ? "not the value that Lever holds" : "answered, though Lever holds no value";
}

/** Whether one path leads to the other. */
function isAlong(a: readonly string[], b: readonly string[]): boolean {
  return a.slice(0, b.length).every((step, index) => step === b[index]);
}

/** What lies at a path; of a list, what lies there in each of its items. */
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
