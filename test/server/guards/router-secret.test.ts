import { describe, expect, it } from "vitest";
import { startSubgraph } from "../../support/subgraph.js";

const stages = "{ stages { id } }";

describe("the router secret", () => {
  it("must be in router-authorization. Otherwise /graphql answers 401 without a call to Lever", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { ROUTER_SECRET: "open sesame" } });
    for (const headers of [
      {},
      { "router-authorization": "open" },
      { "router-authorization": "" },
      { "router-authorization": "open sesame, open sesame" },
      { authorization: "open sesame" },
    ]) {
      const { status, errors } = await subgraph.query(stages, {}, headers);
      expect(status).toBe(401);
      expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
    }
    expect(subgraph.newCalls()).toEqual([]);
    expect((await subgraph.query(stages, {}, { "router-authorization": "open sesame" })).errors).toEqual([]);
    expect((await fetch(`${subgraph.url}/health/ready`)).status).toBe(200);
  });

  it("may be the previous one while ROUTER_SECRET_PREVIOUS is set", async () => {
    const statusesWith = async (env: Record<string, string>) => {
      await using subgraph = await startSubgraph({ candidates: 1, env });
      const secrets = ["old", "new", "other"];
      const answers = secrets.map((secret) => subgraph.query(stages, {}, { "router-authorization": secret }));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await statusesWith({ ROUTER_SECRET: "old" })).toEqual([200, 401, 401]);
    expect(await statusesWith({ ROUTER_SECRET: "new", ROUTER_SECRET_PREVIOUS: "old" })).toEqual([200, 200, 401]);
    expect(await statusesWith({ ROUTER_SECRET: "new" })).toEqual([401, 200, 401]);
  });
});
