import type { Recorded } from "./record.js";

export interface Stage extends Recorded {
  readonly id: string;
  /** Undefined if only the id is known. The name is then loaded when it is selected. */
  readonly name?: string | null;
  readonly isLead: boolean;
  /** Whether only the list of stages is read for the name, so that a stage that is not listed has none. */
  readonly isPast?: boolean;
  /** The job that the stage belongs to. Undefined if the provider does not store it, or if only the id is known. */
  readonly jobId?: string | null;
}
