import type { Posting } from "../posting.js";
import { seen, visibleIn } from "../confidentiality.js";
import type { Endpoint, Request } from "../endpoint.js";
import { badRequest, notFound } from "../lever-error.js";
import { Order } from "../order.js";
import { inOrder, pageOf } from "../page.js";
import { anyOf, spanFrom, within } from "../query.js";
import { shapeFrom, type Expansions } from "../shape.js";

/** Lever docs: Postings, List all. The newest first. */
export const postings: Endpoint = {
  pattern: "/postings",
  order: Order.newestFirst,
  respond(request) {
    const { account, query } = request;
    const visible = visibleIn(request);
    const passes = filter(request);
    const shape = shapeFrom(query, expansions(request));
    const rows = inOrder(account.postings, Order.newestFirst, ({ createdAt, id }) => [createdAt, id]);
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
    seen(request, found);
    return { data: shape(found) };
  },
};

const fields: Record<string, (posting: Posting) => readonly (string | null | undefined)[]> = {
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
  const given = Object.entries(fields).flatMap(([name, held]) => {
    const values = anyOf(query, name);
    return values ? [{ name, held, values }] : [];
  });
  if (span) {
    const [other] = given;
    if (other) throw badRequest(`updated_at_start and updated_at_end cannot be combined with ${other.name}`);
  }
  const named = (name: string) => query.has(name);
  // A list of published postings leaves out those on the internal channel alone, unless channels are asked for.
  const hidesInternal =
    !named("distributionChannel") && (named("state") || interpretation.internalPostings === "hidden");
  return (posting) =>
    given.every(({ held, values }) => held(posting).some((value) => typeof value === "string" && values.has(value))) &&
    (!span || within(span, posting.updatedAt)) &&
    !(hidesInternal && posting.state === "published" && !posting.distributionChannels?.includes("public"));
}

function expansions({ index }: Request): Expansions {
  const user = (id: string) => index.user.get(id);
  return { user, owner: user, hiringManager: user, followers: user };
}
