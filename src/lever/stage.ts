import type { Stage } from "../ats/model.js";
import type { StageRecord } from "./records.js";

/** A stage of the model. The name is undefined when Lever sent only the id. */
export function toStage(
  stage: { readonly id: string; readonly text?: string | null },
  asOf: Date,
  isNameUnreadable: boolean,
): Stage {
  if (stage.text === undefined) return { id: stage.id, asOf };
  return { id: stage.id, name: stage.text, asOf, unrecognized: isNameUnreadable ? new Set(["name"]) : undefined };
}

export function toListedStage(stage: StageRecord): Stage {
  return toStage(stage, stage.asOf, stage.unreadable.has("text"));
}
