import type { Endpoint, Request } from "../endpoint.js";
import { mayRead } from "../confidentiality.js";
import { notFound } from "../lever-error.js";
import { Order } from "../order.js";
import { sortedRows, pageOf } from "../page.js";
import { shapeFrom, type Expansions } from "../shape.js";
import { opportunityIn } from "./opportunities.js";

/** Lever docs: Applications, List all. */
export const applications: Endpoint = {
  pattern: "/opportunities/:id/applications",
  order: Order.ascending,
  respond(request) {
    const shape = shapeFrom(request.query, expansions(request));
    const { applications } = opportunityIn(request);
    const rows = sortedRows(applications, Order.ascending, ({ createdAt, id }) => [createdAt, id]);
    const page = pageOf(rows, Order.ascending, request.query);
    return { ...page, data: page.data.map(shape) };
  },
};

/** Lever docs: Applications, Retrieve a single. */
export const application: Endpoint = {
  pattern: "/opportunities/:id/applications/:id",
  respond(request) {
    const shape = shapeFrom(request.query, expansions(request));
    const [, id = ""] = request.ids;
    const found = opportunityIn(request).applications.find((each) => each.id === id);
    if (found === undefined) throw notFound("applications", id);
    return { data: shape(found) };
  },
};

function expansions(request: Request): Expansions {
  const user = (id: string) => request.index.user.get(id);
  const posting = (id: string) => {
    const found = request.index.posting.get(id);
    return found && mayRead(request, found) ? found : undefined;
  };
  return { posting, postingOwner: user, postingHiringManager: user, user };
}
