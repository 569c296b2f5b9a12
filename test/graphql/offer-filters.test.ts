import { afterAll, describe, expect, it } from "vitest";
import { type Filter, iso, startFilteredAccount } from "../support/filtered-account.js";

const { subgraph, truth, expectTrue, values } = await startFilteredAccount();
afterAll(() => subgraph[Symbol.asyncDispose]());

/** Offers of applications, by one of their dates. */
const offers = truth.candidacies.flatMap(({ offers, application, isLead }) => (application && !isLead ? offers : []));
const middle = (all: readonly (number | null)[]) => {
  const sorted = all.filter((each) => each !== null).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
};
const startOf = (offer: (typeof offers)[number]) =>
  offer.fields.find(({ identifier }) => identifier === "anticipated_start_date")?.value ?? null;
const created = middle(offers.map(({ createdAt }) => createdAt));
const sent = middle(offers.map(({ sentAt }) => sentAt));
const start = middle(offers.map((offer) => (startOf(offer) === null ? null : Number(startOf(offer)))));
const day = 86_400_000;

describe("offers", () => {
  const times = (at: number) => [at - 1, at, at + 1, 0, Date.UTC(2040, 0)].map(iso);
  const days = (at: number) => [at - day, at, at + day, 0, Date.UTC(2040, 0)].map((ms) => iso(ms).slice(0, 10));

  it.each<[string, string[]]>([
    ["createdAfter", times(created)],
    ["createdBefore", times(created)],
    ["sentAfter", times(sent)],
    ["sentBefore", times(sent)],
    ["startsAfter", days(start)],
    ["startsBefore", days(start)],
  ])("can be filtered by %s together with candidates, jobs or stages, both ends included", async (name, dates) => {
    const sizes = new Set<number>();
    for (const [index, date] of dates.entries()) {
      const { people, jobs, stages } = values();
      const other = [{ candidateIds: people }, { jobIds: jobs }, { stageIds: stages }][index % 3];
      sizes.add(await expectTrue("offers", { ...other, [name]: date }));
    }
    expect(sizes.size, "the filters match different numbers of offers").toBeGreaterThan(2);
  });

  it.each(["createdAfter", "createdBefore", "sentAfter", "sentBefore", "startsAfter", "startsBefore"])(
    "by %s alone are BAD_USER_INPUT that says what to add, without a call",
    async (name) => {
      const at = name.startsWith("starts") ? "2026-06-01" : iso(created);
      for (const filter of [
        { [name]: at },
        { [name]: at, status: "SIGNED", includeLeads: true, candidateIds: null } as Filter,
      ]) {
        subgraph.newCalls();
        const { data, errors } = await subgraph.query(
          "query ($filter: OfferFilter) { offers(filter: $filter) { nodes { id } } }",
          { filter },
        );
        expect(data).toEqual({ offers: null });
        expect(errors).toMatchObject([{ path: ["offers"], extensions: { code: "BAD_USER_INPUT" } }]);
        for (const word of [name, "candidateIds", "jobIds", "stageIds"]) expect(errors[0]!.message).toContain(word);
        expect(subgraph.newCalls()).toEqual([]);
      }
    },
  );

  it("by dates and an empty list are none, without a call", async () => {
    subgraph.newCalls();
    for (const other of [{ candidateIds: [] }, { jobIds: [] }, { stageIds: [] }]) {
      expect(await expectTrue("offers", { ...other, createdAfter: iso(0) })).toBe(0);
    }
    expect(subgraph.newCalls()).toEqual([]);
  });
});
