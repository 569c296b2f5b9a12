import type { Stage } from "../ats/model.js";

/** Lever's stage as the model's; the name is left out where only the id was sent. */
export function toStage(stage: { readonly id: string; readonly text?: string | null }, asOf: Date): Stage {
  return stage.text === undefined ? { id: stage.id, asOf } : { id: stage.id, name: stage.text, asOf };
}
