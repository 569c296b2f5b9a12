import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import {
  startSandbox,
  type Account,
  type ArchiveReason,
  type Offer,
  type Opportunity,
} from "../../src/lever-sandbox/index.js";
import { ask, ids, keyIn, walk } from "./client.js";

const sandbox = await startSandbox({ candidates: 120, rate: Infinity });
afterAll(() => sandbox.close());

/** The order in recorded lists of Lever, computed from the data. */
function expectedOrder({ opportunities, stages }: Account): Opportunity[] {
  const rank = (id: string) => stages.find((stage) => stage.id === id)!.rank;
  return opportunities
    .filter(({ confidentiality }) => confidentiality === "non-confidential")
    .sort((a, b) => rank(a.stage) - rank(b.stage) || b.lastAdvancedAt - a.lastAdvancedAt || (a.id < b.id ? -1 : 1));
}

describe("a list of opportunities", () => {
  it("is sorted by stage rank, then lastAdvancedAt from the newest, then id, for each seed and page size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 100 }),
        async (seed, candidates, limit) => {
          await using other = await startSandbox({ seed, candidates, rate: Infinity });
          const pages = await walk(other, `/opportunities?limit=${limit}`);
          const seen = pages.flatMap(({ data }) => data.map(({ id }) => id));
          expect(seen).toEqual(expectedOrder(other.account).map(({ id }) => id));
          for (const page of pages.slice(0, -1)) {
            expect(page.data).toHaveLength(limit);
            expect(page.hasNext).toBe(true);
          }
          expect(pages.at(-1)!.hasNext).toBe(false);
          expect(pages.at(-1)).not.toHaveProperty("next");
        },
      ),
      {
        numRuns: 12,
        examples: [
          [1, 25, 3],
          [7, 80, 100],
        ],
      },
    );
  });

  it("has rows with the same rank and time, which are sorted by id", () => {
    const order = expectedOrder(sandbox.account);
    const ties = order.filter(
      (o, i) => order[i + 1]?.stage === o.stage && order[i + 1]?.lastAdvancedAt === o.lastAdvancedAt,
    );
    expect(ties.length).toBeGreaterThan(0);
  });

  it("has the percent-encoded key of the first row of the next page as its token", async () => {
    const { body } = await ask(sandbox, "/opportunities?limit=30");
    const next = expectedOrder(sandbox.account)[30]!;
    const { rank } = sandbox.account.stages.find(({ id }) => id === next.stage)!;
    expect(body.next).toBe(encodeURIComponent(JSON.stringify([rank, next.lastAdvancedAt, next.id])));
    expect(body.next).toMatch(/^%5B/);
  });

  it("accepts a token that is encoded once or twice", async () => {
    const { body } = await ask(sandbox, "/opportunities?limit=7");
    const twice = await ids(sandbox, `/opportunities?limit=7&offset=${encodeURIComponent(body.next)}`);
    const once = await ids(sandbox, `/opportunities?limit=7&offset=${body.next}`);
    expect(twice).toEqual(once);
    expect(twice).toEqual(
      expectedOrder(sandbox.account)
        .slice(7, 14)
        .map(({ id }) => id),
    );
  });

  it("has ranks with fractions in its tokens", async () => {
    const pages = await walk(sandbox, "/opportunities?limit=1");
    const ranks = pages.slice(0, -1).map(({ next }) => keyIn(next)[0]);
    expect(ranks.some((rank) => !Number.isInteger(rank))).toBe(true);
  });

  it("accepts a token of a deleted row", async () => {
    const order = expectedOrder(sandbox.account);
    const stray = encodeURIComponent(JSON.stringify([101, 0, "00000000-0000-4000-8000-000000000000"]));
    const rank = (id: string) => sandbox.account.stages.find((stage) => stage.id === id)!.rank;
    const [first] = await ids(sandbox, `/opportunities?limit=1&offset=${encodeURIComponent(stray)}`);
    expect(first).toBe(order.find(({ stage }) => rank(stage) > 101)!.id);
  });

  it("returns an empty last page after the end", async () => {
    const { body } = await ask(sandbox, `/opportunities?offset=${encodeURIComponent('[9999,0,""]')}`);
    expect(body).toEqual({ data: [], hasNext: false });
  });

  it.each([
    "",
    "nonsense",
    "[1]",
    "[1,2,3]",
    '["a",1,"b"]',
    "[1,2,null]",
    "{}",
    "%",
    "%255B1%252C",
    "0.1414895548650.a6070140",
  ])("refuses the offset %j", async (offset) => {
    const { status, body } = await ask(sandbox, `/opportunities?offset=${encodeURIComponent(offset)}`);
    expect(status).toBe(400);
    expect(body).toEqual({ code: "BadRequestError", message: "Invalid offset token" });
  });

  it("refuses the token of another list", async () => {
    const { body } = await ask(sandbox, "/postings?limit=1");
    expect((await ask(sandbox, `/opportunities?offset=${encodeURIComponent(body.next)}`)).status).toBe(400);
  });

  it.each(["0", "101", "-1", "ten", "", "1.5"])("refuses limit=%s", async (limit) => {
    const { status, body } = await ask(sandbox, `/opportunities?limit=${limit}`);
    expect(status).toBe(400);
    expect(body.code).toBe("BadRequestError");
  });

  it("has pages of 100 by default", async () => {
    expect(await ids(sandbox, "/opportunities")).toHaveLength(100);
  });
});

describe("the other lists", () => {
  it.each([
    ["/postings?distributionChannel=public&distributionChannel=internal", "from the newest"],
    ["/users?includeDeactivated=true", "from the newest"],
  ])("%s is sorted %s, with [createdAt, id] as token", async (path) => {
    const pages = await walk(sandbox, `${path}&limit=2`);
    const rows = pages.flatMap(({ data }) => data);
    expect(rows.map(({ createdAt }) => createdAt)).toEqual(
      rows.map(({ createdAt }) => createdAt).sort((a, b) => b - a),
    );
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(keyIn(pages[0]!.next)).toEqual([rows[2]!.createdAt, rows[2]!.id]);
  });

  it("/stages is in pipeline order, also over several pages", async () => {
    const all = await ids(sandbox, "/stages");
    const paged = (await walk(sandbox, "/stages?limit=3")).flatMap(({ data }) => data.map(({ id }) => id));
    expect(paged).toEqual(all);
    expect(all.slice(0, 2)).toEqual(["lead-new", "lead-reached-out"]);
    expect(all.at(-2)).toBe("offer");
  });

  it("/archive_reasons keeps the order of the account, also over several pages", async () => {
    const paged = (await walk<ArchiveReason[]>(sandbox, "/archive_reasons?limit=4")).flatMap(({ data }) => data);
    expect(paged).toEqual(sandbox.account.archiveReasons);
  });

  it("offers are sorted by age, also over several pages", async () => {
    const several = sandbox.account.offers.find(
      (offer, i) => sandbox.account.offers[i + 1]?.opportunityId === offer.opportunityId,
    )!;
    const path = `/opportunities/${several.opportunityId}/offers`;
    const paged = (await walk<Offer[]>(sandbox, `${path}?limit=1`)).flatMap(({ data }) => data);
    expect(paged.length).toBeGreaterThan(1);
    for (const offer of paged) expect(offer).not.toHaveProperty("opportunityId");
    expect(paged.map(({ createdAt }) => createdAt)).toEqual(
      paged.map(({ createdAt }) => createdAt).sort((a, b) => a - b),
    );
    expect(paged).toEqual((await ask<Offer[]>(sandbox, path)).body.data);
  });
});
