import { Order } from "../order.js";
import { pageOf, type Row } from "../page.js";
import type { Candidacy } from "../account-index.js";
import type { Endpoint, Request } from "../endpoint.js";
import { notFound } from "../lever-error.js";
import { anyOf } from "../query.js";
import { shapeFrom, type Expansions } from "../shape.js";
import { checkAccess, confidentialityFilter } from "../confidentiality.js";
import { opportunityFilter } from "./opportunity-filter.js";
import { sentStage } from "./stages.js";

/** Lever docs: Opportunities, List. */
export const opportunities: Endpoint = {
  pattern: "/opportunities",
  order: Order.opportunities,
  respond(request) {
    const { query } = request;
    const visible = confidentialityFilter(request);
    const passes = opportunityFilter(request);
    const shape = shapeFrom(query, expansions(request));
    const page = pageOf(
      rowsToSearch(request),
      Order.opportunities,
      query,
      (candidacy) => visible(candidacy.opportunity) && passes(candidacy),
    );
    return { ...page, data: page.data.map(({ opportunity }) => shape(opportunity)) };
  },
};

/** Lever docs: Opportunities, Retrieve a single. */
export const opportunity: Endpoint = {
  pattern: "/opportunities/:id",
  respond(request) {
    const shape = shapeFrom(request.query, expansions(request));
    return { data: shape(opportunityIn(request).opportunity) };
  },
};

/** The opportunity in the path. Throws 404, or 403 if it is confidential and the key may not read it. */
export function opportunityIn(request: Request): Candidacy {
  const [id = ""] = request.ids;
  const candidacy = request.index.opportunity.get(id);
  if (candidacy === undefined) throw notFound("opportunities", id);
  checkAccess(request, candidacy.opportunity);
  return candidacy;
}

function expansions({ index }: Request): Expansions {
  const user = (id: string) => index.user.get(id);
  return {
    applications: (id) => index.application.get(id),
    stage: (id) => sentStage(index.stage.get(id)),
    owner: user,
    followers: user,
    sourcedBy: user,
    contact: (id) => index.contact.get(id),
  };
}

/** The rows to search: those of the contacts or postings in the query, or all. */
function rowsToSearch({ index, query }: Request): readonly Row<Candidacy>[] {
  const contacts = anyOf(query, "contact_id");
  if (contacts !== undefined) return mergedRows(index.byContact, contacts);
  const postings = anyOf(query, "posting_id") ?? anyOf(query, "archived_posting_id");
  return postings === undefined ? index.candidacies : mergedRows(index.byPosting, postings);
}

function mergedRows(
  groups: ReadonlyMap<string, readonly Row<Candidacy>[]>,
  ids: ReadonlySet<string>,
): Row<Candidacy>[] {
  return [...new Set([...ids].flatMap((id) => groups.get(id) ?? []))].sort((a, b) =>
    Order.opportunities.compare(a.key, b.key),
  );
}
