import { describe, expect, it } from "vitest";
import {
  addOpportunity,
  advance,
  archive,
  removeOpportunity,
  startSandbox,
  unarchive,
  type Application,
  type Contact,
  type Opportunity,
} from "../../src/lever-sandbox/index.js";
import { ask, ids } from "./client.js";

const small = { candidates: 40, rate: Infinity };

describe("while a client reads", () => {
  it("an opportunity that advances comes twice, and one that goes back is missing", async () => {
    await using sandbox = await startSandbox(small);
    const { account } = sandbox;
    const first = await ask(sandbox, "/opportunities?limit=10");
    const order = await ids(sandbox, "/opportunities");
    const [seen, unseen] = [order[0]!, order.at(-1)!];
    advance(account, seen, "offer", account.now);
    advance(account, unseen, "lead-new", account.now);
    const rest = await ids(sandbox, `/opportunities?offset=${encodeURIComponent(first.body.next)}`);
    expect(rest).toContain(seen);
    expect(rest).not.toContain(unseen);
  });

  it("an advanced opportunity comes first in its stage, with one more stage change", async () => {
    await using sandbox = await startSandbox(small);
    const { account } = sandbox;
    const id = account.opportunities.find(({ stage }) => stage === "lead-new")!.id;
    advance(account, id, "offer", account.now + 1);
    expect((await ids(sandbox, "/opportunities?stage_id=offer"))[0]).toBe(id);
    const { body } = await ask<Opportunity>(sandbox, `/opportunities/${id}`);
    expect(body.data).toMatchObject({ stage: "offer", lastAdvancedAt: account.now + 1, updatedAt: account.now + 1 });
    expect(body.data.stageChanges.at(-1)).toMatchObject({ toStageId: "offer", updatedAt: account.now + 1 });
  });

  it("archiving gives the application an earlier date; a second archiving keeps it", async () => {
    await using sandbox = await startSandbox(small);
    const { account } = sandbox;
    const { id, applications } = account.opportunities.find((o) => !o.archived && o.applications.length > 0)!;
    const [timing, withdrew] = ["Timing", "Withdrew"].map(
      (name) => account.archiveReasons.find(({ text }) => text === name)!.id,
    );
    archive(account, id, timing!, account.now);
    archive(account, id, withdrew!, account.now + 5000);
    const { body } = await ask<Omit<Opportunity, "applications"> & { applications: Application[] }>(
      sandbox,
      `/opportunities/${id}?expand=applications`,
    );
    expect(body.data.archived).toEqual({ reason: withdrew, archivedAt: account.now + 5000 });
    expect(body.data.lastAdvancedAt).toBe(account.now);
    expect(body.data.applications[0]!.archived!.reason).toBe(timing);
    expect(account.now - body.data.applications[0]!.archived!.archivedAt).toBeGreaterThan(0);
    expect(body.data.applications[0]!.id).toBe(applications[0]);
    unarchive(account, id, account.now + 9000);
    expect(await ids(sandbox, "/opportunities?archived=true")).not.toContain(id);
  });

  it("a new opportunity is found, with and without an application, until it is removed", async () => {
    await using sandbox = await startSandbox(small);
    const { account } = sandbox;
    const lead = addOpportunity(account, { name: "New Lead", at: account.now });
    const applicant = addOpportunity(account, {
      contactId: lead.contact,
      stageId: "applicant-new",
      postingId: account.postings[0]!.id,
      at: account.now,
    });
    expect(lead.id).not.toBe(applicant.id);
    expect(await ids(sandbox, `/opportunities?contact_id=${lead.contact}`)).toEqual([lead.id, applicant.id]);
    expect(await ids(sandbox, `/opportunities/${applicant.id}/applications`)).toEqual(applicant.applications);
    expect((await ask<Contact>(sandbox, `/contacts/${lead.contact}`)).body.data.name).toBe("New Lead");
    removeOpportunity(account, applicant.id);
    expect(await ids(sandbox, `/opportunities?contact_id=${lead.contact}`)).toEqual([lead.id]);
  });

  it("changed data is visible after changed()", async () => {
    await using sandbox = await startSandbox(small);
    const opportunity = sandbox.account.opportunities.find(({ stage }) => stage === "lead-new")!;
    await ids(sandbox, "/opportunities");
    opportunity.stage = "offer";
    opportunity.lastAdvancedAt = sandbox.account.now + 1;
    sandbox.changed();
    expect((await ids(sandbox, "/opportunities?stage_id=offer"))[0]).toBe(opportunity.id);
  });

  it("an unknown opportunity cannot be moved", async () => {
    await using sandbox = await startSandbox({ candidates: 1 });
    expect(() => {
      advance(sandbox.account, "unknown", "offer", 0);
    }).toThrow(/unknown/);
  });
});
