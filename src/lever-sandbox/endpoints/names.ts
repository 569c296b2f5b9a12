import type { Account } from "../account.js";
import type { Endpoint } from "../endpoint.js";
import { Order } from "../order.js";
import { pageOf, sortedRows } from "../page.js";
import { shapeFrom } from "../shape.js";

/** Lever docs: Sources, List all. */
export const sources = listOfNames("/sources", ({ sources }) => sources);

/** Lever docs: Tags, List all. */
export const tags = listOfNames("/tags", ({ tags }) => tags);

/** The names that opportunities have, and how many have each. By the text, without regard to case. Rows have no id. */
function listOfNames(
  pattern: string,
  namesOf: (opportunity: Account["opportunities"][number]) => readonly string[],
): Endpoint {
  return {
    pattern,
    order: Order.byText,
    respond({ account, query }) {
      const counts = new Map<string, number>();
      for (const opportunity of account.opportunities) {
        for (const name of new Set(namesOf(opportunity))) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      const names = [...counts].map(([text, count]) => ({ text, count }));
      const rows = sortedRows(names, Order.byText, ({ text }) => [text.toLowerCase(), text]);
      const page = pageOf(rows, Order.byText, query);
      return { ...page, data: page.data.map(shapeFrom(query, {})) };
    },
  };
}
