import type { Endpoint } from "../endpoint.js";
import { notFound } from "../lever-error.js";
import { Order } from "../order.js";
import { sortedRows, pageOf } from "../page.js";
import { oneOf } from "../query.js";
import { shapeFrom } from "../shape.js";

/** Lever docs: Archive Reasons, List all. In the order that the account chose, with inactive ones. */
export const archiveReasons: Endpoint = {
  pattern: "/archive_reasons",
  order: Order.ascending,
  respond({ account, query }) {
    const shape = shapeFrom(query, {});
    const type = oneOf(query, "type", ["hired", "non-hired"]);
    const rows = sortedRows(account.archiveReasons, Order.ascending, ({ id }, position) => [position, id]);
    const page = pageOf(rows, Order.ascending, query, (reason) => type === undefined || reason.type === type);
    return { ...page, data: page.data.map(shape) };
  },
};

/** Lever docs: Archive Reasons, Retrieve a single. */
export const archiveReason: Endpoint = {
  pattern: "/archive_reasons/:id",
  respond({ account, query, ids }) {
    const shape = shapeFrom(query, {});
    const [id = ""] = ids;
    const found = account.archiveReasons.find((reason) => reason.id === id);
    if (found === undefined) throw notFound("archive_reasons", id);
    return { data: shape(found) };
  },
};
