import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { slow } from "./attacks/wire.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 1, env: { REQUEST_TIMEOUT_MS: "300" } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

describe("the server ends a request that takes too long", () => {
  it.each(Object.entries(slow))("%s", async (_name, send) => {
    const { status, body } = await send({ url: subgraph.url, headers: {}, cursor: "" });
    expect(status).toBe(408);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    expect(subgraph.newCalls()).toEqual([]);
  });
});
