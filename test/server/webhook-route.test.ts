import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EventOptions, leverEvent, sendEvent } from "../support/lever-event.js";
import { scrape } from "../support/scrape.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const [one, two] = ["the first signature token", "the-second"] as const;
const minute = 60_000;
let subgraph: TestSubgraph;

beforeAll(async () => {
  // Its own secret is none of Lever's business.
  const env = { LEVER_WEBHOOK_TOKEN: `${one}, ${two}`, ROUTER_SECRET: "secret" };
  subgraph = await startSubgraph({ candidates: 20, env });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const send = async (event: unknown) => {
  const response = await sendEvent(subgraph, event);
  const text = await response.text();
  return { status: response.status, code: text === "" ? undefined : JSON.parse(text).errors[0].extensions.code, text };
};
const signed = (options?: EventOptions, token: string = one) => leverEvent(token, options);
const refused = { status: 401, code: "UNAUTHENTICATED" };
const someone = () => ({ opportunityId: subgraph.lever.account.opportunities[0]!.id });

describe("an event", () => {
  it.each([
    ["of a kind that is known", { event: "candidateHired" }, 204],
    [
      "with nothing in it, as Lever's settings page sends to try the address",
      { event: "applicationCreated", data: {} },
      204,
    ],
    ["of a kind that is not known", { event: "candidateBlinked" }, 202],
    ["without a kind", { event: null }, 202],
  ])("%s is taken", async (_what, options, status) => {
    for (const token of [one, two]) {
      expect(await send(signed({ data: someone(), ...options }, token))).toEqual({ status, code: undefined, text: "" });
    }
  });

  it.each(["/webhooks", "/webhooks/", "/webhooks/other"])("is not taken at %s", async (path) => {
    expect((await fetch(`${subgraph.url}${path}`, { method: "POST" })).status).toBe(404);
  });

  it("is nothing a subgraph without a token knows of", async () => {
    await using closed = await startSubgraph({ candidates: 20 });
    expect((await sendEvent(closed, signed())).status).toBe(404);
  });

  it("makes no call to Lever", async () => {
    subgraph.newCalls();
    await send(signed({ data: someone() }));
    expect(subgraph.newCalls()).toEqual([]);
  });

  it.each<[string, (event: ReturnType<typeof leverEvent>) => unknown]>([
    ["signed with another token", ({ event }) => signed({ event }, "another")],
    ["with a signature cut short", (event) => ({ ...event, signature: event.signature.slice(0, 62) })],
    ["with more than a signature", (event) => ({ ...event, signature: `${event.signature}00` })],
    ["with another's signature", (event) => ({ ...event, signature: signed().signature })],
    ["with a signature that is none", (event) => ({ ...event, signature: "z".repeat(64) })],
    ["with a signature in a list", (event) => ({ ...event, signature: [event.signature] })],
    ["without a signature", (event) => ({ ...event, signature: undefined })],
    ["with another moment than was signed", (event) => ({ ...event, triggeredAt: event.triggeredAt + 1 })],
    ["with its moment as a text", (event) => ({ ...event, triggeredAt: String(event.triggeredAt) })],
    ["without a moment", (event) => ({ ...event, triggeredAt: undefined })],
    ["with another token than was signed", (event) => ({ ...event, token: `${event.token}0` })],
    ["without a token", (event) => ({ ...event, token: undefined })],
    ["with a token without end", () => signed({ token: "x".repeat(201) })],
    [
      "with a digit moved from its token to its moment",
      ({ token }) => {
        const event = signed({ token: `${token}1` });
        return { ...event, token, triggeredAt: Number(`1${event.triggeredAt}`) };
      },
    ],
    ["that is an hour old", () => signed({ triggeredAt: Date.now() - 61 * minute })],
    ["from the future", () => signed({ triggeredAt: Date.now() + 6 * minute })],
    ["that is a list", (event) => [event]],
    ["that is null", () => null],
    ["that is a text", () => "event"],
  ])("%s is refused", async (_what, change) => {
    expect(await send(JSON.stringify(change(signed({ data: someone() }))))).toMatchObject(refused);
  });

  it.each([
    ["half an hour old", -30 * minute],
    ["a little from the future", 4 * minute],
  ])("that is %s is taken", async (_what, ms) => {
    expect(await send(signed({ triggeredAt: Date.now() + ms }))).toMatchObject({ status: 204 });
  });

  it("that was received before is refused, whatever else is in it", async () => {
    const event = signed({ data: someone() });
    expect(await send(event)).toMatchObject({ status: 204 });
    expect(await send(event)).toMatchObject(refused);
    expect(await send({ ...event, event: "candidateDeleted", data: {} })).toMatchObject(refused);
    expect(await send({ ...event, signature: event.signature.toUpperCase() })).toMatchObject(refused);
    expect(await send(signed({ token: event.token, triggeredAt: event.triggeredAt + 1 }))).toMatchObject(refused);
  });

  it("that was refused does not keep the same from being taken signed", async () => {
    const event = signed();
    expect(await send({ ...event, signature: signed().signature })).toMatchObject(refused);
    expect(await send(event)).toMatchObject({ status: 204 });
  });

  it("must be JSON, and short", async () => {
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
    expect((await fetch(`${subgraph.url}/webhooks/lever`)).status).toBe(404);
  });

  it("may hold anything", async () => {
    const { id } = subgraph.lever.account.opportunities[0]!;
    const data = fc.oneof(
      fc.jsonValue(),
      fc.record({ opportunityId: fc.oneof(fc.jsonValue(), fc.constant(id)), contactId: fc.jsonValue() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), data, async (kind, of) => {
        expect((await send(signed({ event: kind, data: of }))).status).toBe(202);
        expect((await send(signed({ event: "contactUpdated", data: of }))).status).toBe(204);
        expect([400, 401]).toContain((await send(JSON.stringify(kind))).status);
      }),
      { numRuns: 60 },
    );
  });

  it("is counted by its kind and what became of it", async () => {
    const counts = async () => {
      const scraped = await scrape(subgraph.url);
      return (event: string, outcome: string) => scraped.sum("ats_subgraph_webhook_events_total", { event, outcome });
    };
    const before = await counts();
    const event = signed({ event: "candidateDeleted", data: someone() });
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
    for (const of of [
      ["candidateDeleted", "applied"],
      ["candidateDeleted", "replayed"],
      ["(other)", "refused"],
      ["contactCreated", "empty"],
      ["(other)", "unknown"],
    ] as const) {
      const [event, outcome] = of;
      expect(after(event, outcome) - before(event, outcome), of.join()).toBe(1);
    }
  });
});
