import { LRUCache } from "lru-cache";
import { RowDensity } from "./row-density.js";

// The lists of an account that are read in an order of their own.
const maxLists = 50;

/** How dense the lists of an account are in time, for each combination of Lever's filters. */
export class Densities {
  private readonly known = new LRUCache<string, RowDensity>({ max: maxLists });

  /** `list` identifies the list: its filters without those of the date. */
  get(list: string): RowDensity {
    const known = this.known.get(list) ?? new RowDensity();
    this.known.set(list, known);
    return known;
  }
}
