import { expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

it("does not count an opportunity as a lead if its applications cannot be read", async () => {
  await using subgraph = await startSubgraph({ account: plainAccount(3) });
  const edit = (json: any) => ({ ...json, data: json.data.map((row: object) => ({ ...row, applications: 5 })) });
  subgraph.lever.faults.failNext(/opportunities/, { edit }, Infinity);
  const { data } = await subgraph.query(`{
    applications { nodes { id } excluded { leads } }
    offers { excluded { leads } }
    candidates { nodes { applicationIds } excluded { leads } }
  }`);
  expect(data.applications).toEqual({ nodes: [], excluded: { leads: 0 } });
  expect(data.offers.excluded).toEqual({ leads: 0 });
  expect(data.candidates).toEqual({ nodes: Array(3).fill({ applicationIds: [] }), excluded: { leads: 0 } });
});
