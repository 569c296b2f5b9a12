import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Account, type Fault, archive } from "../../src/lever-sandbox/index.js";
import { differences } from "../support/compare-answers.js";
import { plainAccount } from "../support/plain-account.js";
import { type Answer, type TestSubgraph, startSubgraph } from "../support/subgraph.js";

/** A selection of everything that can be lost. */
const query = `{
  candidates(first: 20) { nodes { id fullName createdAt applicationIds } }
  applications(first: 50) { nodes {
    id jobId candidateId status rejectedAt rejectedReason { text } hiredAt offerId stage { id name }
    candidate { id fullName lastActivityAt } job { id name } offer { id status }
  } }
  linked: applications(first: 5) { nodes { id job { id } candidate { id } stage { id } } }
  active: applications(first: 5, filter: { status: ACTIVE }) { nodes { id status stage { id name } } }
  hires: applications(first: 5, filter: { status: HIRED }) { nodes { id } }
  jobs(first: 50) { nodes { id name hiringTeam { hiringManagers { id name email } } applications(first: 2) { nodes { id } } } }
  offers(first: 100) { nodes { id status application { id } candidate { id } job { id } } }
  stages { id name }
}`;

const ofTheEnd = /^(applications|active)\.nodes\.\d+\.(status|rejectedAt|rejectedReason|hiredAt)$/;

/** What each permission is needed for: the paths that are lost without it. docs/credentials.md has the same table. */
const permissions: readonly { readonly path: string; readonly lost: readonly RegExp[] }[] = [
  {
    path: "/opportunities",
    lost: [/^(candidates|applications|linked|active|hires|offers)$/, /^jobs\.nodes\.\d+\.applications$/],
  },
  { path: "/opportunities/:id/offers", lost: [/^offers$/, /^applications\.nodes\.\d+\.(offer|offerId)$/] },
  { path: "/postings", lost: [/^jobs$/, /^applications\.nodes\.\d+\.job$/] },
  { path: "/archive_reasons", lost: [/^hires$/, ofTheEnd] },
  { path: "/stages", lost: [/^stages$/] },
  { path: "/users", lost: [] },
  { path: "/contacts", lost: [] },
];

function accountWithOffers(): Account {
  const account = plainAccount(30);
  const hire = account.archiveReasons.find(({ type }) => type === "hired")!;
  for (const [index, opportunity] of account.opportunities.entries()) {
    if (index % 5 === 1) archive(account, opportunity.id, hire.id, account.now);
    if (index % 3 > 0) continue;
    account.offers.push({
      id: `c4f5a6b7-0000-4000-8000-0000000000${String(index).padStart(2, "0")}`,
      opportunityId: opportunity.id,
      createdAt: account.now - index,
      status: "sent",
    } as (typeof account.offers)[number]);
  }
  return account;
}

const account = accountWithOffers();
let allowed: TestSubgraph;
let whole: Answer;
beforeAll(async () => {
  allowed = await startSubgraph({ account, apiKey: "everything" });
  whole = await allowed.query(query);
  expect(whole.errors).toEqual([]);
});
afterAll(() => allowed[Symbol.asyncDispose]());

/** The order of the offers is not promised, and depends on the archive reasons. */
function sorted(data: Answer["data"]) {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return { ...data, offers: data.offers && { nodes: [...data.offers.nodes].sort(byId) } };
}

/** Checks that nothing else than `lost` differs from the whole answer, and that each lost field has its error. */
function expectLost({ data, errors }: Answer, lost: readonly RegExp[], code: string): void {
  const paths = differences(sorted(whole.data), sorted(data));
  const unexpected = paths.filter((path) => !lost.some((pattern) => pattern.test(path)));
  expect(unexpected, "these values are lost without need").toEqual([]);
  const unused = lost.filter((pattern) => !paths.some((path) => pattern.test(path)));
  expect(unused, "these values are not lost").toEqual([]);
  for (const { extensions } of errors) expect(extensions).toMatchObject({ code, provider: "LEVER" });
  // A field that is null in both answers can have an error too.
  const failed = errors.map(({ path }) => path?.join(".") ?? "");
  expect(paths.filter((path) => !failed.includes(path))).toEqual([]);
  expect(failed.filter((path) => !lost.some((pattern) => pattern.test(path)))).toEqual([]);
}

it("docs/credentials.md has a row for each permission whose absence costs something", async () => {
  const page = await readFile("docs/credentials.md", "utf8");
  for (const { path, lost } of permissions) {
    expect(page.includes(`| \`${path}\` `), path).toBe(lost.length > 0 || path === "/users");
  }
});

describe("without the permission to read", () => {
  it.each(permissions)("$path, only what needs it is lost", async ({ path, lost }) => {
    const grants = { limited: { confidential: true, refused: [path] } };
    await using limited = await startSubgraph({ account, apiKeys: grants, env: { LEVER_API_KEY: "limited" } });
    expectLost(await limited.query(query), lost, "UPSTREAM_FORBIDDEN");
    // The same with what the first operation taught.
    expectLost(await limited.query(query), lost, "UPSTREAM_FORBIDDEN");
  });

  it.each([
    ["/opportunities", /\/opportunities[?]/],
    ["/postings", /\/postings[?]/],
    ["/archive_reasons", /\/archive_reasons[?]/],
    ["/stages", /\/stages[?]/],
    ["/users", /\/users[?]/],
  ])("the list %s alone, single records are still read by their ids", async (_path, list) => {
    await using limited = await startSubgraph({ account, env: { REFERENCE_TTL_MS: "0" } });
    limited.lever.faults.failNext(list, { status: 403 }, Infinity);
    const [first, second, third] = account.postings;
    const applications = account.applications
      .slice(0, 6)
      .map(({ id, opportunityId }) => ({ __typename: "Application", id: `${opportunityId}:${id}` }));
    const jobs = [first, second, third].map((posting) => ({ __typename: "Job", id: posting!.id }));
    const stages = account.stages.slice(0, 3).map(({ id }) => ({ __typename: "Stage", id }));
    const entities = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
      ... on Application { status rejectedReason { text } job { name } stage { name } }
      ... on Job { name hiringTeam { hiringManagers { id name email } } } ... on Stage { name } } }`;
    const refs = [...applications, ...jobs, ...stages];
    const some = await limited.query(entities, { refs });
    expect(some.errors).toEqual([]);
    expect(some.data).toEqual((await allowed.query(entities, { refs })).data);
  });

  const withoutExpansion: Fault = {
    edit(body: { data: object | object[] }) {
      for (const row of [body.data].flat() as Record<string, string | { id: string } | null>[]) {
        for (const name of ["hiringManager", "stage"]) {
          const value = row[name];
          if (typeof value === "object" && value !== null) row[name] = value.id;
        }
      }
      return body;
    },
  };

  it("users or stages, when Lever does not expand them, their ids stay and the other fields are lost", async () => {
    const apiKeys = { limited: { confidential: true, refused: ["/users", "/stages"] } };
    await using limited = await startSubgraph({ account, apiKeys, env: { LEVER_API_KEY: "limited" } });
    limited.lever.faults.failNext(/postings|opportunities/, withoutExpansion, Infinity);
    const answer = await limited.query(query);
    const lost = [
      /^jobs\.nodes\.\d+\.hiringTeam\.hiringManagers\.0\.(name|email)$/,
      /^(applications|active)\.nodes\.\d+\.stage\.name$/,
      /^stages$/,
    ];
    expectLost(answer, lost, "UPSTREAM_FORBIDDEN");
  });
});

it("a walk goes on without the stages when the row of its cursor is gone", async () => {
  const changing = plainAccount(12);
  const early = changing.opportunities.slice(0, 6);
  const later = changing.stages.find(({ pipeline }) => pipeline === "screen")!.id;
  for (const each of changing.opportunities.slice(6)) each.stage = later;
  const apiKeys = { limited: { confidential: true, refused: ["/stages"] } };
  await using limited = await startSubgraph({ account: changing, apiKeys, env: { LEVER_API_KEY: "limited" } });
  const read = (after: string | null) =>
    limited.query(
      `query ($after: String) { applications(first: 6, after: $after) { nodes { id } pageInfo { endCursor } } }`,
      { after },
    );
  const first = await read(null);
  const ids = ({ data }: Answer): string[] => data.applications.nodes.map(({ id }: { id: string }) => id);
  const [gone] = ids(first).at(-1)!.split(":");
  expect(gone).toBe(early.at(-1)!.id);
  for (const each of early) each.stage = "offer";
  limited.lever.changed();
  const rest = await read(first.data.applications.pageInfo.endCursor);
  expect(rest.errors).toEqual([]);
  const wanted = changing.applications.map(({ id, opportunityId }) => `${opportunityId}:${id}`);
  expect(wanted.filter((id) => ![...ids(first), ...ids(rest)].includes(id))).toEqual([]);
});
