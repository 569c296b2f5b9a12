import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 5 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

async function ask(query: string, headers: Record<string, string> = {}, variables: object = {}) {
  const response = await fetch(`${subgraph.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { extensions, ...answer } = await response.json();
  // The trace is a protocol buffer. It contains strings unchanged.
  const trace = extensions.ftv1 && Buffer.from(extensions.ftv1 as string, "base64").toString("latin1");
  return { ...answer, extensions, trace: trace as string | undefined };
}

const withTrace = { "apollo-federation-include-trace": "ftv1" };

describe("a trace for the supergraph", () => {
  it("is in the response if the request asks for it, together with the cost", async () => {
    const { data, extensions, trace } = await ask("{ stages { label: name } }", withTrace);
    expect(data.stages.length).toBeGreaterThan(0);
    expect(extensions.upstream.calls).toBeGreaterThanOrEqual(0);
    for (const text of ["stages", "[Stage!]", "label", "name"]) expect(trace).toContain(text);
  });

  it("is not in the response if the request does not ask for it, or asks for another format", async () => {
    for (const headers of [{}, { "apollo-federation-include-trace": "ftv2" }]) {
      expect((await ask("{ stages { name } }", headers)).extensions).not.toHaveProperty("ftv1");
    }
  });

  it("contains the path of an error, but not its message", async () => {
    const secret = "person@example.org";
    const query = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Job { name } } }";
    const { errors, trace } = await ask(query, withTrace, {
      of: [{ __typename: "Job", id: secret }, { __typename: secret }],
    });
    expect(errors).toHaveLength(2);
    const messages = errors.map(({ message }: { message: string }) => message);
    expect(messages.join("\n")).toContain(secret);
    expect(trace).toContain('"path":["_entities",0]');
    expect(trace).toContain("<masked>");
    for (const text of [secret, "BAD_USER_INPUT", ...messages]) expect(trace).not.toContain(text);
  });

  it("contains no data of the response", async () => {
    const { data, trace } = await ask("{ candidates { nodes { id fullName emails { data } } } }", withTrace);
    expect(data.candidates.nodes.length).toBeGreaterThan(0);
    for (const { id, fullName, emails } of data.candidates.nodes) {
      for (const value of [id, fullName, emails[0]?.data]) if (value) expect(trace).not.toContain(value);
    }
  });
});
