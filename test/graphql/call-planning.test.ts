import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callsOf } from "../support/calls-of.js";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const account = plainAccount(100);
const application = account.applications[0]!;
const candidateId = account.contacts[0]!.id;
const applicationId = `${application.opportunityId}:${application.id}`;
const jobId = application.posting;

const list = (selection: string) => `{ candidates(first: 100) { nodes { ${selection} } } }`;
/** A list over the whole account reads the stages once, to pass over those of leads. */
const people = { "/stages": 1, "/opportunities": 3 };

describe("the calls of an operation depend on its selection", () => {
  it.each<[string, string, Record<string, number>]>([
    ["names, mails and phones", list("fullName emails { data } phoneNumbers { data }"), people],
    ["ids alone, each person once", list("id"), people],
    ["fields that Lever cannot fill", list("firstName lastName"), people],
    ["applications' ids and stages' ids", list("applicationIds applications { id stage { id } }"), people],
    ["stages", list("applications { stage { name } }"), people],
    ["the rejection reason", list("applications { rejectedReason { text } }"), { ...people, "/archive_reasons": 1 }],
    ["jobs' ids", list("applications { job { id remoteId } jobId }"), people],
    ["jobs", list("applications { job { name } }"), { ...people, "/postings": 1 }],
    [
      "applications, stages, jobs and rejections",
      list(
        "applications { stage { name } job { name hiringTeam { hiringManagers { name } } } status rejectedAt rejectedReason { text } }",
      ),
      { ...people, "/archive_reasons": 1, "/postings": 1 },
    ],
    ["offers", list("applications { offer { status } }"), { ...people, "/opportunities/:id/offers": 100 }],
    [
      "offers under two aliases, with their ids",
      list("applications { a: offer { status } b: offer { id } offerId }"),
      { ...people, "/opportunities/:id/offers": 100 },
    ],
    ["offers with @skip(if: true)", list("applications { id offer @skip(if: true) { status } }"), people],
    [
      "offers with @include(if: false)",
      list("applications { id ... on Application @include(if: false) { offerId } }"),
      people,
    ],
    [
      "the people of applications",
      "{ applications(first: 100) { nodes { candidate { fullName emails { data } } } } }",
      { "/stages": 1, "/opportunities": 1 },
    ],
    [
      "the dates of the people of applications",
      "{ applications(first: 100) { nodes { candidate { createdAt } } } }",
      people,
    ],
    [
      "an application's ids",
      `{ application(id: "${applicationId}") { id jobId candidateId } }`,
      { "/opportunities/:id": 1 },
    ],
    ["stages of the pipeline", "{ stages { id name jobId } }", { "/stages": 1 }],
    ["provider support", "{ providerSupport { field } }", {}],
    ["no data", "{ __typename _service { sdl } }", {}],
  ])("%s", async (_what, query, calls) => {
    expect(await callsOf(query)).toEqual(calls);
  });
});

describe("entities", () => {
  const entities = (type: string, selection: string) =>
    `query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on ${type} { ${selection} } } }`;
  const of = (typename: string, ...ids: (string | null)[]) => ({ of: ids.map((id) => ({ __typename: typename, id })) });

  it.each<[string, string, string, Record<string, number>]>([
    ["Candidate", candidateId, "id remoteId firstName", {}],
    ["Application", applicationId, "id", {}],
    ["Job", jobId!, "id remoteId", {}],
    ["Stage", "offer", "id remoteId jobId", {}],
    ["Offer", applicationId, "id updatedAt", {}],
    ["Candidate", candidateId, "fullName", { "/opportunities": 1 }],
    ["Application", applicationId, "remoteId", { "/opportunities/:id": 1 }],
    ["Job", jobId!, "name", { "/postings/:id": 1 }],
    ["Stage", "offer", "name", { "/stages": 1 }],
  ])("of %s (%s): { %s }", async (type, id, selection, calls) => {
    expect(await callsOf(entities(type, selection), of(type, id))).toEqual(calls);
  });

  it("with a malformed key fail without a call", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    const { data, errors } = await subgraph.query(entities("Job", "id"), of("Job", "../users", jobId));
    expect(data._entities).toEqual([null, { __typename: "Job", id: jobId }]);
    expect(errors).toMatchObject([{ path: ["_entities", 0], extensions: { code: "BAD_USER_INPUT" } }]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("of 100 candidates take two calls, or three with their applications, jobs and stages", async () => {
    const ids = account.contacts.map(({ id }) => id);
    expect(await callsOf(entities("Candidate", "fullName"), of("Candidate", ...ids))).toEqual({ "/opportunities": 2 });
    const selection = "applications { job { name } stage { name } }";
    expect(await callsOf(entities("Candidate", selection), of("Candidate", ...ids))).toEqual({
      "/opportunities": 2,
      "/postings": 1,
    });
  });

  it("of 50 jobs take one call at first, and no call later", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(1, 60) });
    const ids = subgraph.lever.account.postings
      .filter(({ confidentiality, state, distributionChannels }) => {
        const isListed = state !== "published" || distributionChannels?.includes("public") === true;
        return confidentiality === "non-confidential" && isListed;
      })
      .slice(0, 50)
      .map(({ id }) => id);
    const query = entities("Job", "name");
    expect((await subgraph.query(query, of("Job", ...ids))).data._entities).toHaveLength(50);
    expect(subgraph.newCalls()).toEqual(["GET /postings"]);
    await subgraph.query(query, of("Job", ...ids));
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("of 100 applications take two calls after a list has returned their candidates", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(100) });
    const { data } = await subgraph.query("{ applications(first: 100) { nodes { id } } }");
    const ids = data.applications.nodes.map(({ id }: { id: string }) => id) as string[];
    subgraph.newCalls();
    const answer = await subgraph.query(entities("Application", "jobId stage { name }"), of("Application", ...ids));
    expect(subgraph.newCalls()).toEqual(["GET /opportunities", "GET /opportunities"]);
    expect(answer.data._entities.map(({ jobId }: { jobId: string }) => jobId)).not.toContain(null);
  });
});

describe("a call to Lever", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await startSubgraph({ candidates: 40 });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  it.each<[string, string[]]>([
    ["fullName", []],
    ["applicationIds", []],
    ["applications { id stage { id } status rejectedReason { text } }", []],
    ["applications { stage { name } }", ["stage"]],
    ["applications { jobId }", ["applications"]],
    ["applications { rejectedAt }", ["applications"]],
    ["applications { offerId }", ["applications"]],
    ["applications { job { id } stage { name } }", ["applications", "stage"]],
    ["...Named", ["stage"]],
    ["... @skip(if: $yes) { applications { jobId } }", []],
    ["... @include(if: $no) { applications { jobId } }", []],
  ])("expands only the needed records for { %s }", async (selection, expand) => {
    const { errors } = await run(`candidates(first: 5) { nodes { id ${selection} } }`, selection);
    expect(errors).toEqual([]);
    const people = lists().filter(({ query }) => query.has("contact_id"));
    expect(people.length).toBeGreaterThan(0);
    for (const { query } of people) expect(query.getAll("expand")).toEqual(expand);
  });

  it("requests only fields that are read, and no personal data for the rows of a page", async () => {
    await run("candidates(first: 5) { nodes { id applications { jobId } } }");
    const [page, people] = lists();
    const outline = ["id", "contact", "stage", "archived", "applications", "createdAt", "updatedAt", "lastAdvancedAt"];
    expect(page!.query.getAll("include").sort()).toEqual(outline.sort());
    expect(page!.query.getAll("expand")).toEqual([]);
    const whole = [...outline, "name", "emails", "phones", "lastInteractionAt", "isAnonymized"];
    expect(people!.query.getAll("include").sort()).toEqual(whole.sort());
  });

  it.each(["remoteUrl", "missing { field }", "applications { remoteUrl }", "applications { missing { field } }"])(
    "requests the urls of records for { %s }",
    async (selection) => {
      await run(`candidates(first: 5) { nodes { ${selection} } }`);
      expect(lists()[1]!.query.getAll("include")).toContain("urls");
    },
  );

  it.each([
    ["applications { origin tags }", ["origin", "tags"], []],
    ["headline applications { owner { name } }", ["headline", "owner"], ["owner"]],
    ["applications { owner { id } stageHistory { enteredAt } }", ["stageChanges", "owner"], []],
  ])("requests and expands only what is selected: { %s }", async (selection, include, expand) => {
    await run(`candidates(first: 5) { nodes { ${selection} } }`);
    const optional = ["headline", "location", "links", "stageChanges", "origin", "sources", "tags", "owner"];
    const { query } = lists()[1]!;
    expect(query.getAll("include").filter((each) => optional.includes(each))).toEqual(include);
    expect(query.getAll("expand").filter((each) => each === "owner")).toEqual(expand);
  });

  it("reads a list once for both candidates and applications", async () => {
    const { upstream } = await run(
      "candidates(first: 5) { nodes { fullName } } applications(first: 5) { nodes { candidate { fullName } } }",
    );
    const pages = lists().filter(({ query }) => !query.has("contact_id"));
    expect(new Set(pages.map(({ query }) => query.get("offset")))).toHaveLength(pages.length);
    expect(upstream.byEndpoint["/opportunities"]).toBe(lists().length);
  });

  it("requests the text of a posting only if it is selected", async () => {
    await run("jobs(first: 100) { nodes { name hiringTeam { hiringManagers { name } } } }");
    const postings = subgraph.lever.log.filter(({ endpoint }) => endpoint === "/postings");
    expect(postings.length).toBeGreaterThan(0);
    for (const { query } of postings) expect(query.getAll("include")).not.toContain("content");
    await run("jobs(first: 100) { nodes { description } }");
    for (const { query } of subgraph.lever.log.filter(({ endpoint }) => endpoint === "/postings")) {
      expect(query.getAll("include")).toContain("content");
    }
  });

  const lists = () => subgraph.lever.log.filter(({ endpoint }) => endpoint === "/opportunities");

  function run(fields: string, selection = "") {
    subgraph.lever.log.splice(0);
    return subgraph.query(
      `query ($yes: Boolean! = true, $no: Boolean! = false) {
        a: __typename @skip(if: $yes) b: __typename @include(if: $no)
        ${fields}
      }
      ${selection.startsWith("...N") ? "fragment Named on Candidate { applications { stage { title: name } } }" : ""}`,
    );
  }
});
