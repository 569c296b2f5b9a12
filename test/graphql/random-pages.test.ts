import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { propertyRuns } from "../support/property-runs.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const people = 16;
let subgraph: TestSubgraph;
/** The rows of Lever's list of opportunities, in order. */
let rows: unknown[];
const whole = new Map<string, string[]>();
beforeAll(async () => {
  subgraph = await startSubgraph({ account: plainAccount(people), env: { REFERENCE_TTL_MS: "0" } });
  subgraph.lever.faults.failNext(list, { edit: (page) => ({ ...page, data: (rows = page.data) }) });
  for (const connection of ["applications", "candidates"]) {
    const { data } = await subgraph.query(query(connection, 100));
    whole.set(
      connection,
      data[connection].edges.map(({ node }: { node: { remoteId: string } }) => node.remoteId),
    );
  }
});
afterAll(() => subgraph[Symbol.asyncDispose]());
afterEach(() => {
  subgraph.lever.faults.clear();
});

const list = /opportunities\?(?!.*contact_id)/;
const query = (connection: string, first: number) => `query ($after: String) {
  ${connection}(first: ${first}, after: $after, filter: { includeLeads: true }) {
    edges { cursor node { remoteId } } pageInfo { startCursor endCursor hasNextPage }
  }
}`;

/** What goes wrong with a page, once. The next request for the page succeeds. */
const mishaps = ["no next", "cut", "null next", "own token", "400", "404", "410", "403", "shape"] as const;
type Mishap = (typeof mishaps)[number];

interface PlannedPage {
  /** The number of rows. */
  readonly size: number;
  readonly mishaps: readonly Mishap[];
}

/** Pages with up to six rows. Often there are many without rows, one after the other. */
const plan = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        size: fc.nat(6),
        mishaps: fc.oneof(
          { weight: 4, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(fc.constantFrom(...mishaps), { maxLength: 3 }) },
        ),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom(12, 35, 70) },
  ),
  { maxLength: 12 },
);

function pagesOf(planned: readonly (PlannedPage | number)[]): PlannedPage[] {
  const empty = { size: 0, mishaps: [] };
  const pages = planned.flatMap((each) =>
    typeof each === "number" ? Array.from({ length: each }, () => empty) : each,
  );
  return [...pages, { size: people, mishaps: [] }];
}

/** Serves the rows in these pages, each mishap once. */
function serve(pages: readonly PlannedPage[]): void {
  const starts = pages.map((_page, index) => pages.slice(0, index).reduce((sum, { size }) => sum + size, 0));
  const ahead = pages.map((page) => [...page.mishaps]);
  const tokenOf = (index: number) => `page ${index}`;
  const answer = (query: URLSearchParams) => {
    const offset = query.get("offset");
    const index = offset === null ? 0 : Number(offset.slice("page ".length));
    const data = rows.slice(starts[index], starts[index]! + pages[index]!.size);
    const isLast = index === pages.length - 1;
    const page = { data, hasNext: true };
    const mishap = ahead[index]!.shift();
    switch (mishap) {
      case undefined:
        return { status: 200, body: isLast ? { data, hasNext: false } : { ...page, next: tokenOf(index + 1) } };
      case "no next":
        return { status: 200, body: page };
      case "cut":
        return { status: 200, body: { ...page, data: data.slice(0, 1) } };
      case "null next":
        return { status: 200, body: { ...page, next: null } };
      case "own token":
        return { status: 200, body: { ...page, next: offset ?? "" } };
      case "shape":
        return { status: 200, body: { ...page, data: {} } };
      default:
        return { status: Number(mishap), body: { code: "Error", message: "Invalid offset token" } };
    }
  };
  subgraph.lever.faults.failNext(list, { answer }, Infinity);
}

interface Walk {
  /** The rows that the client has received since it last began, in order. */
  received: string[];
  requests: number;
  /** The codes of all errors. */
  codes: string[];
}

/** Reads a connection as the documentation tells clients to: on from `endCursor`, and from the start when a cursor is refused. */
async function walk(connection: string, first: number, maxRequests: number): Promise<Walk> {
  const seen: Walk = { received: [], requests: 0, codes: [] };
  for (let after: string | null = null; ;) {
    seen.requests += 1;
    expect(seen.requests).toBeLessThan(maxRequests);
    const { data, errors } = await subgraph.query(query(connection, first), { after });
    const page = data[connection];
    for (const { path, extensions } of errors) {
      expect(path).toEqual([connection]);
      seen.codes.push(extensions.code);
    }
    if (page === null) {
      expect(errors).toHaveLength(1);
      if (errors[0]!.extensions.code !== "BAD_USER_INPUT") continue;
      expect(after).not.toBeNull();
      [after, seen.received] = [null, []];
      continue;
    }
    const { edges, pageInfo } = page;
    expect(edges.length).toBeLessThanOrEqual(first);
    expect(pageInfo.startCursor).toBe(edges[0]?.cursor ?? null);
    if (edges.length > 0) expect(pageInfo.endCursor).toBe(edges.at(-1).cursor);
    // A page is short only at the end, or with an error.
    if (edges.length < first && pageInfo.hasNextPage) expect(errors).toHaveLength(1);
    seen.received.push(...edges.map(({ node }: { node: { remoteId: string } }) => node.remoteId));
    if (!pageInfo.hasNextPage) return seen;
    expect(pageInfo.endCursor).toEqual(expect.any(String));
    after = pageInfo.endCursor;
  }
}

describe.each(["applications", "candidates"])("a walk of the %s over pages that go wrong at random", (connection) => {
  it("has each record once, and an error for each page that is cut short", async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.constantFrom(1, 3, 7, 100), async (planned, first) => {
        subgraph.lever.faults.clear();
        const pages = pagesOf(planned);
        serve(pages);
        const before = subgraph.lever.log.length;
        const mishapCount = pages.reduce((sum, page) => sum + page.mishaps.length, 0);
        const maxRequests = (mishapCount + 2) * (people / first + pages.length / 30 + 3);
        const { received, codes, requests } = await walk(connection, first, maxRequests);
        expect(received).toEqual(whole.get(connection));
        expect(codes.length).toBeGreaterThanOrEqual(mishapCount > 0 && isMet(pages, first) ? 1 : 0);
        expect(subgraph.lever.log.length - before).toBeLessThan(4 * requests + pages.length * (mishapCount + 1));
      }),
      { numRuns: propertyRuns(12, 36) },
    );
  });
});

/**
 * Whether the client gets an error for a mishap of the first page, which is always read. A page that is full without the next one
 * has no error: the next request reads Lever's page again, and the mishap is over.
 */
function isMet([page]: readonly PlannedPage[], first: number): boolean {
  const [mishap] = page!.mishaps;
  const isAboutNext = mishap === "no next" || mishap === "null next" || mishap === "own token" || mishap === "cut";
  return mishap !== undefined && (!isAboutNext || page!.size < first);
}
