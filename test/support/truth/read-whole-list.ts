import { expect } from "vitest";
import type { Answer, TestSubgraph } from "../subgraph.js";
import type { Filters } from "./filters.js";
import type { OrderBy } from "./order.js";
import type { Expected } from "./records.js";
import { selections } from "./selections.js";
import type { Connection, Records } from "./truth.js";

export interface ListOptions<C extends Connection> extends PageQueryOptions {
  /** Default: 50. A function gives the size of each page. */
  readonly first?: number | (() => number);
  readonly filter?: Filters[C] | undefined;
  readonly orderBy?: OrderBy | undefined;
  /** The cursor to start after. */
  readonly after?: string;
}

/** What a query for a page selects. */
export interface PageQueryOptions {
  /** The fields of a node. Default: all that the expected records have. */
  readonly fields?: string;
  /** Whether the excluded leads are counted. Default: yes. */
  readonly excluded?: boolean;
  /** The id of the job whose applications are read. */
  readonly jobId?: string | undefined;
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

/**
 * Reads a list page by page to its end, and checks each page. It does not check the nodes. With several replicas each
 * page is read from the next one.
 */
export async function* pages<C extends Connection>(
  replicas: TestSubgraph | readonly TestSubgraph[],
  connection: C,
  options: ListOptions<C> = {},
): AsyncGenerator<Page> {
  const { filter, orderBy } = options;
  const subgraphs = Array.isArray(replicas) ? (replicas as readonly TestSubgraph[]) : [replicas as TestSubgraph];
  const query = pageQuery(connection, { ...options, isOrdered: orderBy !== undefined });
  let after = options.after ?? null;
  const seen = new Set<string | null>();
  for (let turn = 0; ; turn += 1) {
    const first = typeof options.first === "function" ? options.first() : (options.first ?? 50);
    const variables = { first, after, filter, orderBy, jobId: options.jobId };
    const page = pageFrom(await subgraphs[turn % subgraphs.length]!.query(query, variables), first);
    yield page;
    if (!page.hasNextPage) return;
    after = page.endCursor;
    expect(after, "a page with a next page has a cursor").not.toBeNull();
    expect(seen, "each page has a new cursor").not.toContain(after);
    seen.add(after);
  }
}

/** Reads a list to its end: all records by id, in the order of the list, and the number of excluded leads. */
export async function readWholeList<C extends Connection>(
  subgraph: TestSubgraph | readonly TestSubgraph[],
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

/** The query for a page of a list, with variables `first`, `after`, `filter`, `orderBy` and `jobId`. */
export function pageQuery(
  connection: Connection,
  {
    fields,
    excluded = connection !== "jobs",
    jobId,
    isOrdered = false,
  }: PageQueryOptions & { isOrdered?: boolean } = {},
): string {
  const type = `${connection[0]?.toUpperCase() ?? ""}${connection.slice(1, -1)}`;
  const ofJob = jobId !== undefined;
  const variables = [
    `$first: Int, $after: String, $filter: ${ofJob ? "Job" : ""}${type}Filter`,
    isOrdered ? `$orderBy: ${type}Order` : "",
    ofJob ? "$jobId: ID!" : "",
  ];
  const page = `page: ${connection}(first: $first, after: $after, filter: $filter ${isOrdered ? "orderBy: $orderBy" : ""}) {
      edges { cursor node { ${fields ?? selections[connection]} } }
      nodes { id }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      ${excluded ? "excluded { leads }" : ""}
    }`;
  return `query (${variables.join(" ")}) { ${ofJob ? `job(id: $jobId) { ${page} }` : page} }`;
}

interface PageResult {
  edges: { cursor: string; node: Expected }[];
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  excluded?: { leads: number };
}

function pageFrom({ data, errors }: Answer, first: number): Page {
  expect(errors).toEqual([]);
  const { page, job } = data as { page?: PageResult; job?: { page: PageResult } };
  const { edges, nodes, pageInfo, excluded } = (page ?? job?.page)!;
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
