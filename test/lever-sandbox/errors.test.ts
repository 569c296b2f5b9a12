import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { ask, basic, ids } from "./client.js";

const missing = "00000000-0000-4000-8000-000000000000";
const sandbox = await startSandbox({
  candidates: 30,
  rate: Infinity,
  apiKeys: { plain: { confidential: false }, full: { confidential: true } },
});
const { account } = sandbox;
afterAll(() => sandbox.close());

const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(sandbox.url + path, { headers, method });

describe("credentials", () => {
  it("are a key as the Basic user name with an empty password, or as Bearer token", async () => {
    for (const authorization of [basic("sandbox"), "Bearer sandbox", basic("plain"), "bearer full"]) {
      expect((await get("/stages", { authorization })).status).toBe(200);
    }
  });

  it.each([
    undefined,
    "sandbox",
    "Basic",
    basic("wrong"),
    "Bearer wrong",
    `Basic ${Buffer.from("sandbox").toString("base64")}`,
    `Basic ${Buffer.from("sandbox:secret").toString("base64")}`,
  ])("%s are refused", async (authorization) => {
    const response = await get("/stages", authorization === undefined ? {} : { authorization });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      code: "UnauthorizedError",
      message: "The request requires authentication.",
    });
  });

  it("can be added and removed while the sandbox runs", async () => {
    sandbox.keys.set("token-1", { confidential: false });
    expect((await ask(sandbox, "/stages", "token-1")).status).toBe(200);
    sandbox.keys.delete("token-1");
    expect((await ask(sandbox, "/stages", "token-1")).status).toBe(401);
  });
});

it("answers 403 on the paths that a key may not read, and on those below them", async () => {
  const refused = ["/stages", "/opportunities/:id/offers"];
  sandbox.keys.set("some", { confidential: true, refused });
  const [opportunity] = await ids(sandbox, "/opportunities?limit=1");
  const status = async (path: string) => (await ask(sandbox, path, "some")).status;
  expect(await status("/stages")).toBe(403);
  expect(await status("/stages/offer")).toBe(403);
  expect(await status(`/opportunities/${opportunity}/offers`)).toBe(403);
  expect(await status(`/opportunities/${opportunity}`)).toBe(200);
  expect(await status("/postings")).toBe(200);
});

describe("404 for unknown ids and paths, 405 for writes", () => {
  it.each(["opportunities", "contacts", "postings", "stages", "archive_reasons", "users"])("%s", async (resource) => {
    const { status, body } = await ask(sandbox, `/${resource}/${missing}`);
    expect(status).toBe(404);
    expect(body).toEqual({ code: "ResourceNotFound", message: `${resource} ${missing} was not found` });
  });

  it("offers and applications of an unknown opportunity", async () => {
    for (const path of ["offers", "applications", `applications/${missing}`]) {
      const { status, body } = await ask(sandbox, `/opportunities/${missing}/${path}`);
      expect([status, body.message]).toEqual([404, `opportunities ${missing} was not found`]);
    }
  });

  it("an application of another opportunity", async () => {
    const [one, two] = account.applications;
    const own = await ask(sandbox, `/opportunities/${one!.opportunityId}/applications/${one!.id}`);
    expect(own.body).toEqual({ data: one });
    const other = await ask(sandbox, `/opportunities/${two!.opportunityId}/applications/${one!.id}`);
    expect([other.status, other.body.message]).toEqual([404, `applications ${one!.id} was not found`]);
  });

  it("unknown paths, with and without credentials", async () => {
    for (const path of ["/openapi.json", "/applications", "/offers", "/contacts", "/stages/"]) {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ code: "ResourceNotFound", message: `/v1${path} does not exist` });
    }
  });

  it("other methods than GET", async () => {
    const response = await get("/opportunities", { authorization: basic("sandbox") }, "POST");
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ code: "MethodNotAllowedError" });
  });
});

describe("confidential records", () => {
  const secret = account.opportunities.find(({ confidentiality }) => confidentiality === "confidential")!;
  const posting = account.postings.find(({ confidentiality }) => confidentiality === "confidential")!;

  it("are listed only on request", async () => {
    const shown = await ids(sandbox, "/opportunities");
    expect(shown).not.toContain(secret.id);
    const only = await ask(sandbox, "/opportunities?confidentiality=confidential", "full");
    expect(only.body.data.length).toBeGreaterThan(0);
    for (const row of only.body.data) expect(row.confidentiality).toBe("confidential");
    expect((await ids(sandbox, "/opportunities?confidentiality=all")).sort()).toEqual(
      account.opportunities.map(({ id }) => id).sort(),
    );
    expect(await ids(sandbox, "/postings?confidentiality=confidential")).toEqual([posting.id]);
  });

  it("are refused for a key without the right, in lists and by id", async () => {
    const alone = account.contacts.find(({ id }) =>
      account.opportunities.every((o) => o.contact !== id || o.confidentiality === "confidential"),
    )!;
    for (const path of [
      "/opportunities?confidentiality=all",
      "/opportunities?confidentiality=confidential",
      "/postings?confidentiality=all",
      `/opportunities/${secret.id}`,
      `/opportunities/${secret.id}/offers`,
      `/opportunities/${secret.id}/applications`,
      `/postings/${posting.id}`,
      `/contacts/${alone.id}`,
    ]) {
      const { status, body } = await ask(sandbox, path, "plain");
      expect([path, status, body.code]).toEqual([path, 403, "ForbiddenError"]);
      expect((await ask(sandbox, path, "full")).status).toBe(200);
    }
  });

  it("are selected by one of three values", async () => {
    expect((await ask(sandbox, "/opportunities?confidentiality=secret")).status).toBe(400);
    expect((await ask(sandbox, "/opportunities?confidentiality=non-confidential", "plain")).status).toBe(200);
  });
});

describe("responses", () => {
  it("have the headers of Lever and no length", async () => {
    const { headers } = await ask(sandbox, "/stages");
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("server")).toBe("lever-data-api");
    expect(headers.get("x-lever-region")).toBe("global");
    expect(headers.get("x-stream-path")).toBe("dapi");
    expect(headers.get("transfer-encoding")).toBe("chunked");
    expect(headers.has("content-length")).toBe(false);
  });

  it("are logged with their requests", async () => {
    sandbox.log.length = 0;
    const { id } = account.opportunities[0]!;
    await ask(sandbox, `/opportunities/${id}/offers?limit=5`);
    await get("/nowhere");
    expect(sandbox.log).toMatchObject([
      {
        method: "GET",
        path: `/v1/opportunities/${id}/offers`,
        endpoint: "/opportunities/:id/offers",
        key: "sandbox",
        status: 200,
      },
      { path: "/v1/nowhere", endpoint: "/v1/nowhere", key: undefined, status: 404 },
    ]);
    expect(sandbox.log[0]!.query.get("limit")).toBe("5");
    expect(sandbox.log[1]!.at).toBeGreaterThanOrEqual(sandbox.log[0]!.at);
  });
});
