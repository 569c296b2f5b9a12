import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { archive, removeOpportunity } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

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
    expect(reasons).toEqual({ firstName: "UNSUPPORTED_BY_PROVIDER", lastName: "UNSUPPORTED_BY_PROVIDER" });
    expect(messages.firstName).toMatch(/^Lever stores the name as one string/);
    const jobs = await missingOf(subgraph, "jobs", "hiringTeam { recruiters { id } }");
    expect(jobs.reasons["hiringTeam.recruiters"]).toBe("UNSUPPORTED_BY_PROVIDER");
  });

  it("is NOT_APPLICABLE for a stage's job, the end of an active application, and the rejection of a hire", async () => {
    const { subgraph, applications, account, opportunity, change } = await one();
    const stages = await subgraph.query("{ stages { jobId missing { field reason message } } }");
    expect(stages.data.stages[0].missing).toEqual([
      { field: "jobId", reason: "NOT_APPLICABLE", message: expect.stringContaining("every job of the account") },
    ]);
    const ends = ["rejectedAt", "rejectedReason", "hiredAt"];
    const run = () => missingOf(subgraph, applications, "rejectedAt rejectedReason { text } hiredAt");
    const running = await run();
    expect(running.reasons).toEqual(Object.fromEntries(ends.map((field) => [field, "NOT_APPLICABLE"])));
    expect(new Set(Object.values(running.messages)).size).toBe(1);
    const reason = (type: string) => account.archiveReasons.find((each) => each.type === type)!.id;
    change(() => {
      archive(account, opportunity.id, reason("hired"), account.now);
    });
    expect((await run()).reasons).toEqual({ rejectedAt: "NOT_APPLICABLE", rejectedReason: "NOT_APPLICABLE" });
    change(() => {
      archive(account, opportunity.id, reason("non-hired"), account.now);
    });
    expect((await run()).reasons).toEqual({ hiredAt: "NOT_APPLICABLE" });
    const jobs = await missingOf(subgraph, "jobs(filter: { status: OPEN })", "closedAt");
    expect(jobs.reasons.closedAt).toBe("NOT_APPLICABLE");
  });

  it("is NOT_SET for an empty field, and for a deleted record", async () => {
    const { subgraph, applications, application, posting, opportunity, change } = await one();
    const fields =
      "jobId job { name department { name } missing { field reason } } offerId offer { id } candidate { fullName missing { field reason } }";
    change(() => {
      posting.categories.department = null;
      opportunity.name = "";
    });
    const entered = await missingOf(subgraph, applications, fields);
    expect(entered.reasons).toMatchObject({ offerId: "NOT_SET", offer: "NOT_SET" });
    expect(entered.node.job.missing).toContainEqual({ field: "department", reason: "NOT_SET" });
    expect(entered.node.candidate.missing).toContainEqual({ field: "fullName", reason: "NOT_SET" });
    change(() => (application.posting = "00000000-0000-4000-8000-000000000001"));
    const deleted = await missingOf(subgraph, applications, fields);
    expect(deleted.reasons).toMatchObject({ job: "NOT_SET" });
    expect(deleted.reasons).not.toHaveProperty("jobId");
    expect(deleted.messages.job).toContain("no longer has the record");
    change(() => (application.posting = null));
    const none = await missingOf(subgraph, applications, fields);
    expect(none.reasons).toMatchObject({ jobId: "NOT_SET", job: "NOT_SET" });
    expect(none.messages.job).not.toContain("no longer");
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

  it("is CONFIDENTIAL when the key cannot read one posting, and FORBIDDEN when it can read none", async () => {
    const { subgraph, applications, posting, change } = await one();
    const { lever } = subgraph;
    lever.keys.set(lever.apiKey, { confidential: false });
    change(() => (posting.confidentiality = "confidential"));
    const run = () => missingOf(subgraph, applications, "job { name }");
    const confidential = await run();
    expect(confidential).toMatchObject({ reasons: { job: "CONFIDENTIAL" }, codes: ["UPSTREAM_FORBIDDEN"] });
    expect(confidential.messages.job).toContain("confidential");
    lever.faults.failNext(/postings/, { status: 403 }, Infinity);
    await subgraph.query("{ jobs { nodes { id } } }");
    expect(await run()).toMatchObject({ reasons: { job: "FORBIDDEN" }, codes: ["UPSTREAM_FORBIDDEN"] });
  });

  it("is FORBIDDEN for a record that the key cannot read", async () => {
    const { subgraph, applications } = await one();
    subgraph.lever.faults.failNext(/offers/, { status: 403 }, Infinity);
    const { reasons, codes, upstream } = await missingOf(subgraph, applications, "offerId offer { id }");
    expect(reasons).toMatchObject({ offerId: "FORBIDDEN", offer: "FORBIDDEN" });
    expect(codes).toEqual(["UPSTREAM_FORBIDDEN", "UPSTREAM_FORBIDDEN"]);
    expect(upstream.byEndpoint).toEqual({ "/opportunities": 1, "/opportunities/:id/offers": 1 });
  });

  it("is UNRECOGNIZED for a status that the model does not have", async () => {
    const { subgraph, posting, change } = await one();
    const run = () =>
      subgraph.query(`{ job(id: "${posting.id}") { status remoteStatus closedAt missing { field reason } } }`);
    change(() => (posting.state = "paused"));
    expect((await run()).data.job.missing).toEqual(
      expect.arrayContaining([
        { field: "status", reason: "UNRECOGNIZED" },
        { field: "closedAt", reason: "NOT_APPLICABLE" },
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

  it("is UPSTREAM_FAILED for a failed read, with the cause", async () => {
    const { subgraph, applications } = await one();
    const { faults } = subgraph.lever;
    faults.failNext(/offers/, "wrong-shape", Infinity);
    const failed = await missingOf(subgraph, applications, "offerId");
    expect(failed).toMatchObject({ reasons: { offerId: "UPSTREAM_FAILED" }, codes: ["UPSTREAM_BAD_RESPONSE"] });
    expect(failed.messages.offerId).toContain("shape");
    faults.clear();
    const capped = await subgraph.query(
      `{ ${applications} { nodes { offerId missing { field reason message } } } }`,
      {},
      { "x-max-upstream-calls": "1" },
    );
    expect(capped.data.applications.nodes[0].missing).toContainEqual({
      field: "offerId",
      reason: "UPSTREAM_FAILED",
      message: expect.stringContaining("x-max-upstream-calls"),
    });
  });
});

describe("missing", () => {
  it("lists null fields under aliases and in fragments, and no skipped fields", async () => {
    const { subgraph, applications } = await one();
    const { data, errors } = await subgraph.query(
      `query ($no: Boolean = false) {
        ${applications} { nodes {
          why: missing { what: field }
          one: offerId two: offerId
          ...End
          ... on Application @include(if: $no) { offer { id } }
          job @skip(if: true) { name }
        } }
      }
      fragment End on Application { over: rejectedAt ... { hiredAt } }`,
    );
    expect(errors).toEqual([]);
    const [{ why }] = data.applications.nodes;
    expect(why.map(({ what }: { what: string }) => what).sort()).toEqual([
      "hiredAt",
      "offerId",
      "rejectedAt",
      "rejectedReason",
    ]);
  });

  it("lists without other fields only null fields that need no call", async () => {
    const { subgraph, applications } = await one();
    const { reasons } = await missingOf(subgraph, applications, "");
    expect(Object.keys(reasons).sort()).toEqual(["hiredAt", "rejectedAt", "rejectedReason"]);
    const { data } = await subgraph.query("{ candidates { nodes { applications { status missing { field } } } } }");
    for (const { applications } of data.candidates.nodes) {
      for (const { status, missing } of applications) expect(missing).toHaveLength(status === "ACTIVE" ? 3 : 0);
    }
    // An additional call would arrive within this time.
    await sleep(50);
    expect(subgraph.newCalls().sort()).toEqual([
      "GET /archive_reasons",
      "GET /opportunities",
      "GET /opportunities",
      "GET /opportunities",
    ]);
  });

  it("makes no call for a record with only its id selected", async () => {
    const { subgraph, applications, opportunity, application } = await one();
    const { data, upstream } = await subgraph.query(
      `{ ${applications} { nodes { job { id asOf missing { field reason } } } } }`,
    );
    expect(data.applications.nodes[0].job.missing).toEqual([{ field: "asOf", reason: "NOT_APPLICABLE" }]);
    expect(upstream.byEndpoint).toEqual({ "/opportunities": 1 });
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
    const listed = entities.data._entities.map(({ missing }: { missing: object[] }) => missing);
    expect(listed).toEqual([
      [{ field: "firstName" }, { field: "lastName" }],
      [],
      [],
      [{ field: "jobId" }],
      [{ field: "updatedAt" }],
    ]);
    expect(entities.upstream.calls).toBe(0);
  });

  it("explains a candidate who is null because of a failed date", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(2) });
    subgraph.lever.faults.failNext(/contact_id/, { status: 403 }, Infinity);
    const run = (date: string) =>
      subgraph.query(
        `{ applications(first: 1) { nodes { candidate { fullName ${date} } missing { field reason } } } }`,
      );
    const lost = await run("createdAt");
    expect(lost.data.applications.nodes[0]).toMatchObject({
      candidate: null,
      missing: expect.arrayContaining([{ field: "candidate", reason: "FORBIDDEN" }]),
    });
    expect(lost.errors.map(({ path }) => path?.slice(-2))).toEqual([["candidate", "createdAt"]]);
    const { candidate, missing } = (await run("lastActivityAt")).data.applications.nodes[0];
    expect(candidate).toEqual({ fullName: expect.stringMatching(/^Person 0/), lastActivityAt: null });
    expect(missing.map(({ field }: { field: string }) => field)).not.toContain("candidate");
  });

  it("is null with its record, and the error appears once", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(2) });
    subgraph.lever.faults.failNext(/contact_id/, { status: 403 }, Infinity);
    const { data, errors } = await subgraph.query(
      "{ applications(first: 1) { nodes { candidate { missing { field } createdAt } } } }",
    );
    expect(data.applications.nodes).toEqual([{ candidate: null }]);
    expect(errors).toMatchObject([{ path: ["applications", "nodes", 0, "candidate", "createdAt"] }]);
  });

  it("explains a list that failed, without a second read, and a list with a wrong argument", async () => {
    const { subgraph, posting } = await one({ env: { REFERENCE_TTL_MS: "0" } });
    const run = (first: number) =>
      subgraph.query(
        `{ job(id: "${posting.id}") { applications(first: ${first}) { nodes { id } } missing { field reason message } } }`,
      );
    subgraph.lever.faults.failNext(/posting_id/, "wrong-shape", Infinity);
    const failed = await run(5);
    expect(failed.data.job.missing).toContainEqual({
      field: "applications",
      reason: "UPSTREAM_FAILED",
      message: failed.errors[0]!.message,
    });
    expect(failed.errors).toHaveLength(1);
    expect(failed.upstream.byEndpoint).toEqual({ "/postings/:id": 1, "/opportunities": 1 });
    const invalid = await run(0);
    expect(invalid.data.job.missing).toContainEqual({
      field: "applications",
      reason: "NOT_APPLICABLE",
      message: expect.stringContaining("first must be between 1 and 100"),
    });
  });
});

describe("a list in a record with missing", () => {
  it("is read once when a cursor's row is gone and the stages decide the order", async () => {
    const account = plainAccount(6, 1);
    await using subgraph = await startSubgraph({ account, env: { REFERENCE_TTL_MS: "0" } });
    const id = account.applications[0]!.posting!;
    const list = (more: string) => `applications(first: 2 ${more}) { nodes { id } pageInfo { endCursor } }`;
    const { data } = await subgraph.query(`{ job(id: "${id}") { ${list("")} } }`);
    const { nodes, pageInfo } = data.job.applications;
    removeOpportunity(account, nodes[1].id.split(":")[0]);
    subgraph.newCalls();
    const after = `after: "${pageInfo.endCursor}"`;
    const alone = await subgraph.query(`{ job(id: "${id}") { ${list(after)} } }`);
    expect(subgraph.newCalls().sort()).toEqual(["GET /opportunities", "GET /postings/:id", "GET /stages"]);
    const explained = await subgraph.query(`{ job(id: "${id}") { ${list(after)} missing { field } } }`);
    expect(explained.data.job.applications).toEqual(alone.data.job.applications);
    expect(explained.data.job.applications.nodes).toHaveLength(2);
    expect(explained.upstream).toEqual({ ...alone.upstream, waitedMs: explained.upstream.waitedMs });
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
