import { describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

describe("a posting without a date of creation", () => {
  it("is left out, with an error, and the other postings stay", async () => {
    const account = plainAccount(1, 5);
    await using subgraph = await startSubgraph({ account });
    const { nodes } = (await subgraph.query("{ jobs { nodes { id } } }")).data.jobs;
    await using odd = await startSubgraph({ lever: subgraph.lever });
    subgraph.lever.faults.failNext(
      /postings/,
      {
        edit: (json) => ({
          ...json,
          data: json.data.map((row: { id: string }) => (row.id === nodes[0].id ? { ...row, createdAt: null } : row)),
        }),
      },
      Infinity,
    );
    const { data, errors } = await odd.query("{ jobs { nodes { id } } }");
    expect(data.jobs.nodes).toHaveLength(nodes.length - 1);
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
  });
});

describe("a posting that Lever sends", () => {
  const query = `{ jobs { nodes { id hiringTeam { hiringManagers { id name } } missing { field reason } } } }`;
  const jobsWith = async (hiringManager: (userId: string) => unknown) => {
    const account = plainAccount(1, 5);
    const user = account.users[0]!;
    await using subgraph = await startSubgraph({ account });
    const edit = (json: any) => ({
      ...json,
      data: json.data.map((row: object) => ({ ...row, hiringManager: hiringManager(user.id) })),
    });
    subgraph.lever.faults.failNext(/postings/, { edit }, Infinity);
    const { data, errors } = await subgraph.query(query);
    expect(errors).toEqual([]);
    const [job] = data.jobs.nodes;
    const reason = job.missing.find(({ field }: any) => field === "hiringTeam.hiringManagers")?.reason;
    return { managers: job.hiringTeam.hiringManagers, reason, user };
  };

  it.each([5, "two words", { name: "Ada" }, [], true])(
    "with the hiring manager %o has an unknown one, not none",
    async (sent) => {
      expect(await jobsWith(() => sent)).toMatchObject({ managers: null, reason: "UNRECOGNIZED" });
    },
  );

  it.each([null, "", {}])("with the hiring manager %o has none", async (sent) => {
    expect(await jobsWith(() => sent)).toMatchObject({ managers: [], reason: undefined });
  });

  it.each<[string, (id: string) => unknown]>([
    ["as an id", (id) => id.toUpperCase()],
    ["as an object with only the id", (id) => ({ id })],
  ])("with its hiring manager %s has the manager's name", async (_what, sent) => {
    const { managers, user } = await jobsWith(sent);
    expect(managers).toEqual([{ id: user.id, name: user.name }]);
  });
});
