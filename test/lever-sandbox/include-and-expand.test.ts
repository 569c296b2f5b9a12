import { afterAll, describe, expect, it } from "vitest";
import {
  startSandbox,
  type Application,
  type Contact,
  type Posting,
  type User,
} from "../../src/lever-sandbox/index.js";
import { ask } from "./client.js";

const sandbox = await startSandbox({ candidates: 60, rate: Infinity });
const { account } = sandbox;
afterAll(() => sandbox.close());

/** An opportunity with everything expanded. */
interface Expanded {
  id: string;
  contact: Contact;
  stage: { id: string; text: string };
  owner: User;
  followers: User[];
  sourcedBy: User | null;
  applications: Application[];
}

describe("expand", () => {
  it("replaces ids with records in lists and single opportunities", async () => {
    const names = ["applications", "stage", "owner", "followers", "sourcedBy", "contact"];
    const expand = names.map((name) => `expand=${name}`).join("&");
    const { body } = await ask<Expanded[]>(sandbox, `/opportunities?${expand}`);
    const row = body.data.find((o) => o.sourcedBy && o.applications.length)!;
    const held = account.opportunities.find(({ id }) => id === row.id)!;
    expect(row.contact).toEqual(account.contacts.find(({ id }) => id === held.contact));
    expect(row.stage).toEqual({ id: held.stage, text: account.stages.find(({ id }) => id === held.stage)!.text });
    expect(row.applications).toEqual([account.applications.find(({ opportunityId }) => opportunityId === held.id)]);
    expect(row.owner).toEqual(account.users.find(({ id }) => id === held.owner));
    expect(row.followers.map(({ id }) => id)).toEqual(held.followers);
    expect(row.sourcedBy?.id).toBe(held.sourcedBy);
    expect((await ask(sandbox, `/opportunities/${row.id}?${expand}`)).body.data).toEqual(row);
  });

  it("leaves null unchanged, and the id of a record that cannot be read", async () => {
    const vanished = account.stages.find(({ standing }) => standing === "vanished")!;
    const { body } = await ask(sandbox, `/opportunities?stage_id=${vanished.id}&expand=stage&expand=sourcedBy`);
    expect(body.data[0]!.stage).toBe(vanished.id);
    const unsourced = (await ask(sandbox, "/opportunities?origin=applied&expand=sourcedBy")).body.data;
    expect(unsourced.every((o: { sourcedBy: unknown }) => o.sourcedBy === null)).toBe(true);
  });

  it("expands the users of a posting, also deactivated ones", async () => {
    const gone = new Set(account.users.filter(({ deactivatedAt }) => deactivatedAt !== null).map(({ id }) => id));
    const posting = account.postings.find(({ hiringManager }) => gone.has(hiringManager ?? ""))!;
    const { body } = await ask<{ hiringManager: User; owner: User }>(
      sandbox,
      `/postings/${posting.id}?expand=hiringManager&expand=owner`,
    );
    expect(body.data.hiringManager).toMatchObject({
      id: posting.hiringManager,
      deactivatedAt: expect.any(Number) as unknown,
    });
    expect(body.data.owner.id).toBe(posting.owner);
  });

  it("expands the posting of an application and the creator of an offer", async () => {
    const [offer] = account.offers;
    const path = `/opportunities/${offer!.opportunityId}`;
    const applications = await ask<{ posting: Posting }[]>(sandbox, `${path}/applications?expand=posting&expand=user`);
    expect(applications.body.data[0]!.posting).toEqual(account.postings.find(({ id }) => id === offer!.posting));
    const offers = await ask<{ creator: User }[]>(sandbox, `${path}/offers?expand=creator`);
    expect(offers.body.data[0]!.creator.id).toBe(offer!.creator);
  });

  it.each([
    ["/opportunities", "posting"],
    ["/opportunities", "applications,stage"],
    ["/opportunities", "__proto__"],
    ["/postings", "stage"],
    ["/stages", "anything"],
    [`/opportunities/${account.offers[0]!.opportunityId}/offers`, "posting"],
  ])("on %s refuses %s", async (path, name) => {
    const { status, body } = await ask(sandbox, `${path}?expand=${name}`);
    expect(status).toBe(400);
    expect(body).toEqual({ code: "BadRequestError", message: `${name} is not expandable` });
  });
});

describe("include", () => {
  it("keeps only the included and the expanded fields", async () => {
    const { body } = await ask(sandbox, "/opportunities?include=id&include=name&expand=stage&limit=3");
    for (const row of body.data) expect(Object.keys(row).sort()).toEqual(["id", "name", "stage"]);
  });

  it("works for postings, and ignores unknown fields", async () => {
    const { body } = await ask(sandbox, "/postings?include=text&include=colour&limit=1");
    expect(Object.keys(body.data[0]!)).toEqual(["text"]);
  });

  it("is not needed for content and followers", async () => {
    const { body } = await ask(sandbox, "/postings?limit=1");
    expect(body.data[0]).toMatchObject({
      content: { description: expect.any(String) as unknown },
      followers: expect.any(Array) as unknown,
    });
  });
});
