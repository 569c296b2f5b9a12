import { type GraphQLResolveInfo, responsePathAsArray } from "graphql";
import { badUserInput } from "../../ats/errors.js";
import { type CountedPage, type ListRequest, type Order, type Page, maxNodes } from "../../ats/page.js";
import type { Context } from "../context.js";
import type { ExcludedResolvers } from "../generated/graphql.js";
import { selectsPath } from "./selection.js";

interface ConnectionArguments<Field extends string> {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly orderBy?: Order<Field> | null | undefined;
}

/**
 * Reads a page for a connection field. If an error ends the page early or leaves out nodes, the field has the other nodes,
 * and the error has the path of the field. `count` counts the nodes of the list. Throws BAD_USER_INPUT if `first` is out of
 * range, before the first call.
 */
export async function readConnection<Node, Filter, Count, Field extends string = never>(
  read: (request: ListRequest<Filter, Field>) => Promise<Page<Node>>,
  count: () => Promise<Count>,
  args: ConnectionArguments<Field>,
  filter: Filter,
  { partialErrors }: Context,
  info: GraphQLResolveInfo,
): Promise<CountedPage<Node, Count>> {
  const first = args.first ?? 50;
  if (first < 1 || first > maxNodes) {
    throw badUserInput(`first must be between 1 and ${maxNodes}, and it is ${first}.`);
  }
  const countsLeads = selectsPath(info, ["excluded", "leads"]);
  const page = await read({ first, after: args.after ?? null, filter, order: args.orderBy ?? null, countsLeads });
  for (const error of [...(page.omissions ?? []), ...(page.error === undefined ? [] : [page.error])]) {
    partialErrors.add(error, responsePathAsArray(info.path));
  }
  return { ...page, count };
}

/** The resolvers that all connections share. */
export const connectionFields = {
  edges: <Node>({ edges }: Page<Node>) => edges,
  nodes: <Node>({ edges }: Page<Node>) => edges.map(({ node }) => node),
  pageInfo: <Node>({ edges, hasNextPage, endCursor }: Page<Node>) => ({
    hasNextPage,
    hasPreviousPage: false,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: endCursor ?? edges.at(-1)?.cursor ?? null,
  }),
  excluded: <Node>(page: Page<Node>) => page,
};

/** The resolver of `totalCount`. Nullable in the schema, so that a list that cannot be counted still has its page. */
export const totalCount = <Node>({ count }: CountedPage<Node>) => count();

export const Excluded: ExcludedResolvers = {
  leads({ leads }) {
    if (leads instanceof Error) throw leads;
    return leads;
  },
};
