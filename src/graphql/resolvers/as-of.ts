import type { GraphQLResolveInfo } from "graphql";
import { type Timestamped, minDate } from "../../ats/model/record.js";
import type { Context } from "../context.js";
import { siblingFields } from "./selection.js";

/** Fields of a record, and a function that returns the other record they are read from. Null if there is none. */
type TimestampSource<Model> = readonly [
  fields: readonly string[],
  read: (record: Model, context: Context) => Timestamped | null | Promise<Timestamped | null>,
];

/**
 * Returns the resolver of `asOf`: when the oldest data behind the selected fields of a record was read. `sources` are the
 * other records that these fields are read from. The fields load them anyway, so this takes no call. The value is null for
 * a record of which only the id is known.
 */
export function asOf<Model extends Partial<Timestamped>>(sources: readonly TimestampSource<Model>[]) {
  return async (record: Model, _args: object, context: Context, info: GraphQLResolveInfo): Promise<Date | null> => {
    const selected = [...siblingFields(info).values()]
      .map(([node]) => node?.name.value ?? "")
      .filter((field) => !context.support.isUnsupported(info.parentType.name, field));
    const used = sources.filter(([fields]) => fields.some((field) => selected.includes(field)));
    // A source that cannot be read is an error at the field that needs it.
    const read = await Promise.allSettled(used.map(async ([, read]) => read(record, context)));
    const others = read.map((each) => (each.status === "fulfilled" ? each.value : null));
    const times = [record, ...others].flatMap((each) => each?.asOf ?? []);
    return times.length === 0 ? null : times.reduce(minDate);
  };
}
