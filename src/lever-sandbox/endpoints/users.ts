import type { User } from "../account.js";
import type { Endpoint, Request } from "../endpoint.js";
import { notFound } from "../lever-error.js";
import { Order } from "../order.js";
import { sortedRows, pageOf } from "../page.js";
import { anyOf, canonicalEmail, flag } from "../query.js";
import { shapeFrom } from "../shape.js";

/** Lever docs: Users, List all. From the newest to the oldest; deactivated users only on request. */
export const users: Endpoint = {
  pattern: "/users",
  order: Order.newestFirst,
  respond(request) {
    const { account, query } = request;
    const shape = shapeFrom(query, {});
    const rows = sortedRows(account.users, Order.newestFirst, ({ createdAt, id }) => [createdAt, id]);
    const page = pageOf(rows, Order.newestFirst, query, filter(request));
    return { ...page, data: page.data.map(shape) };
  },
};

/** Lever docs: Users, Retrieve a single. Also returns deactivated users. */
export const user: Endpoint = {
  pattern: "/users/:id",
  respond({ index, query, ids }) {
    const shape = shapeFrom(query, {});
    const [id = ""] = ids;
    const found = index.user.get(id);
    if (found === undefined) throw notFound("users", id);
    return { data: shape(found) };
  },
};

function filter({ query }: Request): (user: User) => boolean {
  const emails = anyOf(query, "email");
  const wanted = emails && new Set([...emails].map(canonicalEmail));
  const roles = anyOf(query, "accessRole[]") ?? anyOf(query, "accessRole");
  const directoryIds = anyOf(query, "external_directory_id");
  const deactivated = flag(query, "includeDeactivated") ?? false;
  return ({ email, accessRole, externalDirectoryId, deactivatedAt }) =>
    (deactivated || deactivatedAt === null) &&
    (wanted?.has(canonicalEmail(email)) ?? true) &&
    (roles?.has(accessRole) ?? true) &&
    (directoryIds?.has(externalDirectoryId ?? "") ?? true);
}
