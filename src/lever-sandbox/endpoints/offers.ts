import type { Endpoint } from "../endpoint.js";
import { Order } from "../order.js";
import { inOrder, pageOf } from "../page.js";
import { shapeFrom } from "../shape.js";
import { opportunityIn } from "./opportunities.js";

/** Lever docs: Offers, List all for an opportunity. The oldest first. */
export const offers: Endpoint = {
  pattern: "/opportunities/:id/offers",
  order: Order.smallestFirst,
  respond(request) {
    const { index, query } = request;
    const shape = shapeFrom(query, { creator: (id) => index.user.get(id) });
    const held = index.offersByOpportunity.get(opportunityIn(request).opportunity.id) ?? [];
    const page = pageOf(
      inOrder(held, Order.smallestFirst, ({ createdAt, id }) => [createdAt, id]),
      Order.smallestFirst,
      query,
    );
    return { ...page, data: page.data.map(({ opportunityId: _, ...offer }) => shape(offer)) };
  },
};
