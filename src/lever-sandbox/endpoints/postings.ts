import type { Posting } from "../posting.js";
import { checkAccess, confidentialityFilter } from "../confidentiality.js";
import type { Endpoint, Request } from "../endpoint.js";
import { badRequest, notFound } from "../lever-error.js";
import { Order } from "../order.js";
import { sortedRows, pageOf } from "../page.js";
import { anyOf, spanFrom, within } from "../query.js";
import { shapeFrom, type Expansions } from "../shape.js";

/** Lever docs: Postings, List all. From the newest to the oldest. */
export const postings: Endpoint = {
  pattern: "/postings",
  order: Order.newestFirst,
  respond(request) {
    const { account, query } = request;
    const visible = confidentialityFilter(request);
    const passes = filter(request);
    const shape = shapeFrom(query, expansions(request));
    const rows = sortedRows(account.postings, Order.newestFirst, ({ createdAt, id }) => [createdAt, id]);
    const page = pageOf(rows, Order.newestFirst, query, (posting) => visible(posting) && passes(posting));
    return { ...page, data: page.data.map(shape) };
  },
};

/** Lever docs: Postings, Retrieve a single. */
export const posting: Endpoint = {
  pattern: "/postings/:id",
  respond(request) {
    const shape = shapeFrom(request.query, expansions(request));
    const [id = ""] = request.ids;
    const found = request.index.posting.get(id);
    if (found === undefined) throw notFound("postings", id);
    checkAccess(request, found);
    return { data: shape(found) };
  },
};

const valuesByFilter: Record<string, (posting: Posting) => readonly (string | null | undefined)[]> = {
  state: ({ state }) => [state],
  distributionChannel: ({ distributionChannels }) => distributionChannels ?? [],
  team: ({ categories }) => [categories.team],
  department: ({ categories }) => [categories.department],
  location: ({ categories }) => [categories.location],
  commitment: ({ categories }) => [categories.commitment],
  level: ({ categories }) => [categories.level],
  tag: ({ tags }) => tags,
};

function filter({ query, interpretation }: Request): (posting: Posting) => boolean {
  const span = spanFrom(query, "updated_at");
  const filters = Object.entries(valuesByFilter).flatMap(([name, valuesOf]) => {
    const values = anyOf(query, name);
    return values ? [{ name, valuesOf, values }] : [];
  });
  if (span) {
    const [other] = filters;
    if (other) throw badRequest(`updated_at_start and updated_at_end cannot be combined with ${other.name}`);
  }
  // Without a filter by channel, the list has no published postings that are only on the internal channel.
  const hideInternal =
    !query.has("distributionChannel") && (query.has("state") || interpretation.internalPostings === "hidden");
  return (posting) =>
    filters.every(({ valuesOf, values }) =>
      valuesOf(posting).some((value) => typeof value === "string" && values.has(value)),
    ) &&
    (!span || within(span, posting.updatedAt)) &&
    !(hideInternal && posting.state === "published" && !posting.distributionChannels?.includes("public"));
}

function expansions({ index }: Request): Expansions {
  const user = (id: string) => index.user.get(id);
  return { user, owner: user, hiringManager: user, followers: user };
}
