import { afterAll, describe, expect, it } from "vitest";
import { startSubgraph } from "../support/subgraph.js";
import { applicationId, hasApplied, irregularAccount, stageOf, truthOf } from "../support/truth/index.js";
import { objects, startLookups, stageSelection, unknownIds } from "../support/lookups.js";

const { subgraph, truth, byId } = await startLookups();
afterAll(() => subgraph[Symbol.asyncDispose]());

describe("an object by its id", () => {
  it.each(objects)("$field equals the record in the list", async ({ field, connection }) => {
    const wanted = [...truth.list(connection).values()];
    expect(wanted.length).toBeGreaterThan(5);
    for (const record of wanted) {
      const { found, codes } = await byId(field, record.id);
      expect({ found, codes }).toStrictEqual({ found: record, codes: [] });
    }
  });

  it("stage is found while Lever lists it, and after it retires", async () => {
    const { account } = subgraph.lever;
    const listed = account.stages.filter(({ standing }) => standing === "listed");
    expect(await subgraph.query(`{ stages { ${stageSelection} } }`)).toMatchObject({
      data: { stages: listed.map(({ id }) => stageOf(account, id)) },
      errors: [],
    });
    for (const { id, standing } of account.stages) {
      const wanted = standing === "vanished" ? null : stageOf(account, id);
      expect(await byId("stage", id), standing).toMatchObject({ found: wanted, codes: [] });
    }
  });

  it("job is found when it is only on the internal channel, or confidential and visible to the key", async () => {
    const { account } = subgraph.lever;
    const hidden = account.postings.filter(
      ({ confidentiality, distributionChannels }) =>
        confidentiality === "confidential" || distributionChannels?.includes("public") === false,
    );
    expect(hidden.length).toBeGreaterThan(1);
    const all = truthOf(account, { confidentiality: "all" }).list("jobs");
    for (const { id } of hidden) expect((await byId("job", id)).found).toStrictEqual(all.get(id));
  });

  it.each(["candidate", "application", "offer"])("%s is null for a lead", async (field) => {
    const { candidacies } = truth;
    const applicants = truth.list("candidates");
    const leads = candidacies.filter(({ isLead }) => isLead);
    const ids = {
      candidate: leads.map(({ contact }) => contact.id).filter((id) => !applicants.has(id)),
      application: leads.filter(hasApplied).map(applicationId),
      offer: [...truth.list("offers", { includeLeads: true }).keys()].filter((id) => !truth.list("offers").has(id)),
    }[field]!;
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(await byId(field, id)).toMatchObject({ found: null, codes: [] });
  });

  it("offer is null after its application becomes a lead again", async () => {
    await using own = await startSubgraph({ seed: 12, candidates: 60 });
    const { account } = own.lever;
    const made = truthOf(account).candidacies.find(({ offers, reason }) => offers.length > 0 && reason === undefined)!;
    const [{ id } = { id: "" }] = made.offers;
    const query = `{ offer(id: "${made.opportunity.id}:${id}") { id } }`;
    expect((await own.query(query)).data).toEqual({ offer: { id: `${made.opportunity.id}:${id}` } });
    made.opportunity.stage = "lead-responded";
    own.lever.changed();
    expect(await own.query(query)).toMatchObject({ data: { offer: null }, errors: [] });
  });

  it.each(Object.entries(unknownIds))("%s is null without an error when Lever does not have it", async (field, ids) => {
    for (const id of ids) expect(await byId(field, id)).toMatchObject({ found: null, codes: [] });
  });

  it("application and offer are null with the id of another opportunity", async () => {
    const [one, other] = truth.candidacies
      .filter(hasApplied)
      .filter(({ isLead, offers }) => !isLead && offers.length > 0);
    const { id } = one!.opportunity;
    expect(await byId("application", `${id}:${other!.application.id}`)).toMatchObject({ found: null, codes: [] });
    expect(await byId("offer", `${id}:${other!.offers[0]!.id}`)).toMatchObject({ found: null, codes: [] });
  });
});

describe("a confidential record", () => {
  const confidential = () =>
    truthOf(subgraph.lever.account, { confidentiality: "confidential" }).candidacies.filter(hasApplied);

  it("is null with UPSTREAM_FORBIDDEN for a key without the grant", async () => {
    await using limited = await startSubgraph({
      account: irregularAccount({ seed: 11, candidates: 60 }),
      apiKeys: { limited: { confidential: false } },
      env: { LEVER_API_KEY: "limited" },
    });
    const posting = limited.lever.account.postings.find(({ confidentiality }) => confidentiality === "confidential")!;
    const [hidden] = confidential();
    for (const [field, id] of [
      ["job", posting.id],
      ["application", applicationId(hidden!)],
    ] as const) {
      expect(await limited.query(`query ($id: ID!) { found: ${field}(id: $id) { id } }`, { id }), field).toMatchObject({
        data: { found: null },
        errors: [{ path: ["found"], extensions: { code: "UPSTREAM_FORBIDDEN", provider: "LEVER" } }],
      });
    }
  });

  it("makes only the job of an application null when the key cannot read the posting", async () => {
    await using limited = await startSubgraph({
      account: irregularAccount({ seed: 11, candidates: 60 }),
      apiKeys: { limited: { confidential: false } },
      env: { LEVER_API_KEY: "limited" },
    });
    const { account } = limited.lever;
    const posting = account.postings.find(({ confidentiality }) => confidentiality === "confidential")!;
    const moved = truthOf(account)
      .candidacies.filter(hasApplied)
      .find(({ isLead }) => !isLead)!;
    moved.application.posting = posting.id;
    limited.lever.changed();
    const id = applicationId(moved);
    expect(await limited.query(`{ application(id: "${id}") { id jobId job { name } } }`)).toMatchObject({
      data: { application: { id, jobId: posting.id, job: null } },
      errors: [{ path: ["application", "job"], extensions: { code: "UPSTREAM_FORBIDDEN" } }],
    });
  });

  it("is not part of a person who also has public records", async () => {
    const hidden = new Set(confidential().map(({ contact }) => contact.id));
    const both = [...truth.list("candidates", { includeLeads: true }).keys()].filter((id) => hidden.has(id));
    expect(both.length).toBeGreaterThan(0);
    for (const id of both) {
      expect((await byId("candidate", id)).found).toStrictEqual(truth.list("candidates").get(id) ?? null);
    }
  });
});
