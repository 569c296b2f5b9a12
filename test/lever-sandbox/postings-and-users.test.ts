import { afterAll, describe, expect, it } from "vitest";
import { startSandbox, type ArchiveReason, type Posting, type Stage } from "../../src/lever-sandbox/index.js";
import { ask, ids } from "./client.js";

const sandbox = await startSandbox({ candidates: 30, postings: 40, rate: Infinity });
const { account } = sandbox;
afterAll(() => sandbox.close());

const open = account.postings.filter(({ confidentiality }) => confidentiality === "non-confidential");
const some = (passes: (posting: Posting) => boolean) =>
  open
    .filter(passes)
    .map(({ id }) => id)
    .sort();
const list = async (query: string) => (await ids(sandbox, `/postings?${query}`)).sort();
const internalOnly = ({ distributionChannels }: Posting) => distributionChannels?.join() === "internal";

describe("a list of postings", () => {
  it("hides published postings that are only on the internal channel", async () => {
    const hidden = some(internalOnly);
    expect(hidden.length).toBeGreaterThan(0);
    expect(await list("state=published")).toEqual(some((p) => p.state === "published" && !internalOnly(p)));
    expect(await list("")).toEqual(some((p) => !internalOnly(p)));
  });

  it("shows them if the query names both channels, without postings that have no channel", async () => {
    expect(await list("distributionChannel=public&distributionChannel=internal")).toEqual(
      some(({ distributionChannels }) => distributionChannels !== null),
    );
    expect(await list("distributionChannel=public&distributionChannel=internal&state=published")).toEqual(
      some(({ state }) => state === "published"),
    );
  });

  it("has an option to hide them only in a list of published postings", async () => {
    await using other = await startSandbox({ account, internalPostings: "listed", rate: Infinity });
    expect((await ids(other, "/postings")).sort()).toEqual(some(() => true));
    expect((await ids(other, "/postings?state=published")).sort()).toEqual(
      some((p) => p.state === "published" && !internalOnly(p)),
    );
  });

  it("is filtered by state, department, team, location, commitment and tag, with case", async () => {
    expect(await list("state=closed")).toEqual(some(({ state }) => state === "closed"));
    expect(await list("department=Sales&department=Data")).toEqual(
      some((p) => ["Sales", "Data"].includes(p.categories.department ?? "") && !internalOnly(p)),
    );
    expect(await list("department=sales")).toEqual([]);
    expect(await list("team=Insights")).toEqual(some((p) => p.categories.team === "Insights" && !internalOnly(p)));
    expect(await list("location=London&state=closed")).toEqual(
      some(({ categories, state }) => categories.location === "London" && state === "closed"),
    );
    expect(await list("commitment=Intern")).toEqual(
      some((p) => p.categories.commitment === "Intern" && !internalOnly(p)),
    );
    expect(await list("tag=priority")).toEqual(some((p) => p.tags.includes("priority") && !internalOnly(p)));
    expect(await list("level=Senior")).toEqual([]);
  });

  it("is filtered by updatedAt, which can only be combined with confidentiality", async () => {
    const middle = open.map(({ updatedAt }) => updatedAt).sort((a, b) => a - b)[20]!;
    expect(await list(`updated_at_start=${middle}`)).toEqual(some((p) => p.updatedAt >= middle && !internalOnly(p)));
    expect(await list(`updated_at_end=${middle}`)).toEqual(some((p) => p.updatedAt <= middle && !internalOnly(p)));
    expect(
      (await ask(sandbox, `/postings?updated_at_start=${middle}&confidentiality=all&expand=owner&limit=3`)).status,
    ).toBe(200);
    for (const other of ["state=closed", "tag=x", "team=x", "distributionChannel=public"]) {
      const { status, body } = await ask(sandbox, `/postings?updated_at_end=${middle}&${other}`);
      expect([status, body.code]).toEqual([400, "BadRequestError"]);
    }
  });
});

describe("users", () => {
  it("are listed without deactivated ones by default", async () => {
    const active = account.users.filter(({ deactivatedAt }) => deactivatedAt === null);
    expect(account.users).toHaveLength(25);
    expect(account.users.length - active.length).toBeGreaterThanOrEqual(2);
    expect((await ids(sandbox, "/users")).sort()).toEqual(active.map(({ id }) => id).sort());
    expect(await ids(sandbox, "/users?includeDeactivated=true")).toHaveLength(25);
  });

  it("are found by id also if they are deactivated, and by email address and role", async () => {
    const gone = account.users.find(({ deactivatedAt }) => deactivatedAt !== null)!;
    expect((await ask(sandbox, `/users/${gone.id}`)).body.data).toEqual(gone);
    const [someone] = account.users;
    expect(await ids(sandbox, `/users?email=${someone!.email.toUpperCase()}`)).toEqual([someone!.id]);
    expect(await ids(sandbox, "/users?accessRole[]=super%20admin")).toEqual([someone!.id]);
  });
});

describe("archive reasons", () => {
  it("are listed by type, also inactive ones", async () => {
    const hired = await ask(sandbox, "/archive_reasons?type=hired");
    expect(hired.body.data).toEqual([expect.objectContaining({ text: "Hired", type: "hired" }) as unknown]);
    const lost = (await ask<ArchiveReason[]>(sandbox, "/archive_reasons?type=non-hired")).body.data;
    expect(lost.some(({ status }) => status === "inactive")).toBe(true);
    expect((await ask(sandbox, "/archive_reasons?type=other")).status).toBe(400);
    expect((await ask(sandbox, `/archive_reasons/${lost[0]!.id}`)).body.data).toEqual(lost[0]);
  });
});

describe("stages", () => {
  it("can be read but are not listed if they are retired, and cannot be read if they are vanished", async () => {
    const listed = await ids(sandbox, "/stages");
    const [retired, vanished] = ["retired", "vanished"].map((was) =>
      account.stages.find(({ standing }) => standing === was)!,
    );
    expect(listed).not.toContain(retired!.id);
    expect(listed).not.toContain(vanished!.id);
    expect((await ask(sandbox, `/stages/${retired!.id}`)).body).toEqual({
      data: { id: retired!.id, text: retired!.text },
    });
    expect((await ask(sandbox, `/stages/${vanished!.id}`)).status).toBe(404);
  });

  it("have their rank and pipeline in disposition_stages, where data is an object", async () => {
    const { body } = await ask<{ stages: Stage[]; archiveReasons: ArchiveReason[] }>(sandbox, "/disposition_stages");
    expect(Object.keys(body)).toEqual(["data"]);
    expect(body.data.stages[0]).toEqual({
      id: "lead-new",
      text: "New lead",
      pipeline: "lead",
      rank: 1,
      hasInterview: false,
    });
    expect(new Set(body.data.archiveReasons.map(({ type }) => type))).toEqual(new Set<string | null>([null, "hired"]));
  });
});
