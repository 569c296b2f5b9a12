import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leverEvent } from "../../support/lever-event.js";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

const token = "the signature token";
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 1, env: { LEVER_WEBHOOK_TOKEN: token } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const send = (type: string, body: string | Buffer, path = "/graphql") =>
  fetch(`${subgraph.url}${path}`, { method: "POST", headers: { "content-type": type }, body });
const query = JSON.stringify({ query: '{ candidates(filter: { email: "ö@example.com" }) { nodes { id } } }' });

describe("the charset of a body", () => {
  it.each([
    "",
    "; charset=utf-8",
    ";charset=UTF-8",
    '; charset="utf-8"',
    "; charset=utf8",
    ' ; Charset = "Utf-8"; profile=a',
    "; profile=a; charset=utf-8",
  ])("may be UTF-8: application/json%s", async (parameters) => {
    expect((await send(`application/json${parameters}`, query)).status).toBe(200);
  });

  it.each([
    ["utf-16", Buffer.from(`\uFEFF${query}`, "utf16le")],
    ["utf-16le", Buffer.from(query, "utf16le")],
    ["utf-32", Buffer.from(query)],
    ["iso-8859-1", Buffer.from(query, "latin1")],
    ["ISO-8859-15", Buffer.from(query, "latin1")],
    ["windows-1252", Buffer.from(query, "latin1")],
    ["us-ascii", Buffer.from(query)],
    ["shift_jis", Buffer.from(query)],
    ["utf-7", Buffer.from(query)],
    ["utf-8x", Buffer.from(query)],
    ["none", Buffer.from(query)],
    ['"iso-8859-1"', Buffer.from(query, "latin1")],
    ["utf-8; charset=utf-16", Buffer.from(query)],
    ["utf-16; charset=utf-8", Buffer.from(query)],
  ])("may not be %s", async (charset, body) => {
    subgraph.newCalls();
    for (const path of ["/graphql", "/webhooks/lever"]) {
      const answer = await send(`application/json; charset=${charset}`, body, path);
      expect(answer.status).toBe(415);
      expect(await answer.json()).toMatchObject({
        errors: [
          {
            message: "The body must be UTF-8. Send it with content-type application/json; charset=utf-8.",
            extensions: { code: "BAD_REQUEST" },
          },
        ],
      });
    }
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("may be UTF-8 for an event of Lever", async () => {
    const event = JSON.stringify(leverEvent(token));
    expect((await send("application/json; charset=utf-8", event, "/webhooks/lever")).status).toBe(204);
  });
});

describe("the headers of an answer", () => {
  it("do not make browsers use HTTPS: the server that ends TLS decides that", async () => {
    for (const path of ["/", "/graphql", "/health/live", "/nothing"]) {
      const { headers } = await fetch(`${subgraph.url}${path}`);
      expect(headers.get("strict-transport-security")).toBeNull();
      expect(headers.get("content-security-policy") ?? "").not.toContain("upgrade-insecure-requests");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });
});
