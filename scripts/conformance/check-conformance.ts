import { isDeepStrictEqual } from "node:util";
import type { DocumentNode } from "graphql";
import { actualRecords, type Query } from "./actual-record.js";
import { type Finding, findings } from "./finding.js";
import { type ExpectedRecord, expectedRecords } from "./expected-record.js";
import type { LeverReads } from "./lever-reads.js";
import { readSample, type Settings } from "./lever-sample.js";

/** The two sides of the comparison. Both read the same account. */
export interface ConformanceSources {
  /** Starts a read of Lever. */
  readonly lever: () => LeverReads;
  readonly settings: Settings;
  readonly query: Query;
}

/**
 * Compares the results of the subgraph with the data in Lever, for each row of the matrix. If they differ, it reads
 * Lever a second time and ignores the records that have changed since the first read.
 */
export async function checkConformance(
  schema: DocumentNode,
  { lever, settings, query }: ConformanceSources,
): Promise<Finding[]> {
  const read = async () => expectedRecords(await readSample(lever(), settings), settings);
  const expected = await read();
  const actual = await actualRecords(expected, query);
  const found = findings(schema, expected, actual);
  if (found.every(({ contradictions }) => contradictions.length === 0)) return found;
  const secondRead = new Map((await read()).map((record) => [keyOf(record), record]));
  const isUnchanged = (record: ExpectedRecord) => isDeepStrictEqual(secondRead.get(keyOf(record)), record);
  return findings(
    schema,
    expected.filter(isUnchanged),
    actual.filter((_, index) => expected[index] !== undefined && isUnchanged(expected[index])),
  );
}

function keyOf({ object, id }: ExpectedRecord): string {
  return `${object} ${id}`;
}
