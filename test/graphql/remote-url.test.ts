import { describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

describe("remoteUrl", () => {
  it.each<[unknown, string | null]>([
    [{ show: "https://hire.lever.co/candidates/1" }, "https://hire.lever.co/candidates/1"],
    [{ show: "http://127.0.0.1/1" }, "http://127.0.0.1/1"],
    [{ show: "javascript:alert(1)" }, null],
    [{ show: "data:text/html,1" }, null],
    [{ show: "hire.lever.co/candidates/1" }, null],
    [{ show: "" }, null],
    [{ show: 42 }, null],
    [{}, null],
    [null, null],
    ["https://hire.lever.co", null],
    [undefined, null],
  ])("of a record whose urls are %j is %j", async (urls, wanted) => {
    await using subgraph = await startSubgraph({ account: plainAccount(1) });
    const edit = (answer: { data: object | object[] }) => {
      for (const row of [answer.data].flat()) Object.assign(row, { urls });
      return answer;
    };
    subgraph.lever.faults.failNext(/opportunities|postings/, { edit }, Infinity);
    const { data, errors } = await subgraph.query(
      "{ applications { nodes { remoteUrl candidate { remoteUrl } job { remoteUrl } } } }",
    );
    expect(errors).toEqual([]);
    const own = { remoteUrl: wanted };
    expect(data.applications.nodes).toEqual([{ ...own, candidate: own, job: own }]);
  });
});
