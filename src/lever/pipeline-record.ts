import {
  type ApplicationRecord,
  type ArchivedRecord,
  archivedReader,
  expandedApplication,
} from "./opportunity-elements.js";
import { id, listOf } from "./readers.js";
import { type LeverRecord, type OnUnreadable, type RecordParser, recordParser } from "./records.js";

/** What decides where an opportunity counts in the pipelines of jobs. No personal data. Lever docs: Opportunities. */
export interface PipelineRecord extends LeverRecord {
  /** The id of the stage. */
  readonly stage: string | null;
  readonly archived: ArchivedRecord | null;
  readonly applications: readonly ApplicationRecord[];
}

/** The fields that are read, as `include` takes them. Lever docs: Customizing the Response. */
export const pipelineFields: readonly string[] = ["id", "stage", "archived", "applications"];

/** For responses with `expand=applications`. */
export function pipelineParser(onUnreadable: OnUnreadable): RecordParser<PipelineRecord> {
  return recordParser<PipelineRecord>("opportunity", onUnreadable, (record) => ({
    stage: record.read("stage", id),
    archived: record.read("archived", archivedReader),
    applications: record.read("applications", listOf(expandedApplication)),
  }));
}
