import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Account, Opportunity } from "../../src/lever-sandbox/index.js";
import { customLeadStage, listAccount, listShapes } from "../support/list-account.js";
import { propertyRuns } from "../support/property-runs.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { irregularAccount } from "../support/truth/index.js";

const pipelines = "{ jobs(first: 100) { nodes { id pipeline { stage { id name } count } } } }";

interface Row {
  id: string;
  pipeline: { stage: { id: string; name: string }; count: number }[] | null;
}

/** The postings of the applications of an opportunity that are active. Several applications can end each alone. */
function activePostings(account: Account, opportunity: Opportunity): (string | null)[] {
  if (opportunity.archived !== null) return [];
  const own = account.applications.filter(({ opportunityId }) => opportunityId === opportunity.id);
  return own.filter(({ archived }) => own.length === 1 || archived === null).map(({ posting }) => posting);
}

/** The expected counts: for each posting, each stage with its number. */
function expected(account: Account, leadStages: readonly string[] = []): Map<string, Record<string, number>> {
  const stages = account.stages
    .filter(({ id, standing }) => standing === "listed" && !id.startsWith("lead-") && !leadStages.includes(id))
    .sort((a, b) => a.rank - b.rank);
  const rows = account.opportunities
    .filter(({ confidentiality }) => confidentiality === "non-confidential")
    .flatMap((opportunity) =>
      activePostings(account, opportunity).map((posting) => ({ posting, stage: opportunity.stage })),
    );
  return new Map(
    account.postings
      .filter(({ confidentiality }) => confidentiality === "non-confidential")
      .map(({ id }) => {
        const own = rows.filter(({ posting }) => posting === id);
        const counts = stages.map((stage) => [stage.id, own.filter((row) => row.stage === stage.id).length]);
        return [id, Object.fromEntries(counts) as Record<string, number>];
      }),
  );
}

function counted(rows: readonly Row[]): Map<string, Record<string, number>> {
  return new Map(
    rows.map(({ id, pipeline }) => [id, Object.fromEntries(pipeline!.map(({ stage, count }) => [stage.id, count]))]),
  );
}

const total = (counts: Map<string, Record<string, number>>) =>
  [...counts.values()].flatMap((each) => Object.values(each)).reduce((sum, count) => sum + count, 0);

describe("the pipelines of jobs", () => {
  it.each(["application", "opportunity", "either"] as const)(
    "are exact in random accounts, if Lever goes by the archived %s",
    async (archivedPostings) => {
      await fc.assert(
        fc.asyncProperty(
          listShapes(60, fc.constantFrom([], [120])),
          fc.record({ customLeads: fc.boolean(), all: fc.boolean() }),
          async (shape, { customLeads, all }) => {
            const account = listAccount(shape);
            const leadStages = customLeads ? [customLeadStage(account)] : [];
            const postingIdMatches = all ? ("all" as const) : ("active" as const);
            const env = { LEVER_LEAD_STAGES: leadStages.join() };
            await using subgraph = await startSubgraph({ account, env, archivedPostings, postingIdMatches });
            const { data, errors } = await subgraph.query(pipelines);
            expect(errors).toEqual([]);
            expect(counted(data.jobs.nodes)).toEqual(expected(account, leadStages));
          },
        ),
        { numRuns: propertyRuns(4, 10) },
      );
    },
  );
});

describe("the pipelines of an account with 50 jobs", () => {
  const account = irregularAccount({ seed: 3, candidates: 500, postings: 50 });
  for (const posting of account.postings) posting.confidentiality = "non-confidential";
  // An opportunity from before 2020, with two applications to one job, of which neither has ended, and one that has.
  const [first] = account.applications.filter(
    ({ opportunityId, posting }) =>
      posting !== null &&
      account.opportunities.some(
        ({ id, archived, stage }) => id === opportunityId && archived === null && stage === "applicant-new",
      ),
  );
  const owner = account.opportunities.find(({ id }) => id === first!.opportunityId)!;
  first!.archived = null;
  for (const [i, archived] of [null, { reason: account.archiveReasons[1]!.id, archivedAt: 1 }].entries()) {
    const another = { ...first!, id: `${first!.id.slice(0, -1)}${first!.id.endsWith(String(i)) ? "a" : i}`, archived };
    account.applications.push(another);
    owner.applications.push(another.id);
  }

  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await startSubgraph({ account });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());
  afterEach(() => {
    subgraph.lever.faults.clear();
  });

  const stages = () => Object.keys([...expected(account).values()][0]!);
  const rows = () =>
    account.opportunities
      .filter(
        ({ id, stage, confidentiality }) =>
          confidentiality === "non-confidential" &&
          stages().includes(stage) &&
          account.applications.some(
            (each) => each.opportunityId === id && each.archived === null && each.posting !== null,
          ),
      )
      .filter(({ archived }) => archived === null);

  it("have every listed stage in Lever's order, with zeros and names, and count applications", async () => {
    const { data, errors } = await subgraph.query(pipelines);
    expect(errors).toEqual([]);
    const wanted = expected(account);
    expect(counted(data.jobs.nodes)).toEqual(wanted);
    expect(total(wanted)).toBeGreaterThan(100);
    const listed = await subgraph.query("{ stages { id name isLead } }");
    const shown = listed.data.stages.filter(({ isLead }: { isLead: boolean }) => !isLead);
    for (const { pipeline } of data.jobs.nodes as Row[]) {
      expect(pipeline!.map(({ stage }) => stage)).toEqual(
        shown.map(({ id, name }: { id: string; name: string }) => ({
          id,
          name,
        })),
      );
    }
  });

  it("are read together: as many calls as their rows have pages, and one for the second list", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    const { upstream } = await own.query(pipelines);
    expect(upstream.byEndpoint).toEqual({
      "/postings": 2,
      "/stages": 1,
      "/opportunities": Math.ceil(rows().length / 100) + 1,
    });
    expect(rows().length).toBeGreaterThan(150);
  });

  it("ask only for what decides, and for the stages that count", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    const before = own.lever.log.length;
    await own.query(pipelines);
    const calls = own.lever.log.slice(before).filter(({ endpoint }) => endpoint === "/opportunities");
    for (const { query } of calls) {
      const asked = new URLSearchParams(query);
      expect(asked.getAll("include")).toEqual(["id", "stage", "archived", "applications"]);
      expect(asked.getAll("stage_id").sort()).toEqual([...stages()].sort());
      expect(asked.get("archived")).toBe("false");
    }
  });

  it("count an opportunity once that comes twice because it moves", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    let repeated: unknown;
    own.lever.faults.failNext(/opportunities\?.*&posting_id/, {
      edit: (json) => {
        repeated = json.data[0];
        return json;
      },
    });
    own.lever.faults.failNext(/opportunities\?.*&posting_id.*offset/, {
      edit: (json) => ({ ...json, data: [...json.data, { ...(repeated as object), stage: "offer" }] }),
    });
    const { data } = await own.query(pipelines);
    expect(counted(data.jobs.nodes)).toEqual(expected(account));
    expect(repeated).toBeDefined();
  });

  it.each([
    ["stages", /\/stages/, { status: 403 }, "UPSTREAM_FORBIDDEN"],
    ["the second list", /opportunities.*archived_posting_id/, { status: 403 }, "UPSTREAM_FORBIDDEN"],
    ["a usable list", /opportunities/, "wrong-shape", "UPSTREAM_BAD_RESPONSE"],
  ] as const)("are null, each with an error, without %s, and the jobs stay", async (_what, path, fault, code) => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    own.lever.faults.failNext(path, fault, Infinity);
    const { data, errors } = await own.query("{ jobs(first: 3) { nodes { name pipeline { count } } } }");
    expect(data.jobs.nodes.map(({ pipeline }: Row) => pipeline)).toEqual([null, null, null]);
    expect(data.jobs.nodes[0].name).toEqual(expect.any(String));
    expect(errors).toMatchObject(
      [0, 1, 2].map((i) => ({ path: ["jobs", "nodes", i, "pipeline"], extensions: { code } })),
    );
  });

  it("are null over a cap of calls", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    const cap = { "x-max-upstream-calls": "4" };
    const { data, errors, upstream } = await own.query(pipelines, {}, cap);
    expect(new Set(data.jobs.nodes.map(({ pipeline }: Row) => pipeline))).toEqual(new Set([null]));
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["CALL_BUDGET_EXCEEDED"]));
    expect(upstream.calls).toBe(4);
  });

  it("take no call for a job that Lever does not have", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    const { data } = await subgraph.query(`{ job(id: "${id}") { pipeline { count } } }`);
    expect(data).toEqual({ job: null });
  });

  it("are planned, and weigh once in an operation", async () => {
    const plan = async (query: string) => (await subgraph.query(query, {}, { "x-explain": "plan" })).explain!.plan;
    const one = await plan("{ jobs(first: 10) { nodes { pipeline { count } } } }");
    const many = await plan(
      "{ jobs(first: 100) { nodes { a: pipeline { count } b: pipeline { count } } } applications { nodes { job { pipeline { count } } } } }",
    );
    expect(one.cost).toBe(312);
    expect(many.cost).toBe(312 + 20);
    expect(one.byEndpoint.map(({ endpoint }) => endpoint).sort()).toEqual(["/opportunities", "/postings", "/stages"]);
  });
});
