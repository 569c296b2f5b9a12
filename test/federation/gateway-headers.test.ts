import { describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { gatewayNames } from "./gateways.js";
import { noteOnEach, startSupergraph } from "./supergraph.js";

const trace = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "vendor=value" };
const both = "{ applications(first: 2) { nodes { notes { text } } } }";

describe.each(gatewayNames)("%s", (gateway) => {
  it("forwards the trace context to both subgraphs, and no other header of the client", async () => {
    await using supergraph = await startSupergraph(gateway, { candidates: 10 });
    const private_ = { authorization: "Bearer of the client", cookie: "session=1", "router-authorization": "guessed" };
    const { errors } = await supergraph.query(both, { ...trace, ...private_ });
    expect(errors).toEqual([]);
    const { ats, notes } = supergraph.newRequests();
    expect([ats.length, notes.length]).toEqual([1, 1]);
    for (const { headers } of [...ats, ...notes]) {
      expect(headers).toMatchObject(trace);
      for (const name of Object.keys(private_)) expect(headers).not.toHaveProperty(name);
    }
  });

  it("adds neither header itself", async () => {
    await using supergraph = await startSupergraph(gateway, { candidates: 10 });
    await supergraph.query(both);
    const { ats, notes } = supergraph.newRequests();
    for (const { headers } of [...ats, ...notes]) {
      for (const name of [...Object.keys(trace), "x-max-upstream-calls"]) expect(headers).not.toHaveProperty(name);
    }
  });

  it("lets a client limit the calls of each request to the subgraph", async () => {
    await using supergraph = await startSupergraph(gateway, { account: plainAccount(10), notes: noteOnEach });
    const { data, errors } = await supergraph.query("{ notes(first: 10) { text application { stage { name } } } }", {
      "x-max-upstream-calls": "3",
    });
    expect(supergraph.ats.newCalls()).toHaveLength(3);
    const read = data.notes.filter(({ application }: any) => application.stage !== null);
    expect(read.length).toBeGreaterThan(0);
    expect(errors).toHaveLength(10 - read.length);
    for (const { extensions } of errors) expect(extensions.code).toBe("CALL_BUDGET_EXCEEDED");
    expect(data.notes.map(({ text }: any) => text)).toEqual(supergraph.notes.map(({ text }) => text));
    const { notes } = supergraph.newRequests();
    for (const { headers } of notes) expect(headers).not.toHaveProperty("x-max-upstream-calls");
  });

  it("reports a limit that is not valid to the client", async () => {
    await using supergraph = await startSupergraph(gateway, { candidates: 10 });
    const { data, errors } = await supergraph.query(both, { "x-max-upstream-calls": "many" });
    expect(data).toEqual({ applications: null });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      message: "x-max-upstream-calls must be a whole number, 0 or more.",
      extensions: { code: "BAD_USER_INPUT" },
    });
  });
});
