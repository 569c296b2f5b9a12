import { describe, expect, it, onTestFinished } from "vitest";
import { type Account, addOpportunity, type Opportunity } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

const profile = "fullName emails { data } phoneNumbers { data type } missing { field reason }";

type Personal = Partial<Pick<Opportunity, "name" | "emails" | "phones" | "isAnonymized">>;

// With the marker of personal data, so that it stays as it is.
const [name, mail, phone] = ["Ada Zqxmark", "ada@zqxmark.example", "+1 4815162342"];
const ada: Personal = { name, emails: [mail], phones: [{ type: "mobile", value: phone }] };
const removed: Personal = { name: "Anonymized opportunity", emails: [], phones: [], isAnonymized: true };
const adaProfile = {
  fullName: name,
  emails: [{ data: mail }],
  phoneNumbers: [{ data: phone, type: "mobile" }],
};

/** An account of 10 people. The first of them has these opportunities, the oldest first. */
function accountWith(copies: readonly (Personal & { stage?: string })[]) {
  const account = plainAccount(10);
  const [first] = account.opportunities;
  const at = account.now - 100_000_000;
  Object.assign(first!, copies[0], { createdAt: at });
  const others = copies.slice(1).map(({ stage = "applicant-new", ...personal }, index) => {
    const postingId = account.postings[0]!.id;
    const added = addOpportunity(account, { contactId: first!.contact, stageId: stage, postingId, at: at + index + 1 });
    return Object.assign(added, personal);
  });
  return { account, opportunities: [first!, ...others] };
}

async function start(account: Account) {
  const subgraph = await startSubgraph({ account });
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

const applicationId = ({ id, applications }: Opportunity) => `${id}:${applications[0]}`;
const applicationIdsOf = (opportunities: readonly Opportunity[]) => opportunities.map(applicationId);

/** The person's profile in each way to reach it. */
async function profilesOf(copies: Parameters<typeof accountWith>[0]) {
  const { account, opportunities } = accountWith(copies);
  const subgraph = await start(account);
  const [{ contact: id }] = opportunities as [Opportunity];
  const own = opportunities.filter(({ stage }) => !stage.startsWith("lead-"));
  const byId = own.map((each, i) => `a${i}: application(id: "${applicationId(each)}") { candidate { ${profile} } }`);
  const answers = [
    await subgraph.query(`{ found: candidate(id: "${id}") { ${profile} } }`),
    await subgraph.query(`{ candidates(first: 100) { nodes { id ${profile} } } }`),
    await subgraph.query(`{ _entities(representations: [{ __typename: "Candidate", id: "${id}" }]) {
      ... on Candidate { ${profile} } } }`),
    await subgraph.query(`{ applications(first: 100) { nodes { candidate { id ${profile} } } } }`),
    await subgraph.query(`{ ${byId.join(" ")} }`),
    await subgraph.query(`{ found: candidate(id: "${id}") { applications { candidate { ${profile} } } } }`),
    await subgraph.query(`{ applications(first: 100) { nodes { id candidate { id missing { field reason } } } } }`),
  ];
  for (const { errors } of answers) expect(errors).toEqual([]);
  const [found, list, entity, applications, single, nested, missing] = answers.map(({ data }) => data);
  const isTheirs = (candidate: { id: string }) => candidate.id === id;
  const listed = applications.applications.nodes.map(({ candidate }: any) => candidate).filter(isTheirs);
  const profiles = [
    found.found,
    ...list.candidates.nodes.filter(isTheirs),
    ...entity._entities,
    ...listed,
    ...Object.values(single).map(({ candidate }: any) => candidate),
    ...nested.found.applications.map(({ candidate }: any) => candidate),
  ].map(({ id: _, ...each }) => each);
  expect(profiles).toHaveLength(3 + 3 * own.length);
  const nulls = ({ missing: fields }: any) => fields.filter(({ field }: any) => field === "fullName");
  const others = missing.applications.nodes.map(({ candidate }: any) => candidate).filter(isTheirs);
  for (const each of [...profiles, ...others]) expect(nulls(each)).toEqual(nulls(profiles[0]));
  return profiles.map(({ missing: _, ...each }) => ({ ...each, reason: nulls(profiles[0])[0]?.reason }));
}

describe("a person with an anonymized opportunity", () => {
  it.each<[string, Parameters<typeof accountWith>[0]]>([
    ["the newest one", [ada, removed]],
    ["the oldest one", [removed, ada]],
    ["one in the middle", [ada, removed, ada]],
    ["the newest one, without a text for its name", [ada, { ...removed, name: "" }]],
    ["the newest two", [ada, removed, removed]],
    [
      "with data that were not removed",
      [ada, { ...ada, name: "Old", emails: ["old@example.com"], isAnonymized: true }],
    ],
    ["and a lead", [removed, { ...ada, stage: "lead-new" }]],
  ])("has the profile of the others: %s", async (_what, copies) => {
    for (const each of await profilesOf(copies)) expect(each).toEqual({ ...adaProfile, reason: undefined });
  });

  it("has the newest data of each kind that the others have", async () => {
    const { account, opportunities } = accountWith([ada, { name: `${name} B.`, emails: [], phones: [] }, removed]);
    const subgraph = await start(account);
    const { data } = await subgraph.query(`{ candidate(id: "${opportunities[0]!.contact}") { ${profile} } }`);
    expect(data.candidate).toMatchObject({ ...adaProfile, fullName: `${name} B.` });
  });

  it("does not get data that only an anonymized opportunity has", async () => {
    const nothing = { name: "", emails: [], phones: [] };
    for (const each of await profilesOf([nothing, { ...ada, isAnonymized: true }])) {
      expect(each).toEqual({ fullName: null, emails: [], phoneNumbers: [], reason: "NOT_SET" });
    }
  });

  it("is anonymized if all of their opportunities are", async () => {
    for (const each of await profilesOf([
      { ...removed, name: "" },
      { ...removed, name: "" },
    ])) {
      expect(each).toEqual({ fullName: null, emails: [], phoneNumbers: [], reason: "ANONYMIZED" });
    }
  });
});

describe("the candidate of an application", () => {
  const page = (selection: string) => `{ applications(first: 11) { nodes { id candidate { ${selection} } } } }`;

  it("takes a call only if the application is anonymized, and only for its person", async () => {
    const { account, opportunities } = accountWith([ada, removed]);
    const subgraph = await start(account);
    expect((await subgraph.query(page("id remoteId"))).upstream.byEndpoint).toEqual({
      "/stages": 1,
      "/opportunities": 1,
    });
    const { data, upstream } = await subgraph.query(page("fullName"));
    expect(upstream.byEndpoint).toEqual({ "/opportunities": 2 });
    const people = subgraph.lever.log.at(-1)!.query.getAll("contact_id");
    expect(people).toEqual([opportunities[0]!.contact]);
    const names = data.applications.nodes.map(({ candidate }: any) => candidate.fullName);
    expect(names).not.toContain("Anonymized opportunity");
    Object.assign(opportunities[1]!, ada, { isAnonymized: false });
    subgraph.lever.changed();
    expect((await subgraph.query(page("fullName"))).upstream.calls).toBe(1);
  });

  it("takes no call below a candidate", async () => {
    const { account } = accountWith([ada, removed]);
    const subgraph = await start(account);
    const nodes = "nodes { fullName applications { candidate { fullName emails { data } } } }";
    const names = "{ candidates(first: 100) { nodes { fullName } } }";
    // Reads the reference data.
    await subgraph.query(names);
    const { data, upstream } = await subgraph.query(`{ candidates(first: 100) { ${nodes} } }`);
    const alone = await subgraph.query(names);
    expect(upstream.calls).toBe(alone.upstream.calls);
    for (const { fullName, applications } of data.candidates.nodes) {
      for (const { candidate } of applications) expect(candidate.fullName).toBe(fullName);
    }
  });

  it("is null with an error if the person cannot be read, and the others stay", async () => {
    const { account, opportunities } = accountWith([ada, removed]);
    const subgraph = await start(account);
    subgraph.lever.faults.failNext(/contact_id/, { status: 403 }, Infinity);
    const { data, errors } = await subgraph.query(page("fullName"));
    const { nodes } = data.applications;
    const at = nodes.findIndex(({ id }: { id: string }) => id === applicationIdsOf(opportunities)[1]);
    expect(nodes[at].candidate).toBeNull();
    expect(nodes.filter(({ candidate }: any) => candidate !== null)).toHaveLength(nodes.length - 1);
    expect(errors).toMatchObject([
      { path: ["applications", "nodes", at, "candidate"], extensions: { code: "UPSTREAM_FORBIDDEN" } },
    ]);
  });
});

describe("a person with one opportunity whose name cannot be read", () => {
  it("has the name of the others on every path, and the candidate of that application takes one call more", async () => {
    const { account, opportunities } = accountWith([ada, ada]);
    const odd = opportunities[1]!;
    const subgraph = await start(account);
    const edit = (json: any) => ({
      ...json,
      data: [json.data].flat().map((row: { id: string }) => (row.id === odd.id ? { ...row, name: 5 } : row)),
    });
    subgraph.lever.faults.failNext(/opportunities\?/, { edit }, Infinity);
    const { data, errors, upstream } = await subgraph.query(
      "{ applications(first: 11) { nodes { candidateId candidate { fullName missing { field } } } } }",
    );
    expect(errors).toEqual([]);
    expect(upstream.byEndpoint).toEqual({ "/stages": 1, "/opportunities": 2 });
    const theirs = data.applications.nodes.filter(({ candidateId }: any) => candidateId === odd.contact);
    expect(theirs.map(({ candidate }: any) => candidate.fullName)).toEqual([name, name]);
    const names = "{ applications(first: 11) { nodes { candidate { fullName } } } }";
    expect((await subgraph.query(names)).upstream.byEndpoint).toEqual({ "/opportunities": 2 });
  });
});
