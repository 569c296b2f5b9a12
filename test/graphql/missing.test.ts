import { describe, expect, it, onTestFinished } from "vitest";
import { archive } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

/** The null fields of each application of a plain account, active or not. */
const always = { location: "NOT_SET", owner: "NOT_SET", snoozedUntil: "NOT_SET", "stageHistory.movedBy": "NOT_SET" };
const active = {
  ...always,
  rejectedAt: "NOT_APPLICABLE",
  rejectedReason: "NOT_APPLICABLE",
  hiredAt: "NOT_APPLICABLE",
  endedAt: "NOT_APPLICABLE",
};

/** The `missing` of the first node of a connection, by field. */
async function missingOf(subgraph: TestSubgraph, connection: string, fields: string) {
  const query = `{ ${connection} { nodes { ${fields} missing { field reason message } } } }`;
  const { data, errors, upstream } = await subgraph.query(query);
  const [node] = Object.values(data as Record<string, { nodes: any[] }>)[0]!.nodes;
  const missing: { field: string; reason: string; message: string }[] = node.missing;
  for (const { message } of missing) expect(message).toMatch(/\.$/);
  const reasons = Object.fromEntries(missing.map(({ field, reason }) => [field, reason]));
  const messages = Object.fromEntries(missing.map(({ field, message }) => [field, message]));
  return { node, reasons, messages, codes: errors.map(({ extensions }) => extensions.code), upstream };
}

/** A subgraph over one person's application, with the application's records. */
async function one(settings: Parameters<typeof startSubgraph>[0] = {}) {
  const account = plainAccount(2);
  const subgraph = await startSubgraph({ account, ...settings });
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  const [, opportunity] = account.opportunities;
  const application = account.applications.find(({ opportunityId }) => opportunityId === opportunity!.id)!;
  const posting = account.postings.find(({ id }) => id === application.posting)!;
  // The account's other application is rejected.
  const applications = `applications(filter: { candidateIds: "${opportunity!.contact}" })`;
  const change = (what: () => void) => {
    what();
    subgraph.lever.changed();
  };
  return { account, subgraph, opportunity: opportunity!, application, posting, applications, change };
}

describe("the reason for a missing field", () => {
  it("is UNSUPPORTED_BY_PROVIDER for a field with that directive, with the text of the schema", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(1) });
    const { node, reasons, messages } = await missingOf(subgraph, "candidates", "firstName");
    expect(node.firstName).toBeNull();
    expect(reasons).toEqual({
      firstName: "UNSUPPORTED_BY_PROVIDER",
      lastName: "UNSUPPORTED_BY_PROVIDER",
      headline: "NOT_SET",
      location: "NOT_SET",
    });
    expect(messages.firstName).toMatch(/^Lever stores the name as one string/);
    const jobs = await missingOf(subgraph, "jobs", "hiringTeam { recruiters { id } }");
    expect(jobs.reasons["hiringTeam.recruiters"]).toBe("UNSUPPORTED_BY_PROVIDER");
    const stages = await subgraph.query("{ stages { jobId missing { field reason message } } }");
    expect(stages.data.stages[0].missing).toEqual([
      {
        field: "jobId",
        reason: "UNSUPPORTED_BY_PROVIDER",
        message: expect.stringContaining("every job of the account"),
      },
    ]);
  });

  it("is NOT_APPLICABLE for the end of an active application, and not given after an end with a reason", async () => {
    const { subgraph, applications, account, opportunity, change } = await one();
    const run = () => missingOf(subgraph, applications, "rejectedAt rejectedReason { text } hiredAt");
    const running = await run();
    expect(running.reasons).toEqual(active);
    expect(running.messages.rejectedAt).toBe("The application is active.");
    const reason = (type: string) => account.archiveReasons.find((each) => each.type === type)!.id;
    change(() => {
      archive(account, opportunity.id, reason("hired"), account.now);
    });
    expect((await run()).reasons).toEqual(always);
    change(() => {
      archive(account, opportunity.id, reason("non-hired"), account.now);
    });
    expect((await run()).reasons).toEqual(always);
    const jobs = await missingOf(subgraph, "jobs(filter: { status: OPEN })", "closedAt");
    expect(jobs.reasons.closedAt).toBe("NOT_APPLICABLE");
  });

  it("is NOT_SET for an empty field, and not given for another record that is gone", async () => {
    const { subgraph, applications, application, posting, opportunity, change } = await one();
    const fields =
      "jobId job { name department { name } missing { field reason } } offerId offer { id } candidate { fullName missing { field reason } }";
    change(() => {
      posting.categories.department = null;
      opportunity.name = "";
    });
    const entered = await missingOf(subgraph, applications, fields);
    expect(entered.reasons).toEqual(active);
    expect(entered.node.job.missing).toContainEqual({ field: "department", reason: "NOT_SET" });
    expect(entered.node.candidate.missing).toContainEqual({ field: "fullName", reason: "NOT_SET" });
    change(() => (application.posting = "00000000-0000-4000-8000-000000000001"));
    const deleted = await missingOf(subgraph, applications, fields);
    expect(deleted.node.job).toBeNull();
    expect(deleted.reasons).toEqual(active);
    change(() => (application.posting = null));
    const none = await missingOf(subgraph, applications, fields);
    expect(none.reasons).toEqual({ ...active, jobId: "NOT_SET" });
    expect([...entered.codes, ...deleted.codes, ...none.codes]).toEqual([]);
  });

  it("is ANONYMIZED for a name that Lever removed", async () => {
    const { subgraph, applications, opportunity, change } = await one();
    change(() => Object.assign(opportunity, { name: "", emails: [], phones: [], isAnonymized: true }));
    const { node } = await missingOf(subgraph, applications, "candidate { fullName missing { field reason } }");
    expect(node.candidate.missing).toContainEqual({ field: "fullName", reason: "ANONYMIZED" });
    const { data } = await subgraph.query(`{ candidate(id: "${opportunity.contact}") { missing { field reason } } }`);
    expect(data.candidate.missing).toContainEqual({ field: "fullName", reason: "ANONYMIZED" });
  });

  it("is not given for what could not be read: that is an error", async () => {
    const { subgraph, applications } = await one();
    subgraph.lever.faults.failNext(/offers/, { status: 403 }, Infinity);
    const { node, reasons, codes, upstream } = await missingOf(subgraph, applications, "offerId offer { id }");
    expect(node).toMatchObject({ offerId: null, offer: null });
    expect(reasons).toEqual(active);
    expect(codes).toEqual(["UPSTREAM_FORBIDDEN", "UPSTREAM_FORBIDDEN"]);
    expect(upstream.byEndpoint).toEqual({ "/opportunities": 1, "/opportunities/:id/offers": 1 });
  });

  it("is UNRECOGNIZED for a status that the model does not have", async () => {
    const { subgraph, posting, change } = await one();
    const run = () =>
      subgraph.query(`{ job(id: "${posting.id}") { status remoteStatus closedAt missing { field reason } } }`);
    change(() => (posting.state = "unknown_state"));
    expect((await run()).data.job.missing).toEqual(
      expect.arrayContaining([
        { field: "status", reason: "UNRECOGNIZED" },
        { field: "closedAt", reason: "UNRECOGNIZED" },
      ]),
    );
    await using offers = await startSubgraph({ candidates: 60 });
    const { data } = await offers.query(
      "{ offers(first: 100) { nodes { status remoteStatus missing { field reason } } } }",
    );
    const unknown = data.offers.nodes.filter(
      ({ remoteStatus }: { remoteStatus: string }) => remoteStatus === "rescinded",
    );
    expect(unknown).not.toHaveLength(0);
    for (const { missing } of unknown) expect(missing).toContainEqual({ field: "status", reason: "UNRECOGNIZED" });
  });
});

describe("missing", () => {
  it("is the same under aliases, in fragments and with other fields", async () => {
    const { subgraph, applications } = await one();
    const { data, errors } = await subgraph.query(
      `query ($no: Boolean = false) {
        ${applications} { nodes {
          why: missing { what: field }
          one: offerId
          ...End
          ... on Application @include(if: $no) { offer { id } }
        } }
      }
      fragment End on Application { over: rejectedAt ... { missing { what: field } } }`,
    );
    expect(errors).toEqual([]);
    const [{ why, missing, ...others }] = data.applications.nodes;
    expect(others).toEqual({ one: null, over: null });
    expect(missing).toEqual(why);
    expect(why.map(({ what }: { what: string }) => what).sort()).toEqual(Object.keys(active).sort());
  });

  it("takes no call on a list", async () => {
    const { subgraph, applications } = await one();
    const { reasons } = await missingOf(subgraph, applications, "");
    expect(reasons).toEqual(active);
    const { data, upstream } = await subgraph.query(
      "{ candidates(first: 2) { nodes { applications { status missing { field } } } } }",
    );
    expect(data.candidates.nodes).toHaveLength(2);
    for (const { applications } of data.candidates.nodes) {
      for (const { status, missing } of applications) expect(missing).toHaveLength(status === "ACTIVE" ? 8 : 4);
    }
    expect(upstream.byEndpoint).toEqual({ "/stages": 1, "/opportunities": 2, "/archive_reasons": 1 });
  });

  it("reads the record of which only the id is known, and so does asOf", async () => {
    const { subgraph, applications, opportunity, application } = await one();
    const { data, upstream } = await subgraph.query(
      `{ ${applications} { nodes { job { id asOf } stage { id missing { field } } } } }`,
    );
    expect(data.applications.nodes[0]).toEqual({
      job: { id: application.posting, asOf: expect.any(String) },
      stage: { id: "applicant-new", missing: [{ field: "jobId" }] },
    });
    expect(upstream.byEndpoint).toEqual({ "/opportunities": 1, "/postings/:id": 1 });
    const representations = ["Candidate", "Application", "Job", "Stage", "Offer"].map((__typename) => ({
      __typename,
      id:
        { Candidate: opportunity.contact, Job: application.posting, Stage: "offer" }[__typename] ??
        `${opportunity.id}:${application.id}`,
    }));
    const own = "{ missing { field } }";
    const entities = await subgraph.query(
      `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Candidate ${own} ... on Application ${own} ... on Job ${own} ... on Stage ${own} ... on Offer ${own}
      } }`,
      { of: representations },
    );
    const listed = entities.data._entities.map((each: { missing: object[] } | null) => each?.missing ?? null);
    expect(listed).toEqual([
      expect.arrayContaining([{ field: "firstName" }, { field: "lastName" }]),
      expect.arrayContaining(Object.keys(active).map((field) => ({ field }))),
      expect.arrayContaining([{ field: "hiringTeam.recruiters" }]),
      [{ field: "jobId" }],
      null,
    ]);
  });

  it("reads the whole person of an application's candidate, and is null with an error if that fails", async () => {
    const { subgraph, opportunity, application } = await one();
    const query = `{ application(id: "${opportunity.id}:${application.id}") {
      candidate { fullName missing { field reason } } } }`;
    const through = await subgraph.query(query);
    const direct = await subgraph.query(`{ candidate(id: "${opportunity.contact}") { missing { field reason } } }`);
    expect(through.upstream.byEndpoint).toEqual({ "/opportunities/:id": 1, "/opportunities": 1 });
    expect(through.data.application.candidate.missing).toEqual(direct.data.candidate.missing);
    subgraph.lever.faults.failNext(/contact_id/, { status: 403 }, Infinity);
    const failed = await subgraph.query(query);
    expect(failed.data.application.candidate).toEqual({ fullName: expect.any(String), missing: null });
    expect(failed.errors).toMatchObject([
      { path: ["application", "candidate", "missing"], extensions: { code: "UPSTREAM_FORBIDDEN" } },
    ]);
  });
});

describe("the number of excluded records", () => {
  const connections = ["candidates", "applications", "jobs", "offers"];
  const query = `{ ${connections.map((each) => `${each}(first: 1) { excluded { leads confidential } }`).join(" ")} }`;

  it.each<[string, number | null]>([
    ["non-confidential", null],
    ["all", 0],
    ["confidential", 0],
  ])("for confidential records, with LEVER_CONFIDENTIALITY %s, is %s", async (which, confidential) => {
    await using subgraph = await startSubgraph({ candidates: 40, env: { LEVER_CONFIDENTIALITY: which } });
    const { data, errors } = await subgraph.query(query);
    expect(errors).toEqual([]);
    for (const each of connections) expect(data[each].excluded.confidential, each).toBe(confidential);
    expect(data.jobs.excluded.leads).toBe(0);
  });
});
