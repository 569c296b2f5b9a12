import type { Endpoint } from "../endpoint.js";
import { Order } from "../order.js";
import { sortedRows, pageOf } from "../page.js";
import { shapeFrom } from "../shape.js";
import { opportunityIn } from "./opportunities.js";

/** Lever docs: Offers, List all for an opportunity. From the oldest to the newest. */
export const offers: Endpoint = {
  pattern: "/opportunities/:id/offers",
  order: Order.ascending,
  respond(request) {
    const { index, query } = request;
    const shape = shapeFrom(query, { creator: (id) => index.user.get(id) });
    const records = index.offersByOpportunity.get(opportunityIn(request).opportunity.id) ?? [];
    const page = pageOf(
      sortedRows(records, Order.ascending, ({ createdAt, id }) => [createdAt, id]),
      Order.ascending,
      query,
    );
    return { ...page, data: page.data.map(({ opportunityId: _, ...offer }) => shape(offer)) };
  },
};
