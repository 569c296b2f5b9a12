import { afterEach, describe, expect, it, vi } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import type { TestSubgraph } from "../support/subgraph.js";
import { gatewayNames } from "./gateways.js";
import { type FederatedAnswer, noteOnEach, startSupergraph } from "./supergraph.js";

const statuses = "{ notes(first: 3) { text application { id status debriefDue } } }";

/** The error codes by path, for the part of the path that all gateways agree on. */
function codesAt({ errors }: FederatedAnswer): Record<string, string> {
  return Object.fromEntries(errors.map(({ path, extensions }) => [path?.slice(0, 3).join(".") ?? "", extensions.code]));
}

describe.each(gatewayNames)("clients of %s", (gateway) => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("get the code and the message of an error, and all other data", async () => {
    await using supergraph = await startSupergraph(gateway, { candidates: 30 });
    const { applicationId } = supergraph.notes[1]!;
    const [opportunity = ""] = applicationId.split(":");
    supergraph.ats.lever.faults.failNext(new RegExp(opportunity), { status: 403 });
    const answer = await supergraph.query(statuses);
    expect(codesAt(answer)).toEqual({ "notes.1.application": "UPSTREAM_FORBIDDEN" });
    expect(answer.errors[0]).toMatchObject({ extensions: { provider: "LEVER", serviceName: "ats" } });
    expect(answer.errors[0]!.message).toContain("Lever");
    const { notes } = answer.data;
    expect(notes[1].application).toEqual({ id: applicationId, status: null, debriefDue: null });
    for (const at of [0, 2]) expect(notes[at].application.status).toMatch(/^(ACTIVE|REJECTED|HIRED)$/);
  });

  it("get errors that make sense without extensions.causes, when several fields have one cause", async () => {
    await using supergraph = await startSupergraph(gateway, { account: plainAccount(3), notes: noteOnEach });
    supergraph.ats.lever.faults.failNext(/opportunities/, { status: 403 }, Infinity);
    const answer = await supergraph.query("{ notes { application { status } } }");
    const code = "UPSTREAM_FORBIDDEN";
    expect(Object.values(codesAt(answer))).toEqual([code, code, code]);
    const [{ cause }] = answer.errors.map(({ extensions }) => extensions as { cause?: string }) as [{ cause?: string }];
    expect(cause).toMatch(/^[\w-]{6}$/);
    for (const { message, extensions } of answer.errors) {
      expect(message).toBe("The credentials do not allow this.");
      expect(extensions).toEqual({ code, cause, serviceName: "ats" });
    }
  });

  it("get an error at the list when the list fails", async () => {
    await using supergraph = await startSupergraph(gateway, { candidates: 30 });
    supergraph.ats.lever.faults.failNext(/opportunities/, { status: 503 }, Infinity);
    const answer = await supergraph.query("{ applications(first: 3) { nodes { notes { text } } } notes { text } }");
    expect(codesAt(answer)).toEqual({ applications: "UPSTREAM_UNAVAILABLE" });
    expect(answer.data).toEqual({
      applications: null,
      notes: supergraph.notes.slice(0, 20).map(({ text }) => ({ text })),
    });
  });

  it("get null, without an error, for what Lever does not have", async () => {
    await using supergraph = await startSupergraph(gateway, { account: plainAccount(2), notes: twoNotes(vanished) });
    const answer = await supergraph.query(statuses);
    expect(answer.errors).toEqual([]);
    const [first, second] = answer.data.notes;
    expect(first.application).toEqual({ id: vanished, status: null, debriefDue: null });
    expect(second.application.status).not.toBeNull();
  });

  it("get BAD_USER_INPUT for an id that is not valid, and all other data", async () => {
    await using supergraph = await startSupergraph(gateway, { account: plainAccount(2), notes: twoNotes("nonsense") });
    const answer = await supergraph.query(statuses);
    expect(codesAt(answer)).toEqual({ "notes.0.application": "BAD_USER_INPUT" });
    const [first, second] = answer.data.notes;
    expect(first.application).toEqual({ id: "nonsense", status: null, debriefDue: null });
    expect(second.application.status).not.toBeNull();
  });

  it("get partial data at the deadline, and DEADLINE_EXCEEDED for the rest", async () => {
    const env = { QUERY_DEADLINE_MS: "700" };
    await using supergraph = await startSupergraph(gateway, { account: plainAccount(4), notes: noteOnEach, env });
    const [opportunity = ""] = supergraph.notes[0]!.applicationId.split(":");
    supergraph.ats.lever.faults.failNext(new RegExp(opportunity), "stall", Infinity);
    const answer = await supergraph.query(statuses);
    expect(codesAt(answer)).toEqual({ "notes.0.application": "DEADLINE_EXCEEDED" });
    expect(answer.data.notes.map(({ application }: any) => application.status)).toEqual([null, "ACTIVE", "ACTIVE"]);
  });

  it("get OVERLOADED when the queue of the subgraph is too long", async () => {
    const env = { LEVER_RATE: "0.1", LEVER_BURST: "1", MAX_QUEUE_MS: "0" };
    await using supergraph = await startSupergraph(gateway, { candidates: 30, env });
    expect(await supergraph.query("{ stages { name } }")).toMatchObject({ errors: [] });
    const answer = await supergraph.query("{ candidates { nodes { fullName } } notes(first: 1) { text } }");
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(["OVERLOADED"]);
    expect(answer.data).toEqual({ candidates: null, notes: [{ text: supergraph.notes[0]!.text }] });
  });

  it.each(["", "guessed"])("get UNAUTHENTICATED when the gateway sends %j as the router's secret", async (sent) => {
    await using supergraph = await startSupergraph(gateway, {
      candidates: 30,
      env: { ROUTER_SECRET: "open sesame seeds" },
    });
    vi.stubEnv("ROUTER_SECRET", sent);
    const answer = await supergraph.query("{ candidates { nodes { fullName } } notes(first: 1) { text } }");
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message:
          "This subgraph accepts requests from its router only: the header router-authorization is missing or wrong.",
        extensions: { code: "UNAUTHENTICATED", requestId: expect.any(String), serviceName: "ats" },
      }),
    ]);
    expect(answer.data).toEqual({ candidates: null, notes: [{ text: supergraph.notes[0]!.text }] });
    expect(supergraph.ats.newCalls()).toEqual([]);
  });

  it("get data when the gateway sends the router's secret, and only the subgraph gets the secret", async () => {
    await using supergraph = await startSupergraph(gateway, {
      candidates: 30,
      env: { ROUTER_SECRET: "open sesame seeds" },
    });
    vi.stubEnv("ROUTER_SECRET", "open sesame seeds");
    const { data, errors } = await supergraph.query(statuses);
    expect(errors).toEqual([]);
    expect(data.notes[0].application.status).not.toBeNull();
    const { ats, notes } = supergraph.newRequests();
    expect(ats.map(({ headers }) => headers["router-authorization"])).toEqual(["open sesame seeds"]);
    for (const { headers } of notes) expect(headers).not.toHaveProperty("router-authorization");
  });
});

const vanished = "c4f5a6b7-0000-4000-8000-000000000000:c4f5a6b7-0000-4000-8000-000000000001";

/** Two notes: one about the application with this id, and one about an application that Lever has. */
function twoNotes(applicationId: string) {
  return (ats: TestSubgraph) =>
    noteOnEach(ats)
      .slice(0, 2)
      .map((note, at) => (at === 0 ? { ...note, applicationId } : note));
}
