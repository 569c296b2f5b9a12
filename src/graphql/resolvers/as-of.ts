import type { GraphQLResolveInfo } from "graphql";
import { type Timestamped, minDate } from "../../ats/model.js";
import type { Context } from "../context.js";
import { siblingFields } from "./selection.js";

/** Fields of a record, and what they are told from beside the record itself; null where that is enough. */
type TimestampSource<Model> = readonly [
  fields: readonly string[],
  read: (record: Model, context: Context) => Timestamped | null | Promise<Timestamped | null>,
];

/**
 * The moment of a record's earliest answer, those included that the fields selected beside this one are told from:
 * whatever `sources` read has been read for them already. Null for a record of which only the id is at hand.
 */
export function asOf<Model extends Partial<Timestamped>>(sources: readonly TimestampSource<Model>[]) {
  return async (record: Model, _args: object, context: Context, info: GraphQLResolveInfo): Promise<Date | null> => {
    const selected = [...siblingFields(info).values()]
      .map(([node]) => node?.name.value ?? "")
      .filter((field) => !context.support.isUnsupported(info.parentType.name, field));
    const used = sources.filter(([fields]) => fields.some((field) => selected.includes(field)));
    // What could not be read is an error at its own field.
    const read = await Promise.allSettled(used.map(async ([, read]) => read(record, context)));
    const others = read.map((each) => (each.status === "fulfilled" ? each.value : null));
    const moments = [record, ...others].flatMap((each) => each?.asOf ?? []);
    return moments.length === 0 ? null : moments.reduce(minDate);
  };
}
