import { describe, expect, it } from "vitest";
import { startSubgraph } from "../../support/subgraph.js";

const stages = "{ stages { id } }";

describe("the router secret", () => {
  it("must be in router-authorization. Otherwise /graphql answers 401 without a call to Lever", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { ROUTER_SECRET: "open sesame seeds" } });
    for (const headers of [
      {},
      { "router-authorization": "open" },
      { "router-authorization": "" },
      { "router-authorization": "open sesame seeds, open sesame seeds" },
      { authorization: "open sesame seeds" },
    ]) {
      const { status, errors } = await subgraph.query(stages, {}, headers);
      expect(status).toBe(401);
      expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
    }
    expect(subgraph.newCalls()).toEqual([]);
    expect((await subgraph.query(stages, {}, { "router-authorization": "open sesame seeds" })).errors).toEqual([]);
    expect((await fetch(`${subgraph.url}/health/ready`)).status).toBe(200);
  });

  it("may be the previous one while ROUTER_SECRET_PREVIOUS is set", async () => {
    const [before, now, other] = ["the secret before", "the secret of now", "the other secret"];
    const statusesWith = async (env: Record<string, string>) => {
      await using subgraph = await startSubgraph({ candidates: 1, env });
      const answers = [before, now, other].map((secret) =>
        subgraph.query(stages, {}, { "router-authorization": secret }),
      );
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await statusesWith({ ROUTER_SECRET: before })).toEqual([200, 401, 401]);
    expect(await statusesWith({ ROUTER_SECRET: now, ROUTER_SECRET_PREVIOUS: before })).toEqual([200, 200, 401]);
    expect(await statusesWith({ ROUTER_SECRET: now })).toEqual([401, 200, 401]);
  });
});
