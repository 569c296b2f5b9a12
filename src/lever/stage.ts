import type { Stage } from "../ats/model/stage.js";
import type { StageRecord } from "./records.js";

/** A stage as an opportunity has it. */
export interface OpportunityStage {
  readonly id: string;
  /** Undefined unless the stage was expanded, and null when it is empty. */
  readonly text?: string | null;
  readonly isLead: boolean;
}

/** A stage of the model. The name is undefined when Lever sent only the id. */
export function toStage({ id, text, isLead }: OpportunityStage, asOf: Date, isNameUnreadable: boolean): Stage {
  if (text === undefined) return { id, isLead, asOf };
  return { id, name: text, isLead, asOf, unrecognized: isNameUnreadable ? new Set(["name"]) : undefined };
}

export function toListedStage(stage: StageRecord): Stage {
  return toStage(stage, stage.asOf, stage.unreadable.has("text"));
}
