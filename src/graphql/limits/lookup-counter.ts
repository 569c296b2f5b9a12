import { maxNodes } from "../../ats/page.js";
import type { FieldWeight } from "./field-weights.js";

/** Counts the objects of an operation that are found by id. They are looked up together, up to 100 in a call. */
export class LookupCounter {
  private readonly counts = new Map<FieldWeight, number>();

  /** Adds lookups by a field of Query. Returns the calls that they add to earlier lookups by this field. */
  add(weight: FieldWeight, count: number): number {
    const before = this.counts.get(weight) ?? 0;
    this.counts.set(weight, before + count);
    return weight.calls * (Math.ceil((before + count) / maxNodes) - Math.ceil(before / maxNodes));
  }
}
