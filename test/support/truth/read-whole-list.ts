import { expect } from "vitest";
import type { Answer, TestSubgraph } from "../subgraph.js";
import type { Filters } from "./filters.js";
import type { Expected } from "./records.js";
import { selections } from "./selections.js";
import type { Connection, Records } from "./truth.js";

export interface ListOptions<C extends Connection> {
  readonly first?: number;
  readonly filter?: Filters[C] | undefined;
  /** The cursor to start after. */
  readonly after?: string;
}

/** A checked page. */
export interface Page {
  readonly nodes: readonly Expected[];
  readonly cursors: readonly string[];
  /** The number of excluded leads; 0 for jobs. */
  readonly leads: number;
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** Reads a list page by page to its end, and checks each page. It does not check the nodes. */
export async function* pages<C extends Connection>(
  subgraph: TestSubgraph,
  connection: C,
  options: ListOptions<C> = {},
): AsyncGenerator<Page> {
  const { first = 50, filter } = options;
  const query = pageQuery(connection);
  let after = options.after ?? null;
  const seen = new Set<string | null>();
  for (;;) {
    const page = pageFrom(await subgraph.query(query, { first, after, filter }), first);
    yield page;
    if (!page.hasNextPage) return;
    after = page.endCursor;
    expect(after, "a page with a next page has a cursor").not.toBeNull();
    expect(seen, "each page has a new cursor").not.toContain(after);
    seen.add(after);
  }
}

/** Reads a list to its end: all records by id, and the number of excluded leads. */
export async function readWholeList<C extends Connection>(
  subgraph: TestSubgraph,
  connection: C,
  options: ListOptions<C> = {},
): Promise<{ records: Records; leads: number; pages: number }> {
  const records = new Map<string, Expected>();
  let leads = 0;
  let count = 0;
  for await (const page of pages(subgraph, connection, options)) {
    for (const node of page.nodes) {
      expect(records.has(node.id), `${connection} ${node.id} comes once`).toBe(false);
      records.set(node.id, node);
    }
    leads += page.leads;
    count += 1;
  }
  return { records, leads, pages: count };
}

/** Expects the same records, in any order. */
export function expectSame(got: Records, wanted: Records, note?: string): void {
  expect([...got.keys()].sort(), note).toEqual([...wanted.keys()].sort());
  expect(Object.fromEntries(got), note).toStrictEqual(Object.fromEntries(wanted));
}

/** The query for a page of a list, with variables `first`, `after` and `filter`. */
export function pageQuery(connection: Connection): string {
  const input = `${connection[0]?.toUpperCase() ?? ""}${connection.slice(1, -1)}Filter`;
  return `query ($first: Int, $after: String, $filter: ${input}) {
    page: ${connection}(first: $first, after: $after, filter: $filter) {
      edges { cursor node { ${selections[connection]} } }
      nodes { id }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      ${connection === "jobs" ? "" : "excluded { leads }"}
    }
  }`;
}

interface PageResult {
  edges: { cursor: string; node: Expected }[];
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  excluded?: { leads: number };
}

function pageFrom({ data, errors }: Answer, first: number): Page {
  expect(errors).toEqual([]);
  const { edges, nodes, pageInfo, excluded } = (data as { page: PageResult }).page;
  const cursors = edges.map(({ cursor }) => cursor);
  const { hasNextPage, endCursor } = pageInfo;
  expect(nodes.map(({ id }) => id)).toEqual(edges.map(({ node }) => node.id));
  expect(pageInfo).toEqual({
    hasNextPage,
    hasPreviousPage: false,
    startCursor: cursors[0] ?? null,
    endCursor: cursors.at(-1) ?? null,
  });
  expect(new Set(cursors).size).toBe(cursors.length);
  if (hasNextPage) expect(edges).toHaveLength(first);
  else expect(edges.length).toBeLessThanOrEqual(first);
  return { nodes: edges.map(({ node }) => node), cursors, leads: excluded?.leads ?? 0, hasNextPage, endCursor };
}
