import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EventOptions, leverEvent, sendEvent } from "../support/lever-event.js";
import { propertyRuns } from "../support/property-runs.js";
import { scrape } from "../support/scrape.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const [one, two] = ["the first signature token", "the-second-signature-token"] as const;
const minute = 60_000;
const day = 1440 * minute;
let subgraph: TestSubgraph;

beforeAll(async () => {
  // ROUTER_SECRET does not apply to the webhook.
  const env = { LEVER_WEBHOOK_TOKEN: `${one}, ${two}`, ROUTER_SECRET: "secret of router" };
  subgraph = await startSubgraph({ candidates: 20, env });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const send = async (event: unknown) => {
  const response = await sendEvent(subgraph, event);
  const text = await response.text();
  return { status: response.status, code: text === "" ? undefined : JSON.parse(text).errors[0].extensions.code, text };
};
const signed = (options?: EventOptions, token: string = one) => leverEvent(token, options);
const rejected = { status: 401, code: "UNAUTHENTICATED" };
const oneOpportunity = () => ({ opportunityId: subgraph.lever.account.opportunities[0]!.id });

describe("an event", () => {
  it.each([
    ["of a known kind", { event: "candidateHired" }, 204],
    ["without data, which Lever's settings page sends to test the URL", { event: "applicationCreated", data: {} }, 204],
    ["of an unknown kind", { event: "candidateBlinked" }, 202],
    ["without a kind", { event: null }, 202],
  ])("%s is accepted", async (_what, options, status) => {
    for (const token of [one, two]) {
      expect(await send(signed({ data: oneOpportunity(), ...options }, token))).toEqual({
        status,
        code: undefined,
        text: "",
      });
    }
  });

  it.each(["/webhooks", "/webhooks/", "/webhooks/other"])("is not accepted at %s", async (path) => {
    expect((await fetch(`${subgraph.url}${path}`, { method: "POST" })).status).toBe(404);
  });

  it("gets 404 from a subgraph without LEVER_WEBHOOK_TOKEN", async () => {
    await using closed = await startSubgraph({ candidates: 20 });
    expect((await sendEvent(closed, signed())).status).toBe(404);
  });

  it("makes no call to Lever", async () => {
    subgraph.newCalls();
    await send(signed({ data: oneOpportunity() }));
    expect(subgraph.newCalls()).toEqual([]);
  });

  it.each<[string, (event: ReturnType<typeof leverEvent>) => unknown]>([
    ["signed with another token", ({ event }) => signed({ event }, "another")],
    ["with a truncated signature", (event) => ({ ...event, signature: event.signature.slice(0, 62) })],
    ["with a longer signature", (event) => ({ ...event, signature: `${event.signature}00` })],
    ["with the signature of another event", (event) => ({ ...event, signature: signed().signature })],
    ["with a signature that is not hexadecimal", (event) => ({ ...event, signature: "z".repeat(64) })],
    ["with a signature in a list", (event) => ({ ...event, signature: [event.signature] })],
    ["without a signature", (event) => ({ ...event, signature: undefined })],
    ["with another time than the signed one", (event) => ({ ...event, triggeredAt: event.triggeredAt + 1 })],
    ["with its time as a string", (event) => ({ ...event, triggeredAt: String(event.triggeredAt) })],
    ["without a time", (event) => ({ ...event, triggeredAt: undefined })],
    ["with another token than the signed one", (event) => ({ ...event, token: `${event.token}0` })],
    ["without a token", (event) => ({ ...event, token: undefined })],
    ["with a token that is too long", () => signed({ token: "x".repeat(201) })],
    [
      "with a digit moved from its token to its time",
      ({ token }) => {
        const event = signed({ token: `${token}1` });
        return { ...event, token, triggeredAt: Number(`1${event.triggeredAt}`) };
      },
    ],
    ["that is more than two weeks old", () => signed({ triggeredAt: Date.now() - 14 * day - minute })],
    ["from the future", () => signed({ triggeredAt: Date.now() + 6 * minute })],
    ["that is a list", (event) => [event]],
    ["that is null", () => null],
    ["that is a string", () => "event"],
  ])("%s is rejected", async (_what, change) => {
    expect(await send(JSON.stringify(change(signed({ data: oneOpportunity() }))))).toMatchObject(rejected);
  });

  it.each([
    ["half an hour old", -30 * minute],
    ["a day old", -day],
    ["almost two weeks old", -14 * day + minute],
    ["a little from the future", 4 * minute],
  ])("that is %s is accepted", async (_what, ms) => {
    expect(await send(signed({ triggeredAt: Date.now() + ms }))).toMatchObject({ status: 204 });
  });

  it("that was received before is accepted, because Lever sends it until it is", async () => {
    const event = signed({ data: oneOpportunity() });
    for (const again of [
      event,
      event,
      { ...event, event: "candidateDeleted", data: {} },
      { ...event, signature: event.signature.toUpperCase() },
      signed({ token: event.token, triggeredAt: event.triggeredAt + 1 }),
    ]) {
      expect(await send(again)).toEqual({ status: 204, code: undefined, text: "" });
    }
    expect(await send({ ...event, signature: signed().signature })).toMatchObject(rejected);
    expect(await send({ ...event, triggeredAt: event.triggeredAt + 1 })).toMatchObject(rejected);
  });

  it("is accepted although it came before with a wrong signature", async () => {
    const event = signed();
    expect(await send({ ...event, signature: signed().signature })).toMatchObject(rejected);
    expect(await send(event)).toMatchObject({ status: 204 });
  });

  it("must be JSON of at most 16 KiB", async () => {
    expect(await send("{")).toMatchObject({ status: 400, code: "BAD_REQUEST" });
    expect(await send("")).toMatchObject({ status: 400 });
    const long = await send(signed({ data: { opportunityId: "x".repeat(17_000) } }));
    expect(long).toMatchObject({ status: 413, code: "BAD_REQUEST" });
    expect(long.text).toContain("The limit is 16 KiB");
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const headers = { "content-type": type };
      const body = JSON.stringify(signed());
      expect((await fetch(`${subgraph.url}/webhooks/lever`, { method: "POST", headers, body })).status).toBe(415);
    }
    expect((await fetch(`${subgraph.url}/webhooks/lever`)).status).toBe(405);
  });

  it("may contain any data", async () => {
    const { id } = subgraph.lever.account.opportunities[0]!;
    // A body with one of these keys is rejected, because it could change the prototype of objects.
    const json = fc.jsonValue().filter((value) => !/"(__proto__|constructor)":/.test(JSON.stringify(value)));
    const data = fc.oneof(json, fc.record({ opportunityId: fc.oneof(json, fc.constant(id)), contactId: json }));
    await fc.assert(
      fc.asyncProperty(json, data, async (kind, content) => {
        expect((await send(signed({ event: kind, data: content }))).status).toBe(202);
        expect((await send(signed({ event: "contactUpdated", data: content }))).status).toBe(204);
        expect([400, 401]).toContain((await send(JSON.stringify(kind))).status);
      }),
      { numRuns: propertyRuns(60, 120) },
    );
  });

  it("has no key that could change the prototype of objects", async () => {
    const event = JSON.stringify(signed({ event: "contactUpdated", data: {} }));
    expect(await send(event.replace('"data":{}', '"data":{"__proto__":{}}'))).toMatchObject({ status: 400 });
  });

  it("is counted by its kind and outcome", async () => {
    const counts = async () => {
      const scraped = await scrape(subgraph.url);
      return (event: string, outcome: string) => scraped.sum("ats_subgraph_webhook_events_total", { event, outcome });
    };
    const before = await counts();
    const event = signed({ event: "candidateDeleted", data: oneOpportunity() });
    for (const each of [
      event,
      event,
      { ...event, signature: "0" },
      signed({ event: "contactCreated" }),
      signed({ event: "x" }),
    ]) {
      await send(each);
    }
    const after = await counts();
    for (const labels of [
      ["candidateDeleted", "applied"],
      ["candidateDeleted", "replayed"],
      ["(other)", "refused"],
      ["contactCreated", "empty"],
      ["(other)", "unknown"],
    ] as const) {
      const [event, outcome] = labels;
      expect(after(event, outcome) - before(event, outcome), labels.join()).toBe(1);
    }
  });
});
