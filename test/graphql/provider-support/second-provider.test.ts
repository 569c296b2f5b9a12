import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSubgraph, startSubgraph as start } from "../../../src/app.js";
import { readConfig } from "../../../src/config/config.js";
import { acmeAdapter, typeDefsWithAcme } from "../../support/acme.js";
import { startSubgraph } from "../../support/subgraph.js";

const config = readConfig({ PORT: "0", LOG_LEVEL: "silent", LEVER_API_KEY: "unused" });
const strict = { "x-provider-support": "strict" };
const typeDefs = typeDefsWithAcme();

let acme: RunningSubgraph;
beforeAll(async () => {
  acme = await start(config, { createAdapter: () => acmeAdapter, typeDefs });
});
afterAll(() => acme.close());

async function query(text: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${acme.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query: text }),
  });
  const { data, errors = [], extensions = {} } = (await response.json()) as Record<string, any>;
  return { status: response.status, data, errors, extensions };
}

describe("a provider other than Lever", () => {
  it("fills fields that Lever cannot fill", async () => {
    const { data, errors } = await query(`{
      candidates { nodes { firstName lastName fullName applications { offer { updatedAt } stage { jobId } } } }
      jobs { nodes { hiringTeam { recruiters { name } } } }
      stages { name jobId }
    }`);
    expect(errors).toEqual([]);
    const applications = [{ offer: { updatedAt: "2026-02-01T09:00:00.000Z" }, stage: { jobId: "engineer" } }];
    expect(data.candidates.nodes).toEqual([
      { firstName: "Ada", lastName: "Lovelace", fullName: "Ada Lovelace", applications },
      { firstName: "Plato", lastName: null, fullName: "Plato", applications },
    ]);
    expect(data.jobs.nodes).toEqual([{ hiringTeam: { recruiters: [{ name: "Rosa" }] } }]);
    expect(data.stages).toEqual([{ name: "Screen", jobId: "engineer" }]);
  });

  it("has pipelines and options for filters of its own", async () => {
    const { data, errors } = await query(`{
      jobs { nodes { pipeline { stage { name } count } } }
      filterOptions { sources tags departments members { name } }
    }`);
    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toEqual([{ pipeline: [{ stage: { name: "Screen" }, count: 2 }] }]);
    expect(data.filterOptions).toEqual({
      sources: ["Referral"],
      tags: [],
      departments: [],
      members: [{ name: "Rosa" }],
    });
  });

  it("reads a record of which only fields are selected that Lever cannot fill", async () => {
    const { data } = await query(`{
      _entities(representations: [
        { __typename: "Candidate", id: "ada" }
        { __typename: "Stage", id: "screen" }
        { __typename: "Offer", id: "offer-application-ada" }
      ]) {
        ... on Candidate { firstName asOf }
        ... on Stage { jobId asOf }
        ... on Offer { updatedAt asOf }
      }
    }`);
    const asOf = "2026-03-01T12:00:00.000Z";
    expect(data._entities).toEqual([
      { firstName: "Ada", asOf },
      { jobId: "engineer", asOf },
      { updatedAt: "2026-02-01T09:00:00.000Z", asOf },
    ]);
  });

  it("has null for the fields that it cannot fill, with its own reasons", async () => {
    const { data, errors } = await query(`{
      candidate(id: "plato") { lastName lastActivityAt missing { field reason message } }
      job(id: "engineer") { department { name } closedAt missing { field reason message } }
    }`);
    expect(errors).toEqual([]);
    const reason = "UNSUPPORTED_BY_PROVIDER";
    const { missing: ofPlato, ...plato } = data.candidate;
    expect(plato).toEqual({ lastName: null, lastActivityAt: null });
    expect(ofPlato).toContainEqual({ field: "lastActivityAt", reason, message: "Acme has no lastActivityAt." });
    expect(ofPlato).toContainEqual(expect.objectContaining({ field: "lastName", reason: "NOT_SET" }));
    const { missing: ofJob, ...job } = data.job;
    expect(job).toEqual({ department: null, closedAt: null });
    expect(ofJob).toContainEqual({ field: "department", reason, message: "Acme has no department." });
    expect(ofJob).toContainEqual({ field: "closedAt", reason, message: "Acme has no closedAt." });
    expect(ofJob.map(({ field }: { field: string }) => field)).not.toContain("hiringTeam.recruiters");
  });

  it("has its own rows in providerSupport, next to those of Lever", async () => {
    const { data } = await query(`{
      acme: providerSupport(provider: ACME) { type field provider level reason }
      lever: providerSupport(provider: LEVER) { type field provider level }
      all: providerSupport { provider }
    }`);
    const row = (rows: any[], name: string) => rows.find(({ type, field }) => `${type}.${field}` === name);
    const native = { provider: "ACME", level: "NATIVE", reason: null };
    expect(row(data.acme, "Candidate.firstName")).toEqual({ type: "Candidate", field: "firstName", ...native });
    expect(data.acme.filter(({ level }: { level: string }) => level !== "NATIVE")).toEqual(
      [
        ["Candidate", "lastActivityAt"],
        ["Job", "department"],
        ["Job", "closedAt"],
      ].map(([type, field]) => ({
        ...{ type, field, provider: "ACME", level: "UNSUPPORTED", reason: `Acme has no ${field}.` },
      })),
    );
    expect(row(data.lever, "Candidate.firstName")).toMatchObject({ provider: "LEVER", level: "UNSUPPORTED" });
    expect(row(data.lever, "Job.closedAt")).toMatchObject({ provider: "LEVER", level: "DERIVED" });
    expect(data.acme).toHaveLength(data.lever.length);
    expect(data.all).toHaveLength(2 * data.lever.length);
  });

  it("refuses in strict mode the fields that it cannot fill, and no others", async () => {
    expect((await query("{ candidates { nodes { firstName lastName } } stages { jobId } }", strict)).errors).toEqual(
      [],
    );
    const { status, data, errors } = await query("{ jobs { nodes { closedAt } } stages { jobId } }", strict);
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors[0].extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(errors[0].message).toMatch(/: Job\.closedAt \(Acme has no closedAt\.\)$/);
  });

  it("refuses x-explain: plan if it does not plan its calls, and answers x-explain: run without a plan", async () => {
    const { status, data, errors } = await query("{ stages { name } }", { "x-explain": "plan" });
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/^ACME does not plan its calls/), extensions: { code: "BAD_USER_INPUT" } },
    ]);
    const run = await query("{ stages { name } }", { "x-explain": "run" });
    expect(run.data.stages).toHaveLength(1);
    expect(Object.keys(run.extensions.explain)).toEqual(["run"]);
  });

  it("refuses ids of another provider's records", async () => {
    const { data, errors } = await query('{ byRemoteId(provider: LEVER, kind: CONTACT, id: "ada") { __typename } }');
    expect(data).toEqual({ byRemoteId: null });
    expect(errors).toMatchObject([{ path: ["byRemoteId"], extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it("does not start with a schema that does not have it", async () => {
    await expect(start(config, { createAdapter: () => acmeAdapter })).rejects.toThrow("no value ACME");
  });
});

describe("Lever, with another provider in the schema", () => {
  it("keeps its own support", async () => {
    await using lever = await startSubgraph({ candidates: 3, typeDefs });
    const { data, errors } = await lever.query(`{
      candidates(first: 1) { nodes { firstName lastActivityAt missing { field reason message } } }
      stages { jobId }
    }`);
    expect(errors).toEqual([]);
    const [candidate] = data.candidates.nodes;
    expect(candidate).toMatchObject({ firstName: null, lastActivityAt: expect.any(String) });
    expect(candidate.missing).toContainEqual({
      field: "firstName",
      reason: "UNSUPPORTED_BY_PROVIDER",
      message: "Lever stores the name as one string. Splitting it would be a guess. Use fullName.",
    });
    const refused = await lever.query("{ jobs { nodes { closedAt } } stages { jobId } }", {}, strict);
    expect(refused.errors).toHaveLength(1);
    expect(refused.errors[0]!.message).toMatch(/: Stage\.jobId \(Lever's stages do not belong to a job/);
  });
});
