import type { Stage } from "../ats/model.js";
import type { StageRecord } from "./records.js";

/** Lever's stage as the model's; the name is left out where only the id was sent. */
export function toStage(record: StageRecord | { readonly id: string }): Stage {
  return "text" in record ? { id: record.id, name: record.text } : { id: record.id };
}
