import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Account, type Application, type Opportunity, startSandbox } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { propertyRuns } from "../support/property-runs.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

type End = { readonly at: number; readonly reason: string } | null;

/** How an application ended. An application of several, from before 2020, has an end of its own. */
function endOf(opportunity: Opportunity, application: Application): End {
  const isOnly = opportunity.applications.length === 1;
  const [mine, whole] = [application.archived, opportunity.archived].map(
    (archived) => archived && { at: archived.archivedAt, reason: archived.reason },
  );
  if (whole == null) return isOnly ? null : (mine ?? null);
  if (mine == null) return whole;
  return isOnly && mine.reason !== whole.reason ? whole : mine;
}

function statusOf(account: Account, end: End): string {
  if (end === null) return "ACTIVE";
  return account.archiveReasons.find(({ id }) => id === end.reason)!.type === "hired" ? "HIRED" : "REJECTED";
}

/** All applications that are not those of leads, with what the subgraph must say of each. */
function expected(account: Account) {
  return account.opportunities.flatMap((opportunity) => {
    const whole = statusOf(account, opportunity.archived && { at: 0, reason: opportunity.archived.reason });
    if (opportunity.stage.startsWith("lead-") && whole !== "HIRED") return [];
    return opportunity.applications.map((id) => {
      const application = account.applications.find((each) => each.id === id)!;
      const end = endOf(opportunity, application);
      const status = statusOf(account, end);
      const date = end && new Date(end.at).toISOString();
      const reason = account.archiveReasons.find((each) => each.id === end?.reason);
      return {
        opportunity,
        whole,
        reasonId: end?.reason,
        record: {
          id: `${opportunity.id}:${id}`,
          jobId: application.posting,
          status,
          rejectedAt: status === "REJECTED" ? date : null,
          rejectedReason: status === "REJECTED" ? { text: reason!.text } : null,
          hiredAt: status === "HIRED" ? date : null,
        },
      };
    });
  });
}

type Expected = ReturnType<typeof expected>[number];

/** One that ended alone matches no status. HIRED needs an opportunity that was archived as hired. */
function hasStatus({ opportunity, whole, record }: Expected, wanted: readonly string[]): boolean {
  if (opportunity.archived === null) return record.status === "ACTIVE" && wanted.includes("ACTIVE");
  if (wanted.includes("REJECTED") && wanted.includes("HIRED")) return true;
  return wanted.includes(record.status) && (record.status !== "HIRED" || whole === "HIRED");
}

/** A reason of rejection needs an opportunity that was archived for one of the reasons too, and not as hired. */
function hasReason({ opportunity, whole, reasonId, record }: Expected, reasons: readonly string[]): boolean {
  const both = [reasonId, opportunity.archived?.reason];
  return (
    record.status === "REJECTED" &&
    whole === "REJECTED" &&
    both.every((reason) => reason !== undefined && reasons.includes(reason))
  );
}

const fields = "id jobId status rejectedAt rejectedReason { text } hiredAt";

async function readAll(subgraph: TestSubgraph, first: number, filter: object | null, jobId?: string) {
  const found: Record<string, unknown>[] = [];
  const page = `nodes { ${fields} } pageInfo { hasNextPage endCursor }`;
  const query =
    jobId === undefined
      ? `query ($first: Int, $after: String, $filter: ApplicationFilter) {
           list: applications(first: $first, after: $after, filter: $filter) { ${page} } }`
      : `query ($first: Int, $after: String, $jobId: ID!) {
           job(id: $jobId) { list: applications(first: $first, after: $after) { ${page} } } }`;
  for (let after: string | null = null, more = true; more;) {
    const { data, errors } = await subgraph.query(query, { first, after, ...(jobId ? { jobId } : { filter }) });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data.list ?? data.job.list;
    found.push(...nodes);
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  return found;
}

const byId = (a: { id?: unknown }, b: { id?: unknown }) => (String(a.id) < String(b.id) ? -1 : 1);
const records = (all: readonly Expected[]) => all.map(({ record }) => record).sort(byId);

interface Shape {
  readonly whole: string;
  readonly stage: string;
  readonly applications: readonly { readonly own: string; readonly posting: number }[];
}

const standing = fc.constantFrom("active", "rejected", "other", "hired");
const opportunities = fc.array(
  fc.record({
    whole: standing,
    stage: fc.constantFrom("applicant-new", "offer", "lead-new"),
    applications: fc.array(fc.record({ own: standing, posting: fc.nat(2) }), { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 4, maxLength: 24 },
);

/** An account with these opportunities. */
function accountWith(shapes: readonly Shape[]): Account {
  const account = plainAccount(shapes.length);
  const [first, second] = account.archiveReasons.filter(({ type }) => type === "non-hired");
  const hire = account.archiveReasons.find(({ type }) => type === "hired");
  const reasons: Record<string, string> = { rejected: first!.id, other: second!.id, hired: hire!.id };
  const archived = (name: string, at: number) =>
    name === "active" ? null : { reason: reasons[name]!, archivedAt: at };
  for (const [index, { whole, stage, applications }] of shapes.entries()) {
    const opportunity = account.opportunities[index]!;
    const like = account.applications.find(({ id }) => id === opportunity.applications[0])!;
    Object.assign(opportunity, { stage, archived: archived(whole, account.now - index), applications: [] });
    account.applications.splice(account.applications.indexOf(like), 1);
    for (const [place, { own, posting }] of applications.entries()) {
      const id = `c4f5a6b7-0000-4000-8${String(place).padStart(3, "0")}-${String(index).padStart(12, "0")}`;
      const end = archived(own, account.now - 5000 - index * 10 - place);
      account.applications.push({ ...like, id, archived: end, posting: account.postings[posting]!.id });
      opportunity.applications.push(id);
    }
  }
  return account;
}

const readings = (["application", "opportunity", "either"] as const).flatMap((archivedPostings) =>
  (["active", "all"] as const).map((postingIdMatches) => ({ archivedPostings, postingIdMatches })),
);

describe.each(readings)(
  "if Lever's filters go by $archivedPostings, and posting_id finds $postingIdMatches",
  (reading) => {
    it("each application of a job comes once, with its own end, and filters find the same", async () => {
      const status = fc.subarray(["ACTIVE", "REJECTED", "HIRED"]);
      await fc.assert(
        fc.asyncProperty(opportunities, status, fc.constantFrom(3, 7, 100), async (shapes, wanted, first) => {
          const account = accountWith(shapes);
          await using lever = await startSandbox({ account, rate: Infinity, ...reading });
          await using subgraph = await startSubgraph({ lever });
          const all = expected(account);
          expect((await readAll(subgraph, first, null)).sort(byId)).toEqual(records(all));
          const [one, two] = account.postings.map(({ id }) => id);
          const ofJobs = (...ids: (string | undefined)[]) => all.filter(({ record }) => ids.includes(record.jobId!));
          expect((await readAll(subgraph, first, null, one)).sort(byId)).toEqual(records(ofJobs(one)));
          const filter = { jobIds: [one, two] };
          expect((await readAll(subgraph, first, filter)).sort(byId)).toEqual(records(ofJobs(one, two)));
          expect((await readAll(subgraph, first, { ...filter, status: wanted })).sort(byId)).toEqual(
            records(ofJobs(one, two).filter((each) => hasStatus(each, wanted))),
          );
          expect((await readAll(subgraph, first, { status: wanted })).sort(byId)).toEqual(
            records(all.filter((each) => hasStatus(each, wanted))),
          );
          const [rejected, , hired] = [...new Set(all.map(({ reasonId }) => reasonId ?? ""))].sort();
          const reasons = [rejected, hired].filter((id) => id !== undefined && id !== "") as string[];
          expect((await readAll(subgraph, first, { rejectedReasonIds: reasons })).sort(byId)).toEqual(
            records(all.filter((each) => hasReason(each, reasons))),
          );
          const peopleOf = (some: readonly Expected[]) =>
            [...new Set(some.map(({ opportunity }) => opportunity.contact))].sort();
          for (const [of, some] of [
            [filter, ofJobs(one, two)],
            [{ ...filter, status: wanted }, ofJobs(one, two).filter((each) => hasStatus(each, wanted))],
            [{ rejectedReasonIds: reasons }, all.filter((each) => hasReason(each, reasons))],
          ] as const) {
            const people = await subgraph.query(
              "query ($of: CandidateFilter) { candidates(first: 100, filter: $of) { nodes { id } } }",
              { of },
            );
            expect(people.data.candidates.nodes.map(({ id }: { id: string }) => id).sort()).toEqual(peopleOf(some));
          }
        }),
        { numRuns: propertyRuns(6, 9) },
      );
    });
  },
);

it("each application has its own status if nothing else of it is selected, with a further call for its people", async () => {
  const shape = (...own: string[]) => ({
    whole: "rejected",
    stage: "offer",
    applications: own.map((each) => ({ own: each, posting: 0 })),
  });
  const selection = "id status rejectedReason { text }";
  for (const [shapes, calls] of [
    [[shape("hired", "other", "active"), shape("other")], 2],
    [[shape("other"), shape("active")], 1],
  ] as const) {
    const account = accountWith(shapes);
    await using subgraph = await startSubgraph({ account });
    const wanted = expected(account).map(({ record: { id, status, rejectedReason } }) => ({
      id,
      status,
      rejectedReason,
    }));
    const opportunityCalls = () => subgraph.newCalls().filter((call) => call === "GET /opportunities").length;
    opportunityCalls();
    const listed = await subgraph.query(`{ applications(first: ${wanted.length}) { nodes { ${selection} } } }`);
    expect([...listed.data.applications.nodes].sort(byId)).toEqual([...wanted].sort(byId));
    expect(opportunityCalls()).toBe(calls);
    const id = account.opportunities[0]!.contact;
    const person = await subgraph.query(`{ candidate(id: "${id}") { applications { ${selection} } } }`);
    const theirs = wanted.filter((each) => each.id.startsWith(account.opportunities[0]!.id));
    expect(person.data.candidate.applications).toEqual(theirs);
    const single = await subgraph.query(`{ application(id: "${theirs[0]!.id}") { ${selection} } }`);
    expect(single.data.application).toEqual(theirs[0]);
  }
});

it("a job takes a further call only if applications are archived on one side only", async () => {
  const shape = (whole: string, own: string) => ({ whole, stage: "offer", applications: [{ own, posting: 0 }] });
  const calls = async (...shapes: Shape[]) => {
    await using subgraph = await startSubgraph({ account: accountWith(shapes), archivedPostings: "either" });
    const posting = subgraph.lever.account.postings[0]!.id;
    subgraph.newCalls();
    const nodes = await readAll(subgraph, 100, { jobIds: [posting] });
    expect(nodes).toHaveLength(shapes.length);
    return subgraph.newCalls().filter((call) => call === "GET /opportunities").length;
  };
  expect(await calls(shape("active", "active"), shape("rejected", "rejected"))).toBe(2);
  expect(await calls(shape("active", "rejected"), shape("rejected", "active"), shape("hired", "hired"))).toBe(3);
});
