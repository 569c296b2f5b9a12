import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addOpportunity, createAccount, startSandbox, type Opportunity } from "../../src/lever-sandbox/index.js";
import { ask, ids } from "./client.js";

const sandbox = await startSandbox({ candidates: 60, rate: Infinity });
const { account } = sandbox;
afterAll(() => sandbox.close());

const hiredReason = account.archiveReasons.find(({ type }) => type === "hired")!.id;
const applicationOf = (id: string) => account.applications.find(({ opportunityId }) => opportunityId === id);

/** Expects that the list has exactly the rows that pass, and that some rows pass and some do not. */
async function expectRows(query: string, passes: (opportunity: Opportunity) => boolean) {
  const visible = account.opportunities.filter(({ confidentiality }) => confidentiality === "non-confidential");
  const expected = visible.filter(passes).map(({ id }) => id);
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(visible.length);
  expect((await ids(sandbox, `/opportunities?${query}`)).sort()).toEqual(expected.sort());
}

describe("opportunities are filtered by", () => {
  const [first, second] = account.contacts;
  const several = account.postings.slice(0, 2).map(({ id }) => id);

  it("contact_id, one or several", async () => {
    await expectRows(`contact_id=${first!.id}`, ({ contact }) => contact === first!.id);
    await expectRows(
      `contact_id=${first!.id}&contact_id=${second!.id}&contact_id=unknown&contact_id=${first!.id}`,
      ({ contact }) => [first!.id, second!.id].includes(contact),
    );
  });

  it("stage_id", async () => {
    await expectRows("stage_id=offer&stage_id=lead-new", ({ stage }) => ["offer", "lead-new"].includes(stage));
  });

  it("posting_id, only active applications", async () => {
    await expectRows(several.map((id) => `posting_id=${id}`).join("&"), ({ id }) => {
      const application = applicationOf(id);
      return several.includes(application?.posting ?? "") && application!.archived === null;
    });
  });

  it("archived_posting_id, only archived applications", async () => {
    await expectRows(`archived_posting_id=${several[0]}`, ({ id }) => {
      const application = applicationOf(id);
      return application?.posting === several[0] && application!.archived !== null;
    });
  });

  it("archive_reason_id", async () => {
    await expectRows(`archive_reason_id=${hiredReason}`, ({ archived }) => archived?.reason === hiredReason);
  });

  it("tag, with case, and origin and source", async () => {
    await expectRows("tag=Engineering", ({ tags }) => tags.includes("Engineering"));
    expect(await ids(sandbox, "/opportunities?tag=engineering")).toEqual([]);
    await expectRows("origin=referred&origin=sourced", ({ origin }) => ["referred", "sourced"].includes(origin));
    await expectRows("source=LinkedIn", ({ sources }) => sources.includes("LinkedIn"));
  });

  it("location, also unspecified", async () => {
    await expectRows("location=unspecified", ({ opportunityLocation }) => opportunityLocation === "unspecified");
  });

  it("email, without regard to case and spaces", async () => {
    const { emails, id } = account.contacts.find((contact) => contact.emails.length === 1)!;
    const written = encodeURIComponent(`  ${emails[0]!.toUpperCase()} `);
    await expectRows(`email=${written}`, ({ contact }) => contact === id);
  });

  it("archived and snoozed", async () => {
    await expectRows("archived=true", ({ archived }) => archived !== null);
    await expectRows("archived=false", ({ archived }) => archived === null);
    await expectRows("snoozed=true", ({ snoozedUntil }) => snoozedUntil !== null);
    expect((await ask(sandbox, "/opportunities?archived=maybe")).status).toBe(400);
  });

  it.each([
    ["created_at", (o: Opportunity) => o.createdAt],
    ["updated_at", (o: Opportunity) => o.updatedAt],
    ["advanced_at", (o: Opportunity) => o.lastAdvancedAt],
    ["archived_at", (o: Opportunity) => o.archived?.archivedAt],
  ])("%s, including both ends, without rows that have no date", async (name, moment) => {
    const moments = account.opportunities
      .map(moment)
      .filter((at) => typeof at === "number")
      .sort((a, b) => a - b);
    const [start, end] = [moments[1]!, moments.at(-2)!];
    const inside = (at: number | null | undefined) => typeof at === "number" && at >= start && at <= end;
    await expectRows(`${name}_start=${start}&${name}_end=${end}`, (o) => inside(moment(o)));
    await expectRows(`${name}_start=${start}`, (o) => (moment(o) ?? 0) >= start);
    await expectRows(`${name}_end=${end}`, (o) => (moment(o) ?? Infinity) <= end);
    expect((await ask(sandbox, `/opportunities?${name}_start=yesterday`)).status).toBe(400);
  });

  it("several filters, which must all match", async () => {
    await expectRows(
      "stage_id=offer&archived=false&origin=applied",
      ({ stage, archived, origin }) => stage === "offer" && archived === null && origin === "applied",
    );
    const owner = account.opportunities.find(({ contact, stage }) => contact === first!.id && stage !== "offer")!;
    expect(await ids(sandbox, `/opportunities?contact_id=${owner.contact}&stage_id=offer`)).toEqual([]);
  });

  it("unknown parameters are ignored", async () => {
    expect(await ids(sandbox, "/opportunities?id=1&colour=blue")).toEqual(await ids(sandbox, "/opportunities"));
  });
});

describe("archivedPostings", () => {
  const apart = createAccount({ seed: 3, candidates: 20 });
  const [own, whole] = apart.applications.filter(
    ({ posting, archived, opportunityId }) =>
      posting !== null &&
      archived === null &&
      apart.opportunities.some(({ id, confidentiality }) => id === opportunityId && confidentiality !== "confidential"),
  );
  const archived = { reason: apart.archiveReasons[0]!.id, archivedAt: apart.now };
  own!.archived = archived;
  apart.opportunities.find(({ id }) => id === whole!.opportunityId)!.archived = archived;

  it.each([
    ["application", { own: ["archived_posting_id"], whole: ["posting_id"] }],
    ["opportunity", { own: ["posting_id"], whole: ["archived_posting_id"] }],
    ["either", { own: ["posting_id", "archived_posting_id"], whole: ["posting_id", "archived_posting_id"] }],
  ] as const)("%s decides where a row is that is archived on one side only", async (archivedPostings, lists) => {
    await using other = await startSandbox({ account: apart, rate: Infinity, archivedPostings });
    const listsOf = async ({ posting, opportunityId }: { posting: string | null; opportunityId: string }) => {
      const filters = ["posting_id", "archived_posting_id"];
      const found = await Promise.all(filters.map((name) => ids(other, `/opportunities?${name}=${posting}`)));
      return filters.filter((_, index) => found[index]!.includes(opportunityId));
    };
    expect({ own: await listsOf(own!), whole: await listsOf(whole!) }).toEqual(lists);
  });
});

describe("posting_id with postingIdMatches: all", () => {
  it("finds archived applications too", async () => {
    await using wide = await startSandbox({ account, rate: Infinity, postingIdMatches: "all" });
    const { id } = account.postings[0]!;
    const expected = account.applications
      .filter(({ posting }) => posting === id)
      .map(({ opportunityId }) => opportunityId);
    expect((await ids(wide, `/opportunities?posting_id=${id}`)).sort()).toEqual(expected.sort());
  });
});

describe("filtered pages", () => {
  beforeAll(() => {
    const [posting] = account.postings;
    for (let i = 0; i < 9; i++)
      addOpportunity(account, { postingId: posting!.id, stageId: "offer", name: `Late ${i}`, at: account.now });
  });

  it("make up the whole list", async () => {
    const path = `/opportunities?stage_id=offer&posting_id=${account.postings[0]!.id}`;
    const all = await ids(sandbox, path);
    const { body } = await ask(sandbox, `${path}&limit=5`);
    const rest = await ids(sandbox, `${path}&limit=100&offset=${encodeURIComponent(body.next)}`);
    expect([...body.data.map(({ id }) => id), ...rest]).toEqual(all);
  });
});
