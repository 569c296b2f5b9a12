import { describe, expect, it } from "vitest";
import type { Query } from "../../../scripts/conformance/actual-record.js";
import { checkConformance } from "../../../scripts/conformance/check-conformance.js";
import { mark } from "../../../scripts/conformance/conformance-report.js";
import type { Finding } from "../../../scripts/conformance/finding.js";
import { expectedRecords } from "../../../scripts/conformance/expected-record.js";
import { LeverReads } from "../../../scripts/conformance/lever-reads.js";
import { readSample } from "../../../scripts/conformance/lever-sample.js";
import { type Sandbox, startSandbox } from "../../../src/lever-sandbox/index.js";
import { readTypeDefs } from "../../../src/graphql/schema.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { type Expected, irregularAccount, stageOf, truthOf } from "../../support/truth/index.js";

const settings = { leadStages: [], confidentiality: "non-confidential" };

describe("conformance", () => {
  it("finds a contradiction if a field that Lever cannot fill has a value", async () => {
    await using subgraph = await startSubgraph();
    const found = await check(subgraph, async (query, variables) => {
      const result: any = await queryOf(subgraph)(query, variables);
      result.data.Candidate[3].firstName = result.data.Candidate[3].fullName.split(" ")[0];
      return result;
    });
    expect(contradictions(found)).toEqual(["Candidate.firstName: has a value, but is UNSUPPORTED"]);
    expect(marks(found)["Candidate.firstName"]).toBe("!");
    expect(marks(found)["Candidate.lastName"]).toBe("x");
  });

  it.each([
    ["is null, but Lever has a value", "Job.name", "is null, but Lever has a value", (job: any) => (job.name = null)],
    [
      "has a value, but Lever has none",
      "Job.closedAt",
      "has a value, but Lever has none",
      (job: any) => (job.closedAt ??= "2026-01-01T00:00:00.000Z"),
    ],
    [
      "differs from the value in Lever",
      "Job.department.name",
      "differs from the value in Lever",
      (job: any) => job.department && (job.department.name = "Another"),
    ],
  ])("finds a contradiction if a field %s", async (_, row, what, change) => {
    await using subgraph = await startSubgraph();
    const found = await check(subgraph, async (query, variables) => {
      const result: any = await queryOf(subgraph)(query, variables);
      for (const job of result.data.Job) change(job);
      return result;
    });
    expect(contradictions(found)).toContain(`${row}: ${what}`);
  });

  it("finds a contradiction if the subgraph does not find a record", async () => {
    await using subgraph = await startSubgraph();
    const found = await check(subgraph, async (query, variables) => {
      const result: any = await queryOf(subgraph)(query, variables);
      result.data.Offer[0] = null;
      return result;
    });
    expect(contradictions(found)).toEqual(["Offer.id: is null, but Lever has a value"]);
  });

  it("ignores records that change in Lever during the check", async () => {
    await using subgraph = await startSubgraph();
    const { lever } = subgraph;
    const found = await check(subgraph, async (query, variables) => {
      const { Candidate } = variables as { Candidate: { id: string }[] };
      const [{ id }] = Candidate as [{ id: string }];
      for (const each of lever.account.contacts) if (each.id === id) each.name = "Renamed";
      for (const each of lever.account.opportunities) if (each.contact === id) each.name = "Renamed";
      lever.changed();
      return queryOf(subgraph)(query, variables);
    });
    expect(contradictions(found)).toEqual([]);
    const all = await check(subgraph, queryOf(subgraph));
    expect(finding(found, "Candidate.id").filled).toBe(finding(all, "Candidate.id").filled - 1);
  });

  it("does not compare fields that the key may not read", async () => {
    await using subgraph = await startSubgraph();
    subgraph.lever.faults.failNext(/\/offers/, { status: 403 }, Infinity);
    const found = await check(subgraph, queryOf(subgraph));
    expect(contradictions(found)).toEqual([]);
    expect(marks(found)).toMatchObject({ "Application.offerId": "?", "Application.jobId": "✓", "Offer.id": "?" });
    expect(marks(found)["Offer.updatedAt"]).toBe("?");
  });

  it("does not compare fields with an error, and reports the error", async () => {
    await using subgraph = await startSubgraph();
    const found = await check(subgraph, (query, variables) => {
      subgraph.lever.faults.failNext(/\/offers/, { status: 400 }, Infinity);
      return queryOf(subgraph)(query, variables);
    });
    expect(contradictions(found)).toEqual([]);
    expect(new Set(finding(found, "Application.offerId").failures)).toEqual(new Set(["UPSTREAM_BAD_RESPONSE"]));
    expect(marks(found)).toMatchObject({ "Application.offerId": "?", "Offer.id": "?" });
  });

  it("marks no row as filled or null for an empty account", async () => {
    await using subgraph = await startSubgraph();
    const { account } = subgraph.lever;
    for (const all of [account.opportunities, account.postings, account.stages, account.archiveReasons]) all.splice(0);
    subgraph.lever.changed();
    expect(new Set(Object.values(marks(await check(subgraph, queryOf(subgraph)))))).toEqual(new Set(["?"]));
  });
});

it.each([1, 2, 3])("maps the data of Lever to the same records as the tests do (seed %i)", async (seed) => {
  const account = irregularAccount({ seed, candidates: 300 });
  await using lever = await startSandbox({ rate: Infinity, account });
  const expected = expectedRecords(await readSample(reads(lever), settings), settings);
  const truth = truthOf(account);
  const records: Record<string, (id: string) => Expected | undefined> = {
    Candidate: (id) => truth.list("candidates").get(id),
    Application: (id) => truth.list("applications").get(id),
    Job: (id) => truth.list("jobs").get(id),
    Stage: (id) => stageOf(account, id),
    Offer: (id) => truth.list("offers").get(id),
  };
  expect(new Set(expected.map(({ object }) => object))).toEqual(new Set(Object.keys(records)));
  for (const { object, id, fields } of expected) expect(records[object]!(id), `${object} ${id}`).toMatchObject(fields);
});

function check(subgraph: TestSubgraph, query: Query): Promise<Finding[]> {
  return checkConformance(readTypeDefs(), { lever: () => reads(subgraph.lever), settings, query });
}

function queryOf(subgraph: TestSubgraph): Query {
  return (query, variables) => subgraph.query(query, variables);
}

/** Reads the sandbox with fetch. */
function reads({ url: baseUrl, apiKey }: Sandbox): LeverReads {
  return new LeverReads(baseUrl, async ({ url }) => {
    const response = await fetch(url, { headers: { authorization: `Basic ${btoa(`${apiKey}:`)}` } });
    return response.ok ? response.json() : undefined;
  });
}

function finding(found: readonly Finding[], name: string): Finding {
  return found.find(({ row }) => `${row.object}.${row.path}` === name)!;
}

function contradictions(found: readonly Finding[]): string[] {
  return found.flatMap(({ row, contradictions: all }) =>
    [...new Set(all.map(({ what }) => what))].map((what) => `${row.object}.${row.path}: ${what}`),
  );
}

function marks(found: readonly Finding[]): Record<string, string> {
  return Object.fromEntries(found.map((finding) => [`${finding.row.object}.${finding.row.path}`, mark(finding)]));
}
