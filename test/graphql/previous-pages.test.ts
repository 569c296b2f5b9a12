import { expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

const page = `query ($first: Int!, $after: String, $direction: OrderDirection!, $filter: ApplicationFilter) {
  applications(first: $first, after: $after, filter: $filter, orderBy: { field: CREATED_AT, direction: $direction }) {
    nodes { id createdAt } pageInfo { hasPreviousPage endCursor }
  }
}`;

it("a client finds the page before by its cursor, or by turning the order around, as docs/lists.md says", async () => {
  await using subgraph = await startSubgraph({ account: plainAccount(60) });
  const read = async (variables: object) => {
    const { data, errors } = await subgraph.query(page, { first: 10, direction: "DESC", ...variables });
    expect(errors).toEqual([]);
    return data.applications;
  };
  const cursors: (string | null)[] = [null];
  const pages = [];
  for (let count = 0; count < 3; count += 1) {
    pages.push(await read({ after: cursors[count] }));
    cursors.push(pages[count].pageInfo.endCursor);
  }
  expect(await read({ after: cursors[1] })).toEqual(pages[1]);

  const [{ createdAt }] = pages[2].nodes;
  const { nodes } = await read({ first: 11, direction: "ASC", filter: { createdAfter: createdAt } });
  const shown = new Set(pages[2].nodes.map(({ id }: any) => id));
  expect(nodes.filter(({ id }: any) => !shown.has(id)).reverse()).toEqual(pages[1].nodes);

  const { nodes: oldest } = await read({ direction: "ASC" });
  const all = await read({ first: 60 });
  expect(oldest.reverse()).toEqual(all.nodes.slice(-10));
  const { errors } = await subgraph.query(page, { first: 10, direction: "ASC", after: cursors[1] });
  expect(errors[0]!.extensions.code).toBe("BAD_USER_INPUT");
});
