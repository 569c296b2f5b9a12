import { describe, expect, it } from "vitest";
import { archive } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { scrape } from "../support/scrape.js";
import { startSubgraph } from "../support/subgraph.js";

const application = `
  jobId stage { id } status rejectedAt rejectedReason { text } hiredAt
  candidate { fullName emails { data } phoneNumbers { data type } createdAt lastActivityAt applicationIds }
  missing { field reason }`;

/** Fields that are null in each application of this account, and the end of those that have ended. */
const others = new Set(["location", "owner", "snoozedUntil", "stageHistory.movedBy", "endedAt"]);

/** The first application of an account of two, whose opportunity Lever sends as `edit` returns it. */
async function applicationWith(edit: (opportunity: any) => object) {
  const account = plainAccount(2);
  const subgraph = await startSubgraph({ account });
  const [, { id, applications }] = account.opportunities as [unknown, { id: string; applications: string[] }];
  subgraph.lever.faults.failNext(
    /opportunities/,
    {
      edit: (json) => ({
        ...json,
        data: Array.isArray(json.data)
          ? json.data.map((row: { id: string }) => (row.id === id ? edit(row) : row))
          : edit(json.data),
      }),
    },
    Infinity,
  );
  const one = await subgraph.query(`{ application(id: "${id}:${applications[0]!}") { ${application} } }`);
  const list = await subgraph.query(`{ applications(filter: { status: ACTIVE }) { nodes { id } } }`);
  const ended = await subgraph.query(`{
    rejected: applications(filter: { status: REJECTED }) { nodes { status } }
    either: applications(filter: { status: [REJECTED, HIRED] }) { nodes { status } }
    all: applications(filter: { status: [ACTIVE, REJECTED, HIRED] }) { nodes { status } }
    notHired: applications(filter: { status: [ACTIVE, REJECTED] }) { nodes { status } }
  }`);
  const { samples } = await scrape(subgraph.url);
  const unreadable = samples.filter(({ name }) => name === "ats_subgraph_unreadable_values_total");
  const logged = await subgraph.logLines(
    "Lever sent a value that cannot be read: it is null, or left out of its list",
    0,
  );
  await subgraph[Symbol.asyncDispose]();
  const reasons = Object.fromEntries(
    (one.data.application?.missing ?? []).flatMap(({ field, reason }: any) =>
      others.has(field) ? [] : [[field, reason]],
    ),
  );
  return {
    ...one.data.application,
    reasons,
    errors: one.errors,
    listed: list.data.applications.nodes.length,
    listedAsEnded: Object.values<any>(ended.data).flatMap(({ nodes }) => nodes.map(({ status }: any) => status)),
    unreadable,
    logged,
  };
}

const active = { rejectedAt: "NOT_APPLICABLE", rejectedReason: "NOT_APPLICABLE", hiredAt: "NOT_APPLICABLE" };
const unknownEnd = {
  status: "UNRECOGNIZED",
  rejectedAt: "UNRECOGNIZED",
  rejectedReason: "UNRECOGNIZED",
  hiredAt: "UNRECOGNIZED",
};

describe("an opportunity that Lever sends", () => {
  it.each([{}, { archivedAt: null, reason: null }, { archivedAt: "", reason: {} }, "", null, [], 0, true, "yes"])(
    "with archived %o is active",
    async (archived) => {
      const found = await applicationWith((row) => ({ ...row, archived }));
      expect(found).toMatchObject({ status: "ACTIVE", rejectedAt: null, hiredAt: null, reasons: active, errors: [] });
      expect(found.listed).toBe(1);
    },
  );

  it.each([
    { archivedAt: 1_628_513_942_512, reason: null },
    { archivedAt: 1_628_513_942_512, reason: "" },
    { archivedAt: "1628513942512", reason: 5 },
    { archivedAt: null, reason: ["x"] },
  ])("with archived %o has ended in a way that is not known", async (archived) => {
    const found = await applicationWith((row) => ({ ...row, archived }));
    expect(found).toMatchObject({ status: null, rejectedAt: null, rejectedReason: null, hiredAt: null, errors: [] });
    expect(found.reasons).toEqual(unknownEnd);
    expect(found.listed).toBe(0);
    expect(found.listedAsEnded).toEqual(Array(4).fill("REJECTED"));
  });

  it.each<[string, object, object]>([
    ["a plain text", ["+1 555"], [{ data: "+1 555", type: null }]],
    ["without a type", [{ type: null, value: "+1 555" }], [{ data: "+1 555", type: null }]],
    ["of an odd type", [{ type: 5, value: "+1 555" }], [{ data: "+1 555", type: null }]],
    [
      "null or a number among others",
      [null, 5, {}, { value: 5 }, { value: "1", type: "home" }],
      [{ data: "1", type: "home" }],
    ],
  ])("with phones %s keeps what can be read", async (_what, phones, phoneNumbers) => {
    const { candidate, errors } = await applicationWith((row) => ({ ...row, phones }));
    expect(errors).toEqual([]);
    expect(candidate.phoneNumbers).toEqual(phoneNumbers);
  });

  it("with a number or null among the email addresses keeps the others, and counts and logs the number", async () => {
    const { candidate, errors, unreadable, logged } = await applicationWith((row) => ({
      ...row,
      emails: [null, 5, "ada@example.com", ""],
    }));
    expect(errors).toEqual([]);
    expect(candidate.emails).toEqual([{ data: "ada@example.com" }]);
    expect(unreadable.map(({ labels }: any) => labels)).toEqual([{ record: "opportunity", field: "emails" }]);
    expect(logged).toEqual([expect.objectContaining({ record: "opportunity", field: "emails", level: 40 })]);
  });

  it("with a text for the mark of anonymized ones is not one, and counts it", async () => {
    const { candidate, unreadable } = await applicationWith((row) => ({ ...row, isAnonymized: "no" }));
    expect(candidate.fullName).toMatch(/^Person/);
    expect(unreadable.map(({ labels }: any) => labels)).toEqual([{ record: "opportunity", field: "isAnonymized" }]);
  });

  it.each<[string, object, string]>([
    ["stage", { stage: "" }, "NOT_SET"],
    ["stage", { stage: 5 }, "UNRECOGNIZED"],
    ["stage", { stage: { text: "On-site" } }, "UNRECOGNIZED"],
  ])("with an odd %s %o has none", async (field, change, reason) => {
    const found = await applicationWith((row) => ({ ...row, ...change }));
    expect(found).toMatchObject({ [field]: null, errors: [] });
    expect(found.reasons).toEqual({ ...active, [field]: reason });
  });

  it.each<[unknown, string]>([
    ["", "NOT_SET"],
    [{}, "NOT_SET"],
    [5, "UNRECOGNIZED"],
  ])("with the posting %o of its application has no job", async (posting, reason) => {
    const found = await applicationWith((row) => ({
      ...row,
      applications: row.applications.map((each: object) => ({ ...each, posting })),
    }));
    expect(found).toMatchObject({ jobId: null, errors: [] });
    expect(found.reasons).toEqual({ ...active, jobId: reason });
  });

  it("with bare ids and null among its applications keeps the ids", async () => {
    const found = await applicationWith((row) => ({
      ...row,
      applications: [null, ...row.applications.map(({ id }: { id: string }) => id)],
    }));
    expect(found).toMatchObject({ jobId: null, status: "ACTIVE", errors: [] });
    expect(found.reasons).toEqual({ ...active, jobId: "UNRECOGNIZED", appliedAt: "UNRECOGNIZED" });
    expect(found.candidate.applicationIds).toHaveLength(1);
  });

  it.each([1_628_513_942_512.7, "1628513942512", "2021-08-09T12:59:02.512Z", "2021-08-09T14:59:02.512+02:00"])(
    "with the date %o has it",
    async (at) => {
      const { candidate, errors } = await applicationWith((row) => ({ ...row, createdAt: at, lastInteractionAt: at }));
      expect(errors).toEqual([]);
      expect(candidate).toMatchObject({
        createdAt: "2021-08-09T12:59:02.512Z",
        lastActivityAt: "2021-08-09T12:59:02.512Z",
      });
    },
  );

  it("without a date of creation loses its candidate, with an error, and its application stays", async () => {
    const found = await applicationWith((row) => ({ ...row, createdAt: "yesterday" }));
    expect(found).toMatchObject({ candidate: null, status: "ACTIVE", listed: 1 });
    expect(found.errors.map(({ extensions }: any) => extensions.code)).toContain("UPSTREAM_BAD_RESPONSE");
  });

  it("without its contact is left out, with an error", async () => {
    const { status, errors, listed } = await applicationWith((row) => ({ ...row, contact: "" }));
    expect([status, listed]).toEqual([undefined, 0]);
    expect(errors).toMatchObject([{ message: expect.stringContaining("contact"), path: ["application"] }]);
  });
});

describe("a person with several opportunities", () => {
  it("has the earliest date of creation that can be read", async () => {
    const account = plainAccount(3);
    const [first, second] = account.opportunities;
    second!.contact = first!.contact;
    await using subgraph = await startSubgraph({ account });
    subgraph.lever.faults.failNext(
      /opportunities/,
      {
        edit: (json) => ({
          ...json,
          data: json.data.map((row: { id: string }) => (row.id === first!.id ? { ...row, createdAt: {} } : row)),
        }),
      },
      Infinity,
    );
    const { data, errors } = await subgraph.query("{ candidates { nodes { id createdAt applicationIds } } }");
    expect(errors).toEqual([]);
    const person = data.candidates.nodes.find(({ id }: { id: string }) => id === first!.contact);
    expect(person.createdAt).toBe(new Date(second!.createdAt).toISOString());
    expect(person.applicationIds).toHaveLength(2);
  });
});

describe("an archived opportunity whose reason Lever no longer has", () => {
  it("is a rejection, because the reason for hires cannot be deleted", async () => {
    const account = plainAccount(2);
    const [, opportunity] = account.opportunities;
    archive(account, opportunity!.id, "00000000-0000-4000-8000-000000000001", account.now);
    await using subgraph = await startSubgraph({ account });
    const { data, errors } = await subgraph.query(
      `{ application(id: "${opportunity!.id}:${opportunity!.applications[0]!}") { status rejectedReason { text } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.application).toEqual({ status: "REJECTED", rejectedReason: null });
  });
});
