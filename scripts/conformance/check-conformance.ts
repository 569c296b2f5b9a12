import { isDeepStrictEqual } from "node:util";
import type { DocumentNode } from "graphql";
import { actualRecords, type Ask } from "./actual-record.js";
import { type Finding, findings } from "./finding.js";
import { type ExpectedRecord, expectedRecords } from "./expected-record.js";
import type { LeverReads } from "./lever-reads.js";
import { readSample, type Settings } from "./lever-sample.js";

/** The two sides that are compared, over one account. */
export interface ConformanceSources {
  /** Begins a reading of Lever. */
  readonly lever: () => LeverReads;
  readonly settings: Settings;
  readonly ask: Ask;
}

/**
 * Holds what the subgraph answers against what Lever holds, for each row of the matrix. Where they differ Lever is read
 * once more: a record that was changed meanwhile is not judged.
 */
export async function checkConformance(
  schema: DocumentNode,
  { lever, settings, ask }: ConformanceSources,
): Promise<Finding[]> {
  const read = async () => expectedRecords(await readSample(lever(), settings), settings);
  const held = await read();
  const answered = await actualRecords(held, ask);
  const found = findings(schema, held, answered);
  if (found.every(({ contradictions }) => contradictions.length === 0)) return found;
  const again = new Map((await read()).map((record) => [keyOf(record), record]));
  const isUnchanged = (record: ExpectedRecord) => isDeepStrictEqual(again.get(keyOf(record)), record);
  return findings(
    schema,
    held.filter(isUnchanged),
    answered.filter((_, index) => held[index] !== undefined && isUnchanged(held[index])),
  );
}

function keyOf({ object, id }: ExpectedRecord): string {
  return `${object} ${id}`;
}
