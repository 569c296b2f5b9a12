import type { Stage } from "../ats/model.js";

/** A stage of the model. The name is undefined when Lever sent only the id. */
export function toStage(stage: { readonly id: string; readonly text?: string | null }, asOf: Date): Stage {
  return stage.text === undefined ? { id: stage.id, asOf } : { id: stage.id, name: stage.text, asOf };
}
